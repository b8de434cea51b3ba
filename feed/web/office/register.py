"""The register of cars: found, silenced, let in. A car's own id is shown on its own page alone, and noted."""

from dataclasses import dataclass

from aiohttp import web
from pydantic import ValidationError

from feed.actions.car_changes import open_for_operator
from feed.actions.claim_car import CODE_GOOD_FOR, issue_code
from feed.actions.enrol import Newcomer
from feed.actions.register_car import let_speak, register_car
from feed.errors import InvalidError, NotAllowedError, NotFoundError
from feed.keys import CLOCK, DATABASE, IDS
from feed.noting import note_thinly
from feed.social.car_wishes import CarWishes
from feed.social.tongues import DIALECTS
from feed.social.wrongs import wrongs
from feed.store import cars, snapshots
from feed.store.cars import RegisteredCar
from feed.store.register import Entry, entries
from feed.web.faces import Face, face
from feed.web.forms import typed
from feed.web.paging import asked_page, identifier, links
from feed.web.render import page
from feed.web.visitor import Member

WHICH = ("owned", "ownerless", "silent")
_SHOWN_OF_ID = 4  # signs: enough to tell cars apart, as in the logs


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A car in the list."""

    face: Face
    owner: Face | None
    id_ends_with: str
    dialect: str
    speaks: bool


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /office/cars: by name, owner or the end of their id."""
    words, only = request.query.get("q", "").strip(), request.query.get("only", "")
    async with request.app[DATABASE].reading() as session:
        found = await cars.search(
            session, asked_page(request), words=words, only=only if only in WHICH else None
        )
    return page(
        request,
        member,
        "office/cars",
        cars=[_line(one) for one in found.rows],
        links=links(request, found),
        asked={"q": words, "only": only},
    )


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /office/cars/:id: all that the register holds but the owner's settings. Who looks is noted."""
    entry = await _entry(request, identifier(request.match_info["id"]))
    account_id = entry.registered.account.id
    as_one = f"{member.account_id} {account_id}"
    await note_thinly(
        request.app, "car_id_read", by=member.account_id, about=("car", account_id), as_one=as_one
    )
    return await _car_page(request, member, entry)


async def tend(request: web.Request, member: Member) -> web.Response:
    """POST /office/cars/:id: the car is silent, or speaks again."""
    speak = {"enable": True, "disable": False}.get(typed(await request.post(), "deed"))
    if speak is None:
        raise NotFoundError
    account_id, now = identifier(request.match_info["id"]), request.app[CLOCK]()
    car_id = (await _entry(request, account_id)).registered.car.car_id
    async with request.app[DATABASE].writing() as session:
        opened = await open_for_operator(session, car_id)
        await let_speak(session, opened, speak=speak, by=member.account_id, now=now)
    raise web.HTTPSeeOther(request.path)


async def new_code(request: web.Request, member: Member) -> web.Response:
    """POST /office/cars/:id/code: a new claim code, shown this once; an older one is void."""
    account_id, now = identifier(request.match_info["id"]), request.app[CLOCK]()
    car_id = (await _entry(request, account_id)).registered.car.car_id
    async with request.app[DATABASE].writing() as session:
        opened = await open_for_operator(session, car_id)
        code = await issue_code(session, opened.car, by=member.account_id, now=now)
    return await _car_page(request, member, await _entry(request, account_id), code=code)


async def ask(request: web.Request, member: Member) -> web.Response:
    """GET /office/cars/new: the form for a car that comes in by hand."""
    empty = {"car_id": "", "nickname": "", "dialect": "native", "language": member.language.code}
    return _form(request, member, entered=empty)


async def let_in(request: web.Request, member: Member) -> web.Response:
    """POST /office/cars/new: the car in the register, with its claim code, shown once; or what is wrong."""
    form = await request.post()
    entered = {name: typed(form, name).strip() for name in ("car_id", "nickname", "dialect", "language")}
    newcomer = Newcomer(
        car_id=entered["car_id"], dialect=entered["dialect"], nickname=entered["nickname"] or None
    )
    chosen = {name: entered[name] for name in ("nickname", "language") if entered[name]}
    try:
        wishes = CarWishes.model_validate(chosen)
        async with request.app[DATABASE].writing() as session:
            registered, code = await register_car(
                session,
                newcomer,
                wishes,
                by=member.account_id,
                now=request.app[CLOCK](),
                ids=request.app[IDS],
            )
    except ValidationError as error:
        return _form(request, member, entered=entered, wrong=wrongs(error))
    except InvalidError as error:
        return _form(request, member, entered=entered, wrong=dict(error.details))
    except NotAllowedError:
        return _form(request, member, entered=entered, wrong={"car_id": "known"})
    return await _car_page(request, member, await _entry(request, registered.account.id), code=code)


async def _entry(request: web.Request, account_id: int) -> Entry:
    async with request.app[DATABASE].reading() as session:
        found = await cars.of_accounts(session, [account_id])
        if not found:
            raise NotFoundError
        (entry,) = await entries(session, found, now=request.app[CLOCK]())
    return entry


async def _car_page(
    request: web.Request, member: Member, entry: Entry, *, code: str | None = None
) -> web.Response:
    one = entry.registered
    async with request.app[DATABASE].reading() as session:
        seen = (await snapshots.newest(session, [one.account.id])).get(one.account.id)
    response = page(
        request,
        member,
        "office/car",
        line=_line(one),
        car=one.car,
        tongues=entry.tongues,
        dealers=[(face(share.dealer), share.until) for share in entry.shares],
        heard_at=seen.observed_at if seen else None,
        code=code,
        code_days=CODE_GOOD_FOR.days,
        path_of_car=f"/office/cars/{one.account.id}",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(
    request: web.Request, member: Member, *, entered: dict[str, str], wrong: dict[str, str] | None = None
) -> web.Response:
    return page(
        request,
        member,
        "office/new_car",
        status=422 if wrong else 200,
        entered=entered,
        wrong=wrong or {},
        dialects={name: name for name in DIALECTS},
    )


def _line(one: RegisteredCar) -> Line:
    return Line(
        face=face(one.account),
        owner=face(one.owner) if one.owner else None,
        id_ends_with=one.car.car_id[-_SHOWN_OF_ID:],
        dialect=one.car.dialect,
        speaks=one.car.enabled,
    )
