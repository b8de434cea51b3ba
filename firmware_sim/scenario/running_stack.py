"""A stack that runs somewhere already: its people's tokens come by environment, its cars are theirs."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from os import environ

import aiohttp

from firmware_sim.errors import UsageError
from firmware_sim.mqtt.broker import Broker
from firmware_sim.scenario.feed import Feed
from firmware_sim.scenario.fleet_file import settings_of
from firmware_sim.scenario.names import Names
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.stack import StatusPage

TOKEN_OF = "KURUMATOMO_TOKEN_"  # noqa: S105 - and the person's name in capitals
REGISTER_READ_S = 6.0  # of ours: gateways ask every five seconds what has been settled
BREATH_S = 3.0  # of ours: where no status page tells when the gateway is done


class RunningStack:
    """Cars and people are called as in the file; nothing is started or stopped."""

    is_our_own, guards_topics = False, False

    def __init__(
        self, web: aiohttp.ClientSession, *, broker: Broker, feed: str, status: str | None, real_time: bool
    ) -> None:
        self.feed = Feed(web, feed)
        self.is_real_time = real_time
        self._broker = broker
        self._status = None if status is None else StatusPage(web, status)

    def names(self, scenario: Scenario) -> Names:
        """As they stand in the file."""
        return Names(scenario.name, apart=False)

    def broker(self, user: str) -> Broker:  # noqa: ARG002 - one login is all we were given
        """The one that was named, with the one login that was given."""
        return self._broker

    def token(self, username: str) -> str:
        """From the environment. Raises UsageError that names the variable which is missing."""
        variable = TOKEN_OF + username.upper()
        if variable not in environ:
            raise UsageError(f"{username} looks at this feed with a token: set {variable}")
        return environ[variable]

    async def prepare(self, scenario: Scenario) -> None:
        """Owners settle their cars as the file says, friends follow, dealers are entrusted."""
        names = self.names(scenario)
        for car in scenario.form.car:
            token = self.token(car.owner)
            account_id = (await self.feed.cars_of(token)).get(names.car(car.name))
            if account_id is None:
                continue  # whoever looks for its posts will say so
            await self.feed.settle(account_id, settings_of(car, scenario.form), token=token)
            for friend in car.friends:
                await self.feed.follow(account_id, token=self.token(friend), follows=True)
            for dealer in car.dealers:
                await self.feed.entrust(account_id, dealer, token=token)
        await asyncio.sleep(REGISTER_READ_S)

    async def rest(self, at_s: float) -> None:
        """By the gateway's own figures, where its page was named; else it is given a moment."""
        if self._status is None or self.is_real_time:
            await asyncio.sleep(BREATH_S)
        else:
            await self._status.rest(at_s)

    async def figures(self) -> Mapping[str, float]:
        """From the gateway's page, where it was named."""
        return {} if self._status is None else await self._status.figures()

    async def restart(self, program: str) -> None:
        """Never: scenarios that want it are left out."""
        raise UsageError(f"the {program} of a running stack is not ours to restart")


@asynccontextmanager
async def running_stack(
    *, broker: Broker, feed: str, status: str | None, real_time: bool
) -> AsyncIterator[RunningStack]:
    """Reached while the block runs."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as web:
        yield RunningStack(web, broker=broker, feed=feed, status=status, real_time=real_time)
