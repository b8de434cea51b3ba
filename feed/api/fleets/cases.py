"""Cases between owners and dealers: opened, talked about, given a time, closed."""

from collections.abc import Sequence
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.arrange import Hand, give_up, propose, take
from feed.actions.car_changes import open_for_owner
from feed.actions.close_case import close_case
from feed.actions.open_case import open_case
from feed.api.auth import Caller, Member
from feed.api.json_body import read_json
from feed.api.paging import page_of, paged
from feed.api.params import OptionalFlag, Params, read_query
from feed.api.present.cases import case_json, slot_json
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS, WORD
from feed.social.cases import Matter
from feed.store import cars, cases
from feed.store.cases import CaseView
from feed.store.tables import Case
from feed.streaming.happening import Happening

Id = Annotated[str, Field(pattern=r"^[0-9]{1,19}$")]


class Opening(BaseModel):
    """Which car (its account), which dealer, what about, and the first word."""

    car_id: Id
    acct: str = Field(min_length=1, max_length=64)
    matter: Matter
    text: str = Field(min_length=1, max_length=400)


class Proposal(BaseModel):
    """Times of the dealer's."""

    slot_ids: list[Id] = Field(min_length=1, max_length=9)


class Choice(BaseModel):
    """A time: by its id, or by the number it was proposed with."""

    slot_id: Id | None = None
    number: int | None = Field(default=None, ge=1, le=9)


class Which(Params):
    """Open cases, or closed ones; without it both."""

    open: OptionalFlag = None


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cases: one's cases as owner or dealer, the newest first."""
    asked = read_query(request, Which)
    async with request.app[DATABASE].reading() as session:
        found = await cases.page_of(session, member.account_id, page_of(request), is_open=asked.open)
        views = await cases.views(session, found.rows, now=request.app[CLOCK]())
    return paged(request, [case_json(view) for view in views], found)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cases/:id: for its owner and its dealer."""
    return await _answer(request, id_in(request), member)


async def begin(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cases: the owner opens one; the dealer sees that car for it, until it is closed."""
    asked = await read_json(request, Opening)
    app = request.app
    async with app[DATABASE].writing() as session:
        registered = await open_for_owner(session, int(asked.car_id), by_id=member.account_id)
        case, told = await open_case(
            session,
            registered,
            acct=asked.acct,
            matter=asked.matter,
            words=asked.text,
            language=member.locale,
            now=app[CLOCK](),
            ids=app[IDS],
            settings=app[SETTINGS],
        )
        case_id = case.id
    app[WORD].tell(told)
    return await _answer(request, case_id, member)


async def close(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cases/:id/close: by either; the dealer sees the car by it no longer."""
    async with request.app[DATABASE].writing() as session:
        case = await cases.required(session, id_in(request), member.account_id)
        hand = hand_of(request, member.account_id, member.locale)
        told = await close_case(
            session,
            case,
            by=hand.account_id,
            language=hand.language,
            now=hand.now,
            ids=hand.ids,
            settings=hand.settings,
        )
    request.app[WORD].tell(told)
    return await _answer(request, case.id, member)


async def slots(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cases/:id/slots: the times to choose from: those proposed, or for the dealer all free."""
    now = request.app[CLOCK]()
    async with request.app[DATABASE].reading() as session:
        view = await _view(session, request, id_in(request), member)
        numbers = {slot.id: number for number, slot in view.proposed}
        if member.account_id == view.dealer.id:
            free = await cases.slots_of(session, view.dealer.id, start=now, free=True)
        else:
            free = [slot for _, slot in view.proposed]
    return json_response([slot_json(slot, numbers.get(slot.id)) for slot in free])


async def propose_slots(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cases/:id/slots: the dealer proposes times; the thread lists them with their numbers."""
    asked = await read_json(request, Proposal)
    async with request.app[DATABASE].writing() as session:
        case = await cases.required(session, id_in(request), member.account_id)
        hand = hand_of(request, member.account_id, member.locale)
        told = await propose(session, case, [int(one) for one in asked.slot_ids], hand)
    return await _told(request, case, member, told)


async def take_slot(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cases/:id/appointment: this time is the case's, and no other one; taken once only."""
    asked = await read_json(request, Choice)
    async with request.app[DATABASE].writing() as session:
        case = await cases.required(session, id_in(request), member.account_id)
        slot_id = _chosen(asked, case.proposed)
        told = await take(session, case, slot_id, hand_of(request, member.account_id, member.locale))
    return await _told(request, case, member, told)


async def cancel(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/cases/:id/appointment: by either; the time is free for others."""
    async with request.app[DATABASE].writing() as session:
        case = await cases.required(session, id_in(request), member.account_id)
        told = await give_up(session, case, hand_of(request, member.account_id, member.locale))
    return await _told(request, case, member, told)


async def of_car(request: web.Request, _caller: Caller) -> web.Response:
    """GET /api/v1/gateway/cases: the open cases of the car `car_id`, by the gateway's own name for it."""
    async with request.app[DATABASE].reading() as session:
        known = await cars.by_car_ids(session, [request.query.get("car_id", "")])
        found = await cases.of_car(session, known[0].account.id) if known else []
        views = await cases.views(session, found, now=request.app[CLOCK]())
    return json_response([case_json(view) for view in views])


def hand_of(request: web.Request, account_id: int, language: str) -> Hand:
    """The hand of who asks."""
    app = request.app
    return Hand(
        account_id=account_id,
        language=language,
        now=app[CLOCK](),
        ids=app[IDS],
        settings=app[SETTINGS],
    )


def _chosen(asked: Choice, proposed: Sequence[int]) -> int:
    if asked.slot_id is not None:
        return int(asked.slot_id)
    if asked.number is None or asked.number > len(proposed):
        wrong = "must be a number that was proposed"
        raise InvalidError(f"number {wrong}", details={"number": wrong})
    return proposed[asked.number - 1]


async def _told(request: web.Request, case: Case, member: Member, told: list[Happening]) -> web.Response:
    request.app[WORD].tell(told)
    return await _answer(request, case.id, member)


async def _answer(request: web.Request, case_id: int, member: Member) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        return json_response(case_json(await _view(session, request, case_id, member)))


async def _view(session: AsyncSession, request: web.Request, case_id: int, member: Member) -> CaseView:
    case = await cases.required(session, case_id, member.account_id)
    (view,) = await cases.views(session, [case], now=request.app[CLOCK]())
    return view
