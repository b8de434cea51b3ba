"""The table of a fleet goes on by itself: what cars have told since, a second's worth at a time."""

import asyncio

import orjson
from aiohttp import web

from feed.browser import signed_in
from feed.event_stream import begin, follow
from feed.keys import CLOCK, DATABASE, HUB
from feed.social.fleet import Wanted
from feed.store import fleet, shares
from feed.streaming.hub import News, Stream
from feed.streaming.pictures import picture_of
from feed.web.fleet import line_of
from feed.web.visitor import Member

TOGETHER_S = 1.0  # thousands of cars tell much in a second: they are looked up together


async def lines(request: web.Request, member: Member) -> web.StreamResponse:
    """GET /live/fleet: an event `cars` with the new lines of those that told something."""
    async with request.app[DATABASE].reading() as session:
        watched = await shares.cars_of_dealer(session, member.account_id, now=request.app[CLOCK]())
    hub, told = request.app[HUB], set[int]()
    topics = [picture_of(account_id, viewer_id=member.account_id) for account_id in watched]
    stream = hub.open(topics, account_id=member.account_id)

    async def note(news: News) -> bytes:
        told.add(int(orjson.loads(news.payload)["account_id"]))
        return b""

    response = await begin(request)
    telling = asyncio.create_task(_tell(request, response, member, stream, told))
    try:
        await follow(request, response, stream, note)
    finally:
        hub.leave(stream)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    return response


async def _tell(
    request: web.Request, response: web.StreamResponse, member: Member, stream: Stream, told: set[int]
) -> None:
    """Who told something is passed on, until nobody listens or the reader is a dealer no more."""
    while True:
        await asyncio.sleep(TOGETHER_S)
        if not told:
            continue
        here = await signed_in(request)
        if here is None or here.role != "dealer":
            stream.close()
            return
        account_ids = sorted(told)
        told.clear()
        await response.write(await _told(request, member, account_ids))


async def _told(request: web.Request, member: Member, account_ids: list[int]) -> bytes:
    """The cars as they are now, without those the dealer is entrusted with no longer."""
    async with request.app[DATABASE].reading() as session:
        found = await fleet.cars(
            session, member.account_id, Wanted(), now=request.app[CLOCK](), among=account_ids
        )
    return b"event: cars\ndata: %b\n\n" % orjson.dumps([line_of(car) for car in found])
