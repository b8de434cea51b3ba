"""An owner entrusts a dealer with a car, on the page of its settings, and takes it back."""

from datetime import UTC, datetime, timedelta

from aiohttp import web
from pydantic import ValidationError

from feed.actions.car_changes import open_for_owner
from feed.actions.share_car import end_share, share_car
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE
from feed.social.car_terms import Terms
from feed.social.wrongs import wrongs
from feed.web.car_settings import own_car, settings_page
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.visitor import Member


async def entrust(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/shares: a dealer hears the chosen kinds of news until the end of that day."""
    view = await own_car(request, member)
    form = await request.post()
    entered = {name: typed(form, name) for name in ("acct", "until")}
    kinds = [kind for kind in form.getall("kinds", []) if isinstance(kind, str)]
    try:
        terms = Terms.model_validate(
            {"acct": entered["acct"].strip(), "kinds": kinds, "until": _end_of(entered["until"], member)}
        )
        async with request.app[DATABASE].writing() as session:
            opened = await open_for_owner(session, view.registered.account.id, by_id=member.account_id)
            await share_car(session, opened.car, terms, by=member.account_id, now=request.app[CLOCK]())
    except ValidationError as error:
        return await settings_page(request, member, view, entered=entered, wrong=_in_share(wrongs(error)))
    except InvalidError as error:
        return await settings_page(
            request, member, view, entered=entered, wrong=_in_share(dict(error.details))
        )
    raise _back(request)


async def revoke(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/shares/revoke: one dealer is not entrusted any more, or none is."""
    view = await own_car(request, member)
    account_id = typed(await request.post(), "account_id")
    async with request.app[DATABASE].writing() as session:
        opened = await open_for_owner(session, view.registered.account.id, by_id=member.account_id)
        dealer_id = identifier(account_id) if account_id else None
        await end_share(session, opened.car, dealer_id, by=member.account_id, now=request.app[CLOCK]())
    raise _back(request)


def _end_of(day: str, member: Member) -> datetime | None:
    """The first moment after that day, where the member is; None for what is no day."""
    try:
        begins = datetime.fromisoformat(day).replace(tzinfo=member.figures.zone)
    except ValueError:
        return None
    return (begins + timedelta(days=1)).astimezone(UTC)


def _in_share(wrong: dict[str, str]) -> dict[str, str]:
    return {f"share.{field}": what for field, what in wrong.items()}


def _back(request: web.Request) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(f"/@{request.match_info['name']}/settings?saved#dealers")
