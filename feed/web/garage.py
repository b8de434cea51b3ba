"""The cars one owns or follows, and how a car becomes one's own."""

from aiohttp import web

from feed.actions.claim_car import claim_car, count_try
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE, IDS
from feed.store import accounts
from feed.store.audit import noting_refusal
from feed.web.forms import typed
from feed.web.render import page
from feed.web.timelines import cars_near
from feed.web.visitor import Member

LONGEST_CODE = 20


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /cars: how they are, and a form for the code of another, which a QR code has filled in."""
    return await _garage(request, member, code=request.query.get("code", "")[:LONGEST_CODE])


async def claim(request: web.Request, member: Member) -> web.Response:
    """POST /cars/claim: the car of this code is the member's, and shows its settings."""
    database, now = request.app[DATABASE], request.app[CLOCK]()
    code = typed(await request.post(), "code")
    async with database.writing() as session:
        await count_try(session, member.account_id, now=now)
    try:
        refusals = noting_refusal(database, "car_claimed", by=member.account_id, now=now)
        async with refusals, database.writing() as session:
            car = await claim_car(session, code, claimer_id=member.account_id, now=now, ids=request.app[IDS])
            account = await accounts.by_id(session, car.account_id)
    except InvalidError:
        return await _garage(request, member, status=422, refused=code)
    raise web.HTTPSeeOther(f"/@{account.username}/settings/voice?new" if account else "/cars")


async def _garage(
    request: web.Request, member: Member, *, status: int = 200, code: str = "", refused: str = ""
) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        cars = await cars_near(session, member, now=request.app[CLOCK]())
    return page(
        request,
        member,
        "cars",
        status=status,
        own=[car for car in cars if car.is_own],
        others=[car for car in cars if not car.is_own],
        code=code or refused,
        refused=refused,
    )
