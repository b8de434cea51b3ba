"""Which cars there are and what their owners allow: a local copy of the feed's register, kept up to date."""

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import msgspec
import structlog

from gateway.car.bounds import Bounds, NamedPlace
from gateway.car.reading import Reading
from gateway.delivery.bindings import Bindings
from gateway.delivery.feed_client import PAGE_LIMIT, FeedClient, FeedError
from gateway.delivery.feed_wire import RegisterEntry
from gateway.delivery.register import cars_not_in_register, drop_entry, read_entries, write_entries
from gateway.delivery.store import Store, StoreUnavailableError
from gateway.delivery.waiting import happens
from gateway.voice.profile import UNCLAIMED, CarProfile

log = structlog.get_logger()

REFUSAL_LASTS_S = 600.0  # a car the feed would not enrol is offered again after that
FIRST_POLL_S = 0.5  # while the register has never been read: the feed may be about to start
GATHER_S = 0.2  # first words often come together: wait this long for more strangers


class Known(NamedTuple):
    """One car as the register has it, in the shapes the rooms want."""

    profile: CarProfile
    bounds: Bounds


class Fleet:
    """Answers from memory, never waits; `follow` keeps the memory true."""

    def __init__(self, store: Store, feed: FeedClient, *, bounds: Bounds, poll_s: float) -> None:
        self._store, self._feed, self._poll_s = store, feed, poll_s
        self._bounds = bounds
        self._stranger = Known(UNCLAIMED, bounds)
        self._known: dict[str, Known] = {}
        self._bindings = Bindings()
        self._revision = 0
        self._strangers: dict[str, float] = {}  # by car: not before which moment to offer it to the feed
        self._met_one = asyncio.Event()
        self._introduced = asyncio.Event()  # once the register has been read

    async def load(self) -> None:
        """Know what the register said when the gateway last heard from the feed."""
        entries, self._revision = await self._store.run(read_entries)
        self._learn(entries)
        self._strangers = dict.fromkeys(await self._store.run(cars_not_in_register), 0.0)
        if self._revision:
            self._introduced.set()

    async def met(self, *, within_s: float) -> bool:
        """Whether the register has been read, now or in an earlier life; waits so long for it."""
        return await happens(self._introduced, within_s=within_s)

    def get(self, car_id: str) -> Known:
        """What we know of a car. One we have never met counts as nobody's, and is offered to the feed."""
        known = self._known.get(car_id)
        if known is None:
            if car_id not in self._strangers:
                self._strangers[car_id] = 0.0
                self._met_one.set()
            return self._stranger
        return known

    def attribute(self, reading: Reading) -> Reading | None:
        """The reading as one of the car its speaker was bound to; None when nothing in it counts there."""
        return self._bindings.attribute(reading)

    def __contains__(self, car_id: str) -> bool:
        return car_id in self._known

    async def forget(self, car_id: str) -> None:
        """Take note that the feed does not know a car (any more): it is enrolled anew."""
        await self._store.insist(drop_entry, car_id)
        self._known.pop(car_id, None)
        self._bindings.bind(car_id, ())
        self.get(car_id)

    async def follow(self) -> NoReturn:
        """Enrol strangers and read what changed in the register, for ever."""
        told: str | None = None  # once, not at every poll
        while True:
            self._met_one.clear()
            try:
                await self._enrol_strangers()
                await self._read_changes()
            except (FeedError, StoreUnavailableError) as error:
                if str(error) != told:
                    log.warning("the register cannot be read", reason=str(error))
                told = str(error)
                await asyncio.sleep(self._poll_s if self._introduced.is_set() else FIRST_POLL_S)
            else:
                told = None
                self._introduced.set()
                await happens(self._met_one, within_s=self._poll_s)
                await asyncio.sleep(GATHER_S)

    async def _enrol_strangers(self) -> None:
        now = time.monotonic()
        due = [car_id for car_id, not_before in self._strangers.items() if not_before <= now]
        for start in range(0, len(due), PAGE_LIMIT):
            enrolment = await self._feed.enrol(due[start : start + PAGE_LIMIT])
            await self._keep(enrolment.cars, revision=None)
            for refused in enrolment.refused:
                log.warning("the feed does not take a car in", car_id=refused.car_id, reason=refused.reason)
                self._strangers[refused.car_id] = now + REFUSAL_LASTS_S

    async def _read_changes(self) -> None:
        page = await self._feed.register_since(self._revision)
        if page.revision < self._revision:
            log.warning("the feed's register has begun anew; reading all of it")
            page = await self._feed.register_since(0)
        while page.cars:
            await self._keep(page.cars, revision=page.revision)
            page = await self._feed.register_since(self._revision)

    async def _keep(self, entries: Sequence[RegisterEntry], *, revision: int | None) -> None:
        await self._store.run(write_entries, entries, revision=revision)
        self._learn(entries)
        self._revision = self._revision if revision is None else revision

    def _learn(self, entries: Sequence[RegisterEntry]) -> None:
        for entry in entries:
            self._known[entry.car_id] = known_by(entry, self._bounds)
            self._bindings.bind(entry.car_id, entry.tongues)
            self._strangers.pop(entry.car_id, None)


def known_by(entry: RegisterEntry, usual: Bounds) -> Known:
    """A car as its entry has it, judged by the usual bounds with its owner's places and hours in them."""
    profile = entry.profile()
    bounds = msgspec.structs.replace(
        usual,
        home=profile.home,
        zones=tuple(NamedPlace(place.name, place.zone) for place in profile.zones),
        time_zone=profile.time_zone,
        cheap_hours=profile.cheap_hours,
        leaves_at=profile.leaves_at,
    )
    return Known(profile, bounds)
