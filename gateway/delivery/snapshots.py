"""The live picture of every car: only the newest, often while something happens. Lossy by design."""

import asyncio
import math
from collections.abc import Callable, Mapping
from typing import NamedTuple, NoReturn

import structlog

from gateway.car.state import CarState
from gateway.delivery.feed_client import PAGE_LIMIT, FeedClient, FeedError
from gateway.delivery.figures import Figures
from gateway.delivery.fleet import Fleet
from gateway.voice.snapshot import Snapshot

log = structlog.get_logger()

LIVELY = frozenset({"driving", "charging"})


class Sent(NamedTuple):
    """The last picture of a car the feed took."""

    at_s: float
    presence: str | None


class Snapshots:
    """Keeps the newest state of each car until its picture is due, then sends it with the others."""

    def __init__(
        self,
        feed: FeedClient,
        fleet: Fleet,
        *,
        picture: Callable[[CarState], Snapshot],
        clock_s: Callable[[], float],
        lively_s: float,
        quiet_s: float,
        figures: Figures,
    ) -> None:
        self._feed, self._fleet, self._picture, self._figures = feed, fleet, picture, figures
        self._clock_s, self._lively_s, self._quiet_s = clock_s, lively_s, quiet_s
        self._newest: dict[str, CarState] = {}  # not yet sent
        self._unseen: set[str] = set()  # changed since we last looked whether something happens there
        self._sent: dict[str, Sent] = {}

    def offer(self, states: Mapping[str, CarState]) -> None:
        """Take note of states that have just been committed; a car that told nothing yet has no picture."""
        told = {car_id: state for car_id, state in states.items() if state.observed_at is not None}
        self._newest.update(told)
        self._unseen.update(told)

    async def send(self) -> NoReturn:
        """Send what is due, for ever. What cannot be sent now is sent later, or a newer picture instead."""
        while True:
            await asyncio.sleep(min(self._lively_s, 1.0))
            try:
                await self._send_due()
            except FeedError as error:
                log.debug("the pictures stay here for now", reason=str(error))

    async def _send_due(self) -> None:
        due = self._due()
        for start in range(0, len(due), PAGE_LIMIT):
            page = due[start : start + PAGE_LIMIT]
            accepted = await self._feed.send_snapshots([snapshot for _, snapshot in page])
            self._figures.snapshots.inc(accepted.accepted)
            now = self._clock_s()
            for state, snapshot in page:
                self._sent[state.car_id] = Sent(now, snapshot.presence)
                if self._newest[state.car_id] is state:
                    del self._newest[state.car_id]
            for car_id in accepted.unknown:
                await self._fleet.forget(car_id)

    def _due(self) -> list[tuple[CarState, Snapshot]]:
        now, never = self._clock_s(), Sent(-math.inf, None)
        due = []
        for car_id, state in self._newest.items():
            sent = self._sent.get(car_id, never)
            silence_s = now - sent.at_s
            looked_at = silence_s >= self._lively_s and car_id in self._unseen
            if car_id in self._fleet and (looked_at or silence_s >= self._quiet_s):
                self._unseen.discard(car_id)
                snapshot = self._picture(state)
                if (
                    silence_s >= self._quiet_s
                    or snapshot.presence in LIVELY
                    or snapshot.presence != sent.presence
                ):
                    due.append((state, snapshot))
        return due
