"""The staff looks after members: closes the door to them, or keeps strangers from coming across them."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError, NotAllowedError, NotFoundError
from feed.social.audit import Action
from feed.social.roles import Role, may_tend
from feed.store import reports
from feed.store.audit import note
from feed.store.reports import KnownMember

Change = Callable[[KnownMember, datetime], None]


async def tend_member(
    session: AsyncSession, account_id: int, deed: str, *, by: int, role: Role, now: datetime
) -> KnownMember:
    """One of DEEDS is done to the member, by somebody of the staff with this role.

    Raises:
        NotFoundError: there is no such member.
        NotAllowedError: it is oneself, or one of the staff, whom only an admin looks after.
    """
    one = (await reports.known_members(session, [account_id])).get(account_id)
    if one is None:
        raise NotFoundError
    if account_id == by:
        raise NotAllowedError("Nobody does this to themselves")
    if not may_tend(role, one.user.role if one.user else None):
        raise NotAllowedError("Only an admin does this to the staff")
    change, action = DEEDS[deed]
    change(one, now)
    await note(session, action, by=by, about=("account", account_id), now=now)
    return one


def _disable(one: KnownMember, now: datetime) -> None:
    """They cannot come in."""
    if one.user is None:
        raise InvalidError("a car cannot sign in; it is silenced in the register")
    one.user.disabled_at = now


def _enable(one: KnownMember, _now: datetime) -> None:
    """They can come in again."""
    if one.user is not None:
        one.user.disabled_at = None


def _silence(one: KnownMember, now: datetime) -> None:
    """Those who do not follow them do not come across them any more."""
    one.account.limited_at = now


def _unsilence(one: KnownMember, _now: datetime) -> None:
    """Everybody may come across them again."""
    one.account.limited_at = None


DEEDS: Mapping[str, tuple[Change, Action]] = {
    "disable": (_disable, "member_disabled"),
    "enable": (_enable, "member_enabled"),
    "silence": (_silence, "member_silenced"),
    "unsilence": (_unsilence, "member_unsilenced"),
}
