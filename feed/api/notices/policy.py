"""From whom one wants to be told of things without being asked."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.params import OptionalFlag, OptionalText, Params, read
from feed.api.respond import json_response
from feed.errors import InvalidError
from feed.keys import DATABASE
from feed.social.reception import CASES, TREATMENTS, Case, Treatment
from feed.store import notification_requests

_V1: dict[str, Case] = {
    "filter_not_following": "for_not_following",
    "filter_not_followers": "for_not_followers",
    "filter_new_accounts": "for_new_accounts",
    "filter_private_mentions": "for_private_mentions",
}


class Wishes(Params):
    """What is to become of whose notifications; what is not named stays."""

    for_not_following: OptionalText = None
    for_not_followers: OptionalText = None
    for_new_accounts: OptionalText = None
    for_private_mentions: OptionalText = None
    for_limited_accounts: OptionalText = None

    def policy(self) -> dict[Case, Treatment]:
        """The wishes, understood.

        Raises:
            InvalidError: a wish is none of those there are.
        """
        named = {case: wish for case in CASES if (wish := getattr(self, case))}
        right = {case: one for case, wish in named.items() for one in TREATMENTS if one == wish}
        if wrong := sorted(set(named) - set(right)):
            otherwise = f"must be one of {', '.join(TREATMENTS)}"
            raise InvalidError(f"{wrong[0]} {otherwise}", details=dict.fromkeys(wrong, otherwise))
        return right


class OldWishes(Params):
    """The same from older clients, who know only yes and no."""

    filter_not_following: OptionalFlag = None
    filter_not_followers: OptionalFlag = None
    filter_new_accounts: OptionalFlag = None
    filter_private_mentions: OptionalFlag = None


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/notifications/policy."""
    async with request.app[DATABASE].reading() as session:
        return json_response(await _json(session, member))


async def change(request: web.Request, member: Member) -> web.Response:
    """PATCH /api/v2/notifications/policy."""
    wishes = (await read(request, Wishes)).policy()
    async with request.app[DATABASE].writing() as session:
        return json_response(await _put(session, member, wishes))


async def show_v1(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/notifications/policy."""
    async with request.app[DATABASE].reading() as session:
        return json_response(_as_v1(await _json(session, member)))


async def change_v1(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/notifications/policy."""
    asked = await read(request, OldWishes)
    wishes: dict[Case, Treatment] = {
        case: "filter" if getattr(asked, name) else "accept"
        for name, case in _V1.items()
        if getattr(asked, name) is not None
    }
    async with request.app[DATABASE].writing() as session:
        return json_response(_as_v1(await _put(session, member, wishes)))


async def _put(session: AsyncSession, member: Member, wishes: dict[Case, Treatment]) -> present.Json:
    policy = await notification_requests.policy_of(session, member.account_id) | wishes
    await notification_requests.put_policy(session, member.account_id, policy)
    await session.flush()
    session.expire_all()
    return await _json(session, member)


async def _json(session: AsyncSession, member: Member) -> present.Json:
    policy = await notification_requests.policy_of(session, member.account_id)
    waiting = await notification_requests.summary(session, member.account_id)
    return present.notification_policy(policy, *waiting)


def _as_v1(body: present.Json) -> present.Json:
    return {name: body[case] != "accept" for name, case in _V1.items()} | {"summary": body["summary"]}
