"""What only the gateway may ask: to enrol cars, to read the register, to keep what cars told and did."""

from aiohttp import web
from pydantic import ValidationError

from feed.actions import keep_journeys as remembering
from feed.actions import keep_snapshots as keeping
from feed.actions.enrol import Newcomer, enrol, why_impossible
from feed.api.auth import Caller
from feed.api.cars.journeys_told import ANY_JOURNEY, Journeys
from feed.api.cars.schemas import Enrolment, Snapshots, SnapshotTold
from feed.api.json_body import read_json
from feed.api.numbers import whole_number
from feed.api.present.cars import register_entry
from feed.api.respond import json_response
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS, WORD
from feed.social.wrongs import wrongs
from feed.store import cars, erased_cars, shares
from feed.store.register import end_shares, entries

_CLOSED = "is unknown and enrolment is closed; the operator can let it in with: kurumatomo-feed cars register"
_ERASED = "was erased; the operator can let it in again with: kurumatomo-feed cars register"
_MOST_CARS = 500


async def enrol_cars(request: web.Request, _caller: Caller) -> web.Response:
    """POST /api/v1/gateway/cars: the register's entries of these cars, newly made where they may be."""
    told = await read_json(request, Enrolment)
    newcomers = [Newcomer(car_id=one.car_id, dialect=one.dialect) for one in told.cars]
    refused = {one.car_id: wrong for one in newcomers if (wrong := why_impossible(one))}
    possible = [one for one in newcomers if one.car_id not in refused]
    database, settings = request.app[DATABASE], request.app[SETTINGS]
    if settings.enrolment == "open":
        async with database.writing() as session:
            await enrol(session, possible, language=settings.default_language, ids=request.app[IDS])
    async with database.reading() as session:
        known = await cars.by_car_ids(session, [one.car_id for one in possible])
        found = await entries(
            session, sorted(known, key=lambda one: one.car.car_id), now=request.app[CLOCK]()
        )
        strangers = {one.car_id for one in possible} - {one.car.car_id for one in known}
        erased = await erased_cars.among(session, strangers)
    whys = refused | dict.fromkeys(strangers, _CLOSED) | dict.fromkeys(erased, _ERASED)
    return json_response(
        {
            "cars": [register_entry(one) for one in found],
            "refused": [{"car_id": car_id, "reason": why} for car_id, why in sorted(whys.items())],
        }
    )


async def changed_cars(request: web.Request, _caller: Caller) -> web.Response:
    """GET /api/v1/gateway/cars: what changed in the register after a revision, oldest change first.

    The end of a share is a change too, and whoever asks next hears of it.
    """
    after = _whole_number(request, "updated_after", default=0)
    limit = min(max(_whole_number(request, "limit", default=_MOST_CARS), 1), _MOST_CARS)
    database, now = request.app[DATABASE], request.app[CLOCK]()
    async with database.reading() as session:
        has_ended = await shares.has_ended(session, now=now)
    if has_ended:
        async with database.writing() as session:
            await end_shares(session, now=now)
    async with database.reading() as session:
        changed = await cars.changed_after(session, after, limit=limit)
        found = await entries(session, changed, now=now)
    return json_response(
        {
            "cars": [register_entry(one) for one in found],
            "revision": changed[-1].car.revision if changed else after,
        }
    )


async def keep_snapshots(request: web.Request, _caller: Caller) -> web.Response:
    """POST /api/v1/gateway/snapshots: what cars told is kept; a bad snapshot takes no others with it."""
    told = await read_json(request, Snapshots)
    good, refused = [], []
    for one in told.snapshots:
        try:
            good.append(SnapshotTold.model_validate(one))
        except ValidationError as error:
            refused.append({"car_id": str(one.get("car_id", ""))[:64], "wrong": wrongs(error)})
    pairs = [(one.car_id, one.snapshot()) for one in good]
    async with request.app[DATABASE].writing() as session:
        kept = await keeping.keep_snapshots(session, pairs)
    request.app[WORD].tell(kept.happenings)
    return json_response({"accepted": kept.accepted, "unknown": kept.unknown, "refused": refused}, status=202)


async def keep_journeys(request: web.Request, _caller: Caller) -> web.Response:
    """POST /api/v1/gateway/journeys: finished drives and charges are kept once, as they were told last.

    A journey is known by its car, its kind and when it began. What is refused will be refused again.
    """
    told = await read_json(request, Journeys)
    good, refused = [], []
    for one in told.journeys:
        try:
            good.append(ANY_JOURNEY.validate_python(one).told())
        except ValidationError as error:
            refused.append({"car_id": str(one.get("car_id", ""))[:64], "wrong": wrongs(error)})
    keeps_tracks = request.app[SETTINGS].track_days > 0
    async with request.app[DATABASE].writing() as session:
        kept = await remembering.keep_journeys(
            session, good, now=request.app[CLOCK](), keeps_tracks=keeps_tracks
        )
    return json_response({"accepted": kept.accepted, "unknown": kept.unknown, "refused": refused}, status=202)


def _whole_number(request: web.Request, name: str, *, default: int) -> int:
    number = whole_number(request.query.get(name, str(default)))
    if number is None:
        raise InvalidError(f"{name} must be a whole number", details={name: "must be a whole number"})
    return number
