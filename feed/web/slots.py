"""When a dealer has time: a week at a glance, times added once or every week, and taken away."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from aiohttp import web

from feed.keys import CLOCK, DATABASE, IDS
from feed.store import cases
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.render import page
from feed.web.visitor import Member

MINUTES = (15, 30, 45, 60, 90, 120)
WEEKS = (1, 4, 8, 12, 26)
_WEEK = timedelta(days=7)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /slots: the week of the day `from`, where the dealer is."""
    return await _week(request, member, {})


async def add(request: web.Request, member: Member) -> web.Response:
    """POST /slots: a time is free, once or in each of the weeks to come."""
    form = await request.post()
    entered = {name: typed(form, name) for name in ("day", "at", "minutes", "weeks")}
    begins = _moments(entered, member.figures.zone, now=request.app[CLOCK]())
    if begins is None:
        return await _week(request, member, entered, wrong=True)
    lasts, ids = timedelta(minutes=_one_of(MINUTES, entered["minutes"])), request.app[IDS]
    rows = [
        {
            "id": ids.next(),
            "account_id": member.account_id,
            "begins_at": moment,
            "ends_at": moment + lasts,
            "time_zone": zone_name(member.figures.zone),
        }
        for moment in begins
    ]
    async with request.app[DATABASE].writing() as session:
        await cases.keep_slots(session, rows)
    raise web.HTTPSeeOther(f"/slots?from={entered['day']}")


async def drop(request: web.Request, member: Member) -> web.Response:
    """POST /slots/remove: the time is not free any more; one that a case has stays."""
    form = await request.post()
    async with request.app[DATABASE].writing() as session:
        await cases.drop_slots(session, member.account_id, [identifier(typed(form, "slot"))])
    raise web.HTTPSeeOther(f"/slots?from={_day(typed(form, 'from')) or ''}")


def zone_name(zone: tzinfo) -> str:
    """The name of a time zone as the tables keep it."""
    return zone.key if isinstance(zone, ZoneInfo) else "UTC"


async def _week(
    request: web.Request, member: Member, entered: dict[str, str], *, wrong: bool = False
) -> web.Response:
    now, zone = request.app[CLOCK](), member.figures.zone
    today = now.astimezone(zone).date()
    day = _day(entered.get("day", "")) or _day(request.query.get("from", "")) or today
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    start, end = (_midnight(one, zone) for one in (monday, monday + _WEEK))
    async with request.app[DATABASE].reading() as session:
        found = await cases.slots_of(session, member.account_id, start=start, end=end)
    by_day = [
        (one, _midnight(one, zone), [it for it in found if it.begins_at.astimezone(zone).date() == one])
        for one in days
    ]
    usual = {"day": max(day, today).isoformat(), "at": "10:00", "minutes": "60", "weeks": "1"}
    return page(
        request,
        member,
        "slots",
        status=422 if wrong else 200,
        week=by_day,
        today=today,
        now=now,
        earlier=monday - _WEEK,
        later=monday + _WEEK,
        zone=zone_name(zone),
        minutes=MINUTES,
        weeks=WEEKS,
        entered=usual | entered,
        wrong=wrong,
    )


def _moments(entered: dict[str, str], zone: tzinfo, *, now: datetime) -> list[datetime] | None:
    """When the times begin, by the clock of the place in each week; None for what is no time to come."""
    day = _day(entered["day"])
    try:
        at = time.fromisoformat(entered["at"])
    except ValueError:
        return None
    if day is None or at.tzinfo is not None or not now.year <= day.year <= now.year + 1:
        return None
    weeks = range(_one_of(WEEKS, entered["weeks"]))
    begins = [datetime.combine(day + _WEEK * week, at, zone).astimezone(UTC) for week in weeks]
    return begins if begins[0] > now else None


def _one_of(choices: tuple[int, ...], entered: str) -> int:
    return next((one for one in choices if str(one) == entered), choices[0])


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(2000, 1, 8) < day < date(2100, 1, 1) else None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
