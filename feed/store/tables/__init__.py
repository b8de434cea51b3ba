"""The tables of people, what they say, and the apps they say it with. Cars have theirs in `car_tables`.

Rows are born with an identifier from `feed.ids`, which also tells when they were made.
"""

from feed.store.tables.access import App, AuthorizationCode, HomeFeed, Token
from feed.store.tables.announcements import Announcement, AnnouncementDismissal, AnnouncementReaction
from feed.store.tables.audit import AuditEntry, AuditHead
from feed.store.tables.cases import Case, Slot
from feed.store.tables.emojis import CustomEmoji
from feed.store.tables.mail import DigestWish, MailLetter, MailSecret
from feed.store.tables.media import Media
from feed.store.tables.notices import (
    Filter,
    FilterKeyword,
    FilterStatus,
    NotificationPolicy,
    NotificationRequest,
)
from feed.store.tables.passkeys import Passkey, PasskeyChallenge
from feed.store.tables.people import Account, Marker, User, WebSession
from feed.store.tables.polls import Poll, PollVote
from feed.store.tables.push import PushLetter, PushSubscription, ServerKey
from feed.store.tables.relations import (
    AccountNote,
    Block,
    Endorsement,
    Follow,
    FollowRequest,
    List,
    ListMember,
    Mute,
    SuggestionDismissal,
)
from feed.store.tables.staff import Report
from feed.store.tables.statuses import (
    Bookmark,
    Favourite,
    HomeEntry,
    Mention,
    Notification,
    Status,
    StatusTag,
)
from feed.store.tables.tags import FeaturedTag, FollowedTag
from feed.store.tables.writing import MutedConversation, ScheduledStatus, StatusEdit, TalkState

__all__ = [
    "Account",
    "AccountNote",
    "Announcement",
    "AnnouncementDismissal",
    "AnnouncementReaction",
    "App",
    "AuditEntry",
    "AuditHead",
    "AuthorizationCode",
    "Block",
    "Bookmark",
    "Case",
    "CustomEmoji",
    "DigestWish",
    "Endorsement",
    "Favourite",
    "FeaturedTag",
    "Filter",
    "FilterKeyword",
    "FilterStatus",
    "Follow",
    "FollowRequest",
    "FollowedTag",
    "HomeEntry",
    "HomeFeed",
    "List",
    "ListMember",
    "MailLetter",
    "MailSecret",
    "Marker",
    "Media",
    "Mention",
    "Mute",
    "MutedConversation",
    "Notification",
    "NotificationPolicy",
    "NotificationRequest",
    "Passkey",
    "PasskeyChallenge",
    "Poll",
    "PollVote",
    "PushLetter",
    "PushSubscription",
    "Report",
    "ScheduledStatus",
    "ServerKey",
    "Slot",
    "Status",
    "StatusEdit",
    "StatusTag",
    "SuggestionDismissal",
    "TalkState",
    "Token",
    "User",
    "WebSession",
]
