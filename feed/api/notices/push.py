"""Word to a device that is not looking: one subscription for each app that is signed in."""

from typing import Literal

from aiohttp import web
from pydantic import Field, field_validator

from feed.api import present
from feed.api.auth import Member
from feed.api.params import OptionalFlag, Params, read
from feed.api.respond import json_response
from feed.errors import InvalidError, NotFoundError
from feed.keys import DATABASE, IDS, POST, SETTINGS
from feed.push.addresses import may_write_to
from feed.push.letters import are_keys
from feed.store import pushes
from feed.store.notifications import KINDS
from feed.store.tables import PushSubscription

Policy = Literal["all", "followed", "follower", "none"]
ALERTS = (*KINDS, "admin.sign_up", "admin.report")


class Keys(Params):
    """What letters are sealed with."""

    p256dh: str = ""
    auth: str = ""


class Device(Params):
    """Where an app wants its letters."""

    endpoint: str = ""
    keys: Keys = Keys()
    standard: OptionalFlag = None

    @field_validator("endpoint")
    @classmethod
    def _with_scheme(cls, endpoint: str) -> str:
        return endpoint if "://" in endpoint or not endpoint else f"https://{endpoint}"


class Wishes(Params):
    """Of what an app wants to be told, and about whom."""

    alerts: dict[str, OptionalFlag] = Field(default_factory=dict)
    policy: Policy | None = None

    def kinds(self) -> list[str]:
        """The kinds that were said yes to."""
        return [kind for kind in ALERTS if self.alerts.get(kind)]


class Wanted(Params):
    """A subscription as clients send it."""

    subscription: Device = Device()
    data: Wishes = Wishes()
    policy: Policy | None = None  # some clients put it here


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/push/subscription."""
    async with request.app[DATABASE].reading() as session:
        found = await pushes.of_token(session, member.token_id)
    return _answer(request, found)


async def create(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/push/subscription: in place of the one there was."""
    asked = await read(request, Wanted)
    to = asked.subscription
    if not may_write_to(to.endpoint, at_home=request.app[SETTINGS].trial):
        wrong = "must be the https address of a public post office"
        raise InvalidError(f"endpoint {wrong}", details={"endpoint": wrong})
    if not are_keys(to.keys.p256dh, to.keys.auth):
        wrong = "must be a P-256 point and 16 bytes, in base64url"
        raise InvalidError(f"keys {wrong}", details={"keys": wrong})
    async with request.app[DATABASE].writing() as session:
        if before := await pushes.of_token(session, member.token_id):
            await pushes.end(session, before.id)
        made = PushSubscription(
            id=request.app[IDS].next(),
            token_id=member.token_id,
            account_id=member.account_id,
            endpoint=to.endpoint,
            p256dh=to.keys.p256dh,
            auth=to.keys.auth,
            standard=bool(to.standard),
            policy=asked.data.policy or asked.policy or "all",
            alerts=asked.data.kinds(),
        )
        session.add(made)
    return _answer(request, made)


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/push/subscription: other wishes, the same device."""
    asked = await read(request, Wanted)
    async with request.app[DATABASE].writing() as session:
        found = await pushes.of_token(session, member.token_id)
        if found is None:
            raise NotFoundError
        found.policy = asked.data.policy or asked.policy or found.policy
        found.alerts = asked.data.kinds()
    return _answer(request, found)


async def delete(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/push/subscription."""
    async with request.app[DATABASE].writing() as session:
        if found := await pushes.of_token(session, member.token_id):
            await pushes.end(session, found.id)
    return json_response({})


def _answer(request: web.Request, found: PushSubscription | None) -> web.Response:
    if found is None:
        raise NotFoundError
    return json_response(present.push_subscription(found, ALERTS, request.app[POST].public_key))
