"""What people write: words, a warning before them, pictures with what they show."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aiohttp import web

from feed.actions.publish import Wish, publish
from feed.actions.showable import MOST_MEDIA
from feed.errors import InvalidError, NotFoundError
from feed.keys import DATABASE, IDS, SETTINGS, WORD
from feed.social.visibility import CHOICES, Chosen
from feed.store import media
from feed.web.forms import typed
from feed.web.guard import way_back
from feed.web.paging import identifier
from feed.web.posts import Picture, picture_of
from feed.web.render import page
from feed.web.uploads import brought, keep_picture
from feed.web.visitor import Member

_LONGEST_KEY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form."""

    text: str = ""
    spoiler_text: str = ""
    visibility: Chosen | None = None
    in_reply_to_id: int | None = None
    back: str = "/home"
    pictures: Mapping[int, Picture] = field(default_factory=dict)  # those that are here already


async def blank(request: web.Request, member: Member) -> web.Response:
    """GET /compose: a page for writing: to one person (`to`), or with words that another app handed over."""
    if to := request.query.get("to", ""):
        draft = Draft(text=f"@{to} ", visibility="direct", back="/messages")
    else:
        words = "\n".join(filter(None, (request.query.get(name) for name in ("title", "text", "url"))))
        draft = Draft(text=words, visibility=member.me.default_visibility)
    return page(request, member, "compose", draft=draft, wrong="")


async def compose(request: web.Request, member: Member) -> web.Response:
    """POST /compose: it is said, once however often it is sent; or shown with what is wrong."""
    form = await request.post()
    draft = _draft(form)
    try:
        draft = replace(draft, pictures=await _pictures(request, form, member))
    except InvalidError:
        return _refused(request, member, draft, "picture")
    wish = _wish(draft, member, key=typed(form, "idempotency_key")[:_LONGEST_KEY])
    try:
        async with request.app[DATABASE].writing() as session:
            published = await publish(
                session, member.me, wish, ids=request.app[IDS], settings=request.app[SETTINGS]
            )
    except InvalidError:
        return _refused(request, member, draft, "long" if draft.text.strip() else "empty")
    except NotFoundError:
        return _refused(request, member, replace(draft, in_reply_to_id=None), "gone")
    request.app[WORD].tell(published.happenings)
    raise web.HTTPSeeOther(f"{draft.back}#post-{published.status.id}")


def _refused(request: web.Request, member: Member, draft: Draft, wrong: str) -> web.Response:
    return page(request, member, "compose", status=422, draft=draft, wrong=wrong)


def _draft(form: Mapping[str, object]) -> Draft:
    answered, chosen = typed(form, "in_reply_to_id"), typed(form, "visibility")
    return Draft(
        text=typed(form, "status"),
        spoiler_text=typed(form, "spoiler_text"),
        visibility=next((visibility for visibility in CHOICES if visibility == chosen), None),
        in_reply_to_id=identifier(answered) if answered else None,
        back=way_back(typed(form, "back"), otherwise="/home"),
    )


def _wish(draft: Draft, member: Member, *, key: str) -> Wish:
    return Wish(
        text=draft.text,
        spoiler_text=draft.spoiler_text,
        sensitive=True if draft.spoiler_text.strip() else None,
        visibility=draft.visibility,
        language=member.language.code,
        in_reply_to_id=draft.in_reply_to_id,
        idempotency_key=f"web:{key}" if key else None,
        media_ids=tuple(draft.pictures),
    )


async def _pictures(request: web.Request, form: Mapping[str, object], member: Member) -> dict[int, Picture]:
    """Those that came before with a form that could not be posted, then those that come now."""
    kept = [identifier(id_) for number in range(MOST_MEDIA) if (id_ := typed(form, f"media_{number}"))]
    for number in range(MOST_MEDIA - len(kept)):
        if (source := brought(form, f"picture_{number}")) is not None:
            description = typed(form, f"description_{number}")
            one = await keep_picture(request, source, account_id=member.account_id, description=description)
            kept.append(one.id)
    async with request.app[DATABASE].reading() as session:
        own = await media.unused(session, kept, member.account_id) if kept else set()
        known = await media.by_ids(session, own)
    return {id_: picture_of(known[id_]) for id_ in kept if id_ in known}
