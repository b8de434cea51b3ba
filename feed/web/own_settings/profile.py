"""What others see of a member, and how their posts usually are."""

from collections.abc import Mapping

from aiohttp import web

from feed.actions.change_profile import ProfileWish, change_profile
from feed.actions.wear import SIZES, Which, face_from, kept, wear
from feed.errors import InvalidError, NotFoundError
from feed.keys import DATABASE, MEDIA, SETTINGS
from feed.social.visibility import CHOICES
from feed.store import accounts
from feed.store.tables import Account
from feed.web.faces import face
from feed.web.forms import typed
from feed.web.render import page
from feed.web.uploads import brought
from feed.web.visitor import Member

LINES = range(4)  # of a profile: a name and a value each
_FLAGS = ("locked", "discoverable", "hides_company")


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/profile: as it is."""
    return _page(request, member, _as_it_is(member.me), wrong="")


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /settings/profile: as entered; or the form again with what is wrong."""
    form = await request.post()
    try:
        faces = await _faces(form)
    except InvalidError:
        return _page(request, member, _entered(form), wrong="picture")
    try:
        async with request.app[DATABASE].writing() as session:
            account = await accounts.by_id(session, member.account_id)
            if account is None:
                raise NotFoundError
            change_profile(account, _wish(form), public_url=request.app[SETTINGS].public_url)
            for which, picture in faces.items():
                wear(account, which, await kept(request.app[MEDIA], picture) if picture else None)
    except InvalidError as error:
        return _page(request, member, _entered(form), wrong=next(iter(error.details or {}), ""))
    raise web.HTTPSeeOther("/settings/profile?saved")


def _page(request: web.Request, member: Member, entered: Mapping[str, str], *, wrong: str) -> web.Response:
    return page(
        request,
        member,
        "own_settings/profile",
        status=422 if wrong else 200,
        entered=entered,
        wrong=wrong,
        lines=LINES,
        face=face(member.me),
        wears={"avatar": bool(member.me.avatar_path), "header": bool(member.me.header_path)},
        is_saved="saved" in request.query,
    )


async def _faces(form: Mapping[str, object]) -> dict[Which, tuple[bytes, str] | None]:
    """The pictures to wear; None for the drawn one again."""
    chosen: dict[Which, tuple[bytes, str] | None] = {}
    for which in SIZES:
        if (source := brought(form, which)) is not None:
            chosen[which] = await face_from(source, which)
        elif typed(form, f"{which}_off"):
            chosen[which] = None
    return chosen


def _wish(form: Mapping[str, object]) -> ProfileWish:
    chosen = typed(form, "default_visibility")
    return ProfileWish(
        display_name=typed(form, "display_name"),
        note=typed(form, "note"),
        fields=[(typed(form, f"line_{number}"), typed(form, f"value_{number}")) for number in LINES],
        default_visibility=next((one for one in CHOICES if one == chosen), None),
        default_sensitive=bool(typed(form, "default_sensitive")),
        locked=bool(typed(form, "locked")),
        discoverable=bool(typed(form, "discoverable")),
        hides_company=bool(typed(form, "hides_company")),
    )


def _entered(form: Mapping[str, object]) -> dict[str, str]:
    names = ("display_name", "note", "default_visibility", "default_sensitive", *_FLAGS)
    pairs = [f"{which}_{number}" for number in LINES for which in ("line", "value")]
    return {name: typed(form, name) for name in (*names, *pairs)}


def _as_it_is(account: Account) -> dict[str, str]:
    own = [*account.own_fields, *[{"name": "", "value": ""}] * len(LINES)][: len(LINES)]
    lines = {f"line_{number}": line["name"] for number, line in enumerate(own)}
    values = {f"value_{number}": line["value"] for number, line in enumerate(own)}
    flags = {flag: "yes" if getattr(account, flag) else "" for flag in (*_FLAGS, "default_sensitive")}
    return {
        "display_name": account.display_name,
        "note": account.note_text,
        "default_visibility": account.default_visibility,
        **flags,
        **lines,
        **values,
    }
