"""What a scenario needs to be played on: a broker, a gateway and a feed, wherever they are."""

import asyncio
import time
from collections.abc import Mapping
from typing import Protocol

import aiohttp

from firmware_sim.errors import SimulatorError
from firmware_sim.mqtt.broker import Broker
from firmware_sim.scenario.feed import Feed
from firmware_sim.scenario.names import Names
from firmware_sim.scenario.read import Scenario

RESTS_WITHIN_S, LOOK_AGAIN_S = 60.0, 0.015
METRIC = "kurumatomo_gateway_"


class Stack(Protocol):
    """What a scenario needs to be played."""

    feed: Feed
    guards_topics: bool  # whether its broker lets a car write to its own topics only
    is_our_own: bool
    is_real_time: bool  # whether its gateway lives by the wall's clock, as a real one does

    async def prepare(self, scenario: Scenario) -> None:
        """See that its people and cars are there, and everything is settled as the file says."""

    def names(self, scenario: Scenario) -> Names:
        """What people and cars of a scenario are called here."""

    def broker(self, user: str) -> Broker:
        """Where the broker is, and how this user signs in."""

    def token(self, username: str) -> str:
        """With which somebody asks the feed. Raises UsageError when there is none."""

    async def rest(self, at_s: float) -> None:
        """Return once the gateway has taken in all up to this time, and carried all that is due by then."""

    async def figures(self) -> Mapping[str, float]:
        """What the gateway has counted so far; empty when nobody can say."""

    async def restart(self, program: str) -> None:
        """Kill a program and start it again."""


class StatusPage:
    """A gateway's own page, by which one knows that it has done all there was to do."""

    def __init__(self, web: aiohttp.ClientSession, address: str) -> None:
        self._web, self._address = web, address.rstrip("/")

    async def is_ready(self) -> bool:
        """Whether broker, database and feed are well."""
        return await answers(self._web, f"{self._address}/readyz")

    async def figures(self) -> Mapping[str, float]:
        """What it counts; empty while it does not answer."""
        try:
            async with self._web.get(f"{self._address}/metrics") as answer:
                lines = (await answer.text()).splitlines()
        except aiohttp.ClientError:
            return {}
        told = (line.rsplit(" ", 1) for line in lines if line.startswith(METRIC))
        return {name.removeprefix(METRIC): float(figure) for name, figure in told}

    async def rest(self, at_s: float) -> None:
        """Return once its cars' clock shows this time and, looked at after that, its outbox is empty."""
        reached = False
        give_up_s = time.monotonic() + RESTS_WITHIN_S
        while time.monotonic() < give_up_s:
            figures = await self.figures()
            if reached and not figures.get("outbox_drafts", 1.0):
                return
            reached = reached or figures.get("cars_clock_seconds", 0.0) >= at_s
            await asyncio.sleep(0.0 if reached else LOOK_AGAIN_S)
        raise SimulatorError("the gateway does not come to rest: has it lost the broker, or the feed?")

    async def until_ready(self) -> None:
        """Return once it is well again."""
        give_up_s = time.monotonic() + RESTS_WITHIN_S
        while not await self.is_ready():
            if time.monotonic() > give_up_s:
                raise SimulatorError("the gateway does not find the broker again")
            await asyncio.sleep(LOOK_AGAIN_S)


async def answers(web: aiohttp.ClientSession, url: str) -> bool:
    """Whether a GET is answered well."""
    try:
        async with web.get(url) as answer:
            return answer.ok
    except aiohttp.ClientError:
        return False
