"""Which topics a stream of Mastodon's is about, and who may listen."""

from collections.abc import Mapping

from aiohttp import web

from feed.api.auth import Member
from feed.api.numbers import whole_number
from feed.api.streams.car_pictures import require_acquaintance
from feed.errors import MalformedRequestError, NotFoundError, OutOfScopeError, UnauthenticatedError
from feed.keys import CLOCK, DATABASE
from feed.store import cars, lists, shares
from feed.streaming.hub import Topic
from feed.streaming.pictures import picture_of

_PUBLIC = {
    "public": Topic("public"),
    "public:local": Topic("public"),  # everybody here is
    "public:remote": Topic("public:remote"),  # and nobody is there
    "public:media": Topic("public:media"),
    "public:local:media": Topic("public:media"),
    "public:remote:media": Topic("public:remote"),
}
_FOR_MEMBERS = {
    "user": "read:statuses",
    "user:notification": "read:notifications",
    "direct": "read:statuses",
    "list": "read:lists",
    "car": "read:cars",
    "fleet": "read:cars",
}


async def topics_of(
    request: web.Request, name: str, params: Mapping[str, str], member: Member | None
) -> list[Topic]:
    """What the stream of this name is about, for who asks.

    Raises:
        MalformedRequestError: there is no such stream, or a parameter of it is missing.
        UnauthenticatedError, OutOfScopeError: it is not for who asks.
        NotFoundError: the list or the car does not exist for them.
        NotAllowedError: they are a stranger to the car.
    """
    if name in _PUBLIC:
        return [_PUBLIC[name]]
    if name in {"hashtag", "hashtag:local"}:
        return [Topic("hashtag", _tag(params))]
    if name not in _FOR_MEMBERS:
        raise MalformedRequestError("Unknown stream type")
    if member is None:
        raise UnauthenticatedError
    if not member.may(_FOR_MEMBERS[name]):
        raise OutOfScopeError
    return await _of_member(request, name, params, member)


async def _of_member(
    request: web.Request, name: str, params: Mapping[str, str], member: Member
) -> list[Topic]:
    me = str(member.account_id)
    told = Topic("notification", me)
    match name:
        case "user":
            return [Topic("user", me), *([told] if member.may("read:notifications") else [])]
        case "user:notification":
            return [told]
        case "direct":
            return [Topic("direct", me)]
        case "list":
            return [await _list(request, params, member)]
        case "car":
            return [await _car(request, params, member)]
        case _:
            return await _fleet(request, member)


def _tag(params: Mapping[str, str]) -> str:
    tag = params.get("tag", "").strip().removeprefix("#").lower()
    if not tag:
        raise MalformedRequestError("tag must be a hashtag without its sign")
    return tag


async def _list(request: web.Request, params: Mapping[str, str], member: Member) -> Topic:
    list_id = whole_number(params.get("list", ""))
    if list_id is None:
        raise NotFoundError
    async with request.app[DATABASE].reading() as session:
        await lists.required(session, list_id, member.account_id)
    return Topic("list", str(list_id))


async def _car(request: web.Request, params: Mapping[str, str], member: Member) -> Topic:
    account_id = whole_number(params.get("id", ""))
    if account_id is None:
        raise MalformedRequestError("id must be that of a car's account")
    await require_acquaintance(request, account_id, member.account_id)
    return picture_of(account_id, viewer_id=member.account_id)


async def _fleet(request: web.Request, member: Member) -> list[Topic]:
    """Every car one owns, or was entrusted with."""
    me = member.account_id
    async with request.app[DATABASE].reading() as session:
        owned = {one.account.id for one in await cars.owned_by(session, me)}
        entrusted = await shares.cars_of_dealer(session, me, now=request.app[CLOCK]())
    return [picture_of(account_id, viewer_id=me) for account_id in sorted(owned | entrusted)]
