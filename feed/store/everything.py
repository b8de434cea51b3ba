"""Every row that is about an account, for who asks for a copy."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, QueryableAttribute

from feed.store.car_tables import (
    Car,
    CarCommander,
    CarHistory,
    CarShare,
    CarSnapshot,
    CarTongue,
    GuestLink,
)
from feed.store.journey_tables import CarCharge, CarDrive, CarTrack
from feed.store.tables import (
    Account,
    AccountNote,
    AnnouncementDismissal,
    AnnouncementReaction,
    AuditEntry,
    Block,
    Bookmark,
    Case,
    DigestWish,
    Endorsement,
    Favourite,
    FeaturedTag,
    Filter,
    FilterKeyword,
    FilterStatus,
    Follow,
    FollowedTag,
    FollowRequest,
    HomeFeed,
    List,
    Marker,
    Media,
    Mute,
    MutedConversation,
    Notification,
    NotificationPolicy,
    NotificationRequest,
    Passkey,
    Poll,
    PollVote,
    PushSubscription,
    Report,
    ScheduledStatus,
    Slot,
    Status,
    SuggestionDismissal,
    TalkState,
    User,
)

_ABOUT: dict[str, InstrumentedAttribute[int] | InstrumentedAttribute[int | None]] = {
    "account": Account.id,
    "sign_in": User.account_id,
    "statuses": Status.account_id,
    "favourites": Favourite.account_id,
    "bookmarks": Bookmark.account_id,
    "following": Follow.account_id,
    "followers": Follow.target_account_id,
    "asked_to_follow": FollowRequest.account_id,
    "asked_by": FollowRequest.target_account_id,
    "blocks": Block.account_id,
    "mutes": Mute.account_id,
    "lists": List.account_id,
    "notes": AccountNote.account_id,
    "suggestion_dismissals": SuggestionDismissal.account_id,
    "endorsements": Endorsement.account_id,
    "followed_tags": FollowedTag.account_id,
    "featured_tags": FeaturedTag.account_id,
    "media": Media.account_id,
    "passkeys": Passkey.account_id,
    "polls": Poll.account_id,
    "votes": PollVote.account_id,
    "scheduled_statuses": ScheduledStatus.account_id,
    "talk_states": TalkState.account_id,
    "muted_conversations": MutedConversation.account_id,
    "filters": Filter.account_id,
    "reports": Report.account_id,
    "announcements_read": AnnouncementDismissal.account_id,
    "announcement_reactions": AnnouncementReaction.account_id,
    "audit": AuditEntry.actor_id,
    "audit_about": AuditEntry.about_id,
    "markers": Marker.account_id,
    "notifications": Notification.account_id,
    "home_feed": HomeFeed.account_id,
    "push_subscriptions": PushSubscription.account_id,
    "notification_policy": NotificationPolicy.account_id,
    "notification_requests": NotificationRequest.account_id,
    "commands": CarCommander.account_id,
    "car": Car.account_id,
    "live_picture": CarSnapshot.account_id,
    "history": CarHistory.account_id,
    "drives": CarDrive.account_id,
    "charges": CarCharge.account_id,
    "tracks": CarTrack.account_id,
    "cases_opened": Case.owner_id,
    "cases_of_dealer": Case.dealer_id,
    "cases_of_car": Case.car_account_id,
    "slots": Slot.account_id,
}
_ABOUT_CAR: dict[str, InstrumentedAttribute[str]] = {
    "tongues": CarTongue.car_id,
    "shares": CarShare.car_id,
    "guest_links": GuestLink.car_id,
    "commanders": CarCommander.car_id,
}
_ABOUT_USER: dict[str, InstrumentedAttribute[int]] = {
    "digest_wish": DigestWish.user_id,
}
_ABOUT_FILTERS: dict[str, InstrumentedAttribute[int]] = {
    "filtered_words": FilterKeyword.filter_id,
    "filtered_statuses": FilterStatus.filter_id,
}
_SECRETS = {
    "credential",
    "public_key",
    "password_hash",
    "secret_hash",
    "session_hash",
    "claim_digest",
    "veils",
    "endpoint",
    "p256dh",
    "auth",
}


async def rows_about(session: AsyncSession, account_id: int) -> dict[str, list[dict[str, Any]]]:
    """The rows by subject, without what only proves that somebody is who they say."""
    told: dict[str, list[dict[str, Any]]] = {}
    is_about_them: dict[str, tuple[QueryableAttribute[Any], ColumnElement[bool]]] = {
        subject: (column, column == account_id) for subject, column in _ABOUT.items()
    }
    of_the_car = select(Car.car_id).where(Car.account_id == account_id)
    is_about_them |= {subject: (column, column.in_(of_the_car)) for subject, column in _ABOUT_CAR.items()}
    of_the_user = select(User.id).where(User.account_id == account_id)
    is_about_them |= {subject: (column, column.in_(of_the_user)) for subject, column in _ABOUT_USER.items()}
    filters = select(Filter.id).where(Filter.account_id == account_id)
    is_about_them |= {subject: (column, column.in_(filters)) for subject, column in _ABOUT_FILTERS.items()}
    for subject, (column, is_wanted) in is_about_them.items():
        rows = await session.execute(select(column.class_.__table__).where(is_wanted))
        told[subject] = [
            {name: _told(name, value) for name, value in row.items() if name not in _SECRETS}
            for row in rows.mappings()
        ]
    return {subject: rows for subject, rows in told.items() if rows}


def _told(name: str, value: object) -> object:
    """Identifiers as text: JSON's readers round numbers of their size."""
    return str(value) if isinstance(value, int) and (name == "id" or name.endswith("_id")) else value
