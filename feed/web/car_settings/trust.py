"""Whom an owner trusts with a car: dealers, each until a day, on a page where it is given and taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from aiohttp import web
from pydantic import ValidationError

from feed.actions.car_changes import open_for_owner
from feed.actions.share_car import end_share, share_car
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE
from feed.social.car_kinds import DealerKind
from feed.social.car_terms import Terms
from feed.social.wrongs import wrongs
from feed.store import accounts, commanders, shares
from feed.store.paging import Page
from feed.store.shares import Share
from feed.web.car_settings.opened import Opened, chapter, open_car
from feed.web.faces import face
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.visitor import Member

SPANS_DAYS = ("7", "30", "90", "365")
ENDED = ("dealers", "guests", "followers", "commanders")
MOST_OFFERED = 80  # followers to choose a commander among
_USUAL_KINDS = ("service_due", "trouble_code")


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/trust: who is trusted just now; `dealer` names one whose terms are to change."""
    opened = await open_car(request, member)
    return await trust_page(request, opened, changed=request.query.get("dealer"))


async def entrust(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/trust/dealers: a dealer hears the chosen kinds of news until the end of a day."""
    opened = await open_car(request, member)
    form = await request.post()
    entered = {name: typed(form, name).strip() for name in ("acct", "lasts", "until")}
    kinds = [kind for kind in form.getall("kinds", []) if isinstance(kind, str)]
    now = request.app[CLOCK]()
    try:
        until = _end_of(entered, member, now=now)
        terms = Terms.model_validate({"acct": entered["acct"], "kinds": kinds, "until": until})
        async with request.app[DATABASE].writing() as session:
            car = await open_for_owner(session, opened.view.registered.account.id, by_id=member.account_id)
            await share_car(session, car.car, terms, by=member.account_id, now=now)
    except ValidationError as error:
        return await _again(request, opened, entered, kinds, wrongs(error))
    except InvalidError as error:
        return await _again(request, opened, entered, kinds, dict(error.details))
    raise web.HTTPSeeOther(f"{opened.path}/trust?saved")


async def end(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/trust/dealers/end: this one is trusted no more."""
    opened = await open_car(request, member)
    account_id = identifier(typed(await request.post(), "account_id"))
    async with request.app[DATABASE].writing() as session:
        car = await open_for_owner(session, opened.view.registered.account.id, by_id=member.account_id)
        await end_share(session, car.car, account_id, by=member.account_id, now=request.app[CLOCK]())
    raise web.HTTPSeeOther(f"{opened.path}/trust?saved")


async def _again(
    request: web.Request, opened: Opened, entered: dict[str, str], kinds: list[str], wrong: dict[str, str]
) -> web.Response:
    again = Opened(member=opened.member, view=opened.view, entered=entered, wrong=wrong)
    return await trust_page(request, again, kinds=kinds)


async def trust_page(
    request: web.Request, opened: Opened, *, kinds: list[str] | None = None, changed: str | None = None
) -> web.Response:
    """Who is trusted just now; `kinds` were ticked, `changed` is the dealer whose terms are to change."""
    car = opened.view.registered
    async with request.app[DATABASE].reading() as session:
        trusted = await shares.in_force(session, [car.car.car_id], now=request.app[CLOCK]())
        named = await commanders.of_cars(session, [car.car.car_id])
        following = await accounts.followers(session, car.account.id, Page(limit=MOST_OFFERED))
        dealers = await accounts.dealers(session)
    changing = next((one for one in trusted if one.dealer.username == changed), None)
    return chapter(
        request,
        opened,
        "trust",
        shares=[(face(one.dealer), one) for one in trusted],
        dealers=[face(one) for one in dealers],
        dealer_kinds=get_args(DealerKind),
        spans_days=SPANS_DAYS,
        commanders=[face(one.account) for one in named],
        following=[face(one) for one in following.rows if one.id != car.car.owner_id],
        followers=max(0, car.account.followers_count - 1),
        commander=opened.entered.get("commander", ""),
        ended=_ended(request),
        terms=_terms(opened, kinds, changing),
        is_open=bool(opened.wrong.keys() - {"commander"} or changing or not trusted),
    )


def _ended(request: web.Request) -> dict[str, int] | None:
    """How many lost what just now, when everybody did."""
    if "ended" not in request.query:
        return None
    told = ((what, request.query.get(what, "")) for what in ENDED)
    return {what: int(number) if number.isascii() and number.isdigit() else 0 for what, number in told}


def _terms(opened: Opened, kinds: list[str] | None, changing: Share | None) -> dict[str, Any]:
    """What stands in the form: what was entered, else a dealer's present terms, else what is usual."""
    if changing:
        last_day = changing.until.astimezone(opened.member.figures.zone) - timedelta(seconds=1)
        return {
            "acct": changing.dealer.username,
            "kinds": changing.kinds,
            "lasts": "day",
            "until": f"{last_day:%Y-%m-%d}",
        }
    usual = {"acct": "", "kinds": _USUAL_KINDS if kinds is None else kinds, "lasts": "30", "until": ""}
    return usual | dict(opened.entered)


def _end_of(entered: dict[str, str], member: Member, *, now: datetime) -> datetime | None:
    """The first moment after the last day, where the member is; None for what is no day."""
    zone = member.figures.zone
    try:
        if entered["lasts"] in SPANS_DAYS:
            begins = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
            last_day = begins + timedelta(days=int(entered["lasts"]) - 1)
        else:
            last_day = datetime.fromisoformat(entered["until"]).replace(tzinfo=zone)
    except ValueError:
        return None
    return (last_day + timedelta(days=1)).astimezone(UTC)
