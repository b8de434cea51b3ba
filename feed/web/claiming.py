"""A car becomes one's own: by its code, typed or behind the link of a QR code."""

from aiohttp import web

from feed.actions.claim_car import claim_car, count_try
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE, IDS
from feed.store import accounts
from feed.store.audit import noting_refusal
from feed.web.forms import typed
from feed.web.render import page
from feed.web.visitor import Member, Visitor

_LONGEST_CODE = 40  # characters, blanks and all


async def ask(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /claim?code=: where a QR code leads. Nothing is claimed before a button is pressed."""
    code = request.query.get("code", "")[:_LONGEST_CODE]
    return page(request, visitor, "claim", code=code, refused=False)


async def claim(request: web.Request, member: Member) -> web.Response:
    """POST /claim: the car of this code is the member's, and they get to know each other."""
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
        shown = code[:_LONGEST_CODE]
        return page(request, member, "claim", status=422, code=shown, refused=True)
    raise web.HTTPSeeOther(f"/@{account.username}/welcome" if account else "/cars")
