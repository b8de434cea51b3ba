"""One's own account: open it, look at it, change it."""

from typing import Annotated

from aiohttp import web
from pydantic import BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.change_profile import ProfileWish, change_profile
from feed.actions.sign_up import sign_up
from feed.actions.wear import SIZES, Which, face_from, kept, wear
from feed.api import present
from feed.api.auth import Caller, Member
from feed.api.params import (
    OptionalFlag,
    OptionalText,
    Params,
    blank_is_none,
    numbered_is_a_list,
    read,
    understood,
)
from feed.api.respond import json_response
from feed.api.show import own_account
from feed.api.uploads import uploaded
from feed.errors import NotAllowedError
from feed.keys import CLOCK, DATABASE, IDS, MEDIA, PASSWORDS, SETTINGS, SITE
from feed.social.roles import ROLES
from feed.social.visibility import Chosen
from feed.store import tokens
from feed.store.accounts import count_asking_to_follow
from feed.store.audit import note
from feed.store.tables import Account


class NewMember(Params):
    """Who would like to sign up."""

    username: str = ""
    email: OptionalText = None
    password: str = ""
    locale: str = "en"


class Line(Params):
    """A line of a profile."""

    name: str = ""
    value: str = ""


class Source(Params):
    """How one's posts usually are."""

    privacy: Annotated[Chosen | None, BeforeValidator(blank_is_none)] = None
    sensitive: OptionalFlag = None
    language: OptionalText = None


class Profile(Params):
    """What may be changed; what is not given stays."""

    display_name: str | None = None
    note: str | None = None
    locked: OptionalFlag = None
    bot: OptionalFlag = None
    discoverable: OptionalFlag = None
    hide_collections: OptionalFlag = None
    fields_attributes: Annotated[list[Line] | None, BeforeValidator(numbered_is_a_list)] = None
    source: Source = Field(default_factory=Source)


async def create(request: web.Request, caller: Caller) -> web.Response:
    """POST /api/v1/accounts: sign up, where registration is open; the answer is their token."""
    settings = request.app[SETTINGS]
    if settings.registration == "closed":
        raise NotAllowedError("Registrations are closed")
    asked = await read(request, NewMember)
    locale = "ja" if asked.locale.startswith("ja") else "en"
    user = await sign_up(
        request.app[DATABASE],
        request.app[PASSWORDS],
        username=asked.username,
        password=asked.password,
        email=asked.email,
        locale=locale,
        ids=request.app[IDS],
    )
    async with request.app[DATABASE].writing() as session:
        token, secret = await tokens.issue(
            session, caller.scopes, app_id=caller.app_id, user_id=user.id, ids=request.app[IDS]
        )
        await note(
            session,
            "token_issued",
            by=user.account_id,
            about=("token", token.id),
            now=request.app[CLOCK](),
            scopes=token.scopes,
        )
    return json_response(present.token(token, secret))


async def verify(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/accounts/verify_credentials: oneself."""
    async with request.app[DATABASE].reading() as session:
        return json_response(await _own_json(request, session, member))


async def update(request: web.Request, member: Member) -> web.Response:
    """PATCH /api/v1/accounts/update_credentials: change what others see of oneself."""
    asked, faces = await _asked(request)
    lines = asked.fields_attributes
    wish = ProfileWish(
        display_name=asked.display_name,
        note=asked.note,
        locked=asked.locked,
        bot=asked.bot,
        discoverable=asked.discoverable,
        hides_company=asked.hide_collections,
        fields=[(line.name, line.value) for line in lines] if lines is not None else None,
        default_visibility=asked.source.privacy,
        default_sensitive=asked.source.sensitive,
        default_language=asked.source.language,
    )
    async with request.app[DATABASE].writing() as session:
        account = await own_account(session, member)
        change_profile(account, wish, public_url=request.app[SETTINGS].public_url)
        for which, picture in faces.items():
            wear(account, which, await kept(request.app[MEDIA], picture))
    return await verify(request, member)


async def remove_avatar(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/profile/avatar: the drawn one again."""
    return await _bare(request, member, "avatar")


async def remove_header(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/profile/header: the drawn one again."""
    return await _bare(request, member, "header")


async def _bare(request: web.Request, member: Member, which: Which) -> web.Response:
    async with request.app[DATABASE].writing() as session:
        wear(await own_account(session, member), which, None)
    return await verify(request, member)


async def _asked(request: web.Request) -> tuple[Profile, dict[Which, tuple[bytes, str]]]:
    """What is to change, and the pictures that came with it."""
    if not request.content_type.startswith("multipart/"):
        return await read(request, Profile), {}
    async with uploaded(request, *SIZES) as upload:
        faces = {
            which: await face_from(upload.files[which], which) for which in SIZES if which in upload.files
        }
    return understood(Profile, upload.fields), faces


async def preferences(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/preferences: how one likes to post and to read."""
    async with request.app[DATABASE].reading() as session:
        account = await own_account(session, member)
    return json_response(
        {
            "posting:default:visibility": account.default_visibility,
            "posting:default:sensitive": account.default_sensitive,
            "posting:default:language": account.default_language,
            "posting:default:quote_policy": "nobody",
            "reading:expand:media": "default",
            "reading:expand:spoilers": False,
            "reading:autoplay:gifs": False,
        }
    )


async def _own_json(request: web.Request, session: AsyncSession, member: Member) -> present.Json:
    account = await own_account(session, member)
    body = present.account(account, request.app[SITE])
    waiting = await count_asking_to_follow(session, account.id)
    return body | {"source": _source(account, waiting), "role": _role(member)}


def _source(account: Account, follow_requests_count: int) -> present.Json:
    return {
        "privacy": account.default_visibility,
        "sensitive": account.default_sensitive,
        "language": account.default_language,
        "note": account.note_text,
        "fields": [
            {"name": line["name"], "value": line["value"], "verified_at": None} for line in account.own_fields
        ],
        "follow_requests_count": follow_requests_count,
        "discoverable": account.discoverable,
        "hide_collections": account.hides_company,
        "indexable": False,
    }


def _role(member: Member) -> present.Json:
    return {
        "id": str(ROLES.index(member.role)),
        "name": member.role,
        "permissions": "0",
        "color": "",
        "highlighted": False,
    }
