"""Where scenarios are played: a broker, a gateway and a feed, of our own or running somewhere."""

import asyncio
import secrets
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import aiohttp

from firmware_sim.errors import SimulatorError
from firmware_sim.mqtt.broker import Broker
from firmware_sim.scenario.feed import Feed
from firmware_sim.scenario.fleet_file import fleet_file
from firmware_sim.scenario.names import Names
from firmware_sim.scenario.own_broker import GATEWAY, OwnBroker
from firmware_sim.scenario.ports import free_port
from firmware_sim.scenario.programs import Program, python, run
from firmware_sim.scenario.read import Scenario

RESTS_WITHIN_S, LOOK_AGAIN_S = 60.0, 0.015
DIALECTS = '["native","ovms","teslamate","owntracks"]'
METRIC = "kurumatomo_gateway_"
QUIETLY = {"KURUMATOMO_FEED_TRIAL": "1", "KURUMATOMO_LOG_LEVEL": "warning", "PYTHONUNBUFFERED": "1"}


class Stack(Protocol):
    """What a scenario needs to be played."""

    feed: Feed
    guards_topics: bool  # whether its broker lets a car write to its own topics only
    is_our_own: bool

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


class OwnStack:
    """Mosquitto, a feed and a gateway on loopback, with databases of their own."""

    is_our_own = True

    def __init__(self, folder: Path, web: aiohttp.ClientSession, scenarios: Sequence[Scenario]) -> None:
        self._folder, self._web, self._scenarios = folder, web, scenarios
        cars = [Names(each.name).car(car.name) for each in scenarios for car in each.form.car]
        self._broker = OwnBroker(folder, cars=cars, password=secrets.token_urlsafe(16))
        self.guards_topics = self._broker.guards_topics
        self._feed_port, self._status_port = free_port(), free_port()
        self._address = f"http://127.0.0.1:{self._feed_port}"
        self._status = f"http://127.0.0.1:{self._status_port}"
        self._database = f"sqlite:///{folder}/feed.sqlite"
        self.feed = Feed(web, self._address)
        self._tokens: dict[str, str] = {}
        self._feed_program = Program(
            "feed",
            python(
                *("feed", "serve", "--trial", "--database", self._database, "--host", "127.0.0.1"),
                *("--port", str(self._feed_port), "--public-url", self._address, "--metrics-port", "0"),
            ),
            log=folder / "feed.log",
            environment=QUIETLY | {"KURUMATOMO_FEED_MEDIA_FOLDER": str(folder / "media")},
        )
        self._gateway: Program | None = None

    async def start(self) -> None:
        """Return once everybody is in and all three programs are ready."""
        starting = [asyncio.create_task(self._broker.start())]
        try:
            await self._feed_program.start(lambda: self._answers(f"{self._address}/readyz"))
            await self._let_everybody_in()
            await starting[0]
            token = await self.feed.sign_in_as_gateway()
            self._gateway = self._gateway_with(token)
            await self._start_gateway()
        finally:
            await asyncio.gather(*starting, return_exceptions=True)

    async def stop(self) -> None:
        """End all of it."""
        for program in (self._gateway, self._feed_program, self._broker.program):
            if program is not None:
                await program.stop()

    def names(self, scenario: Scenario) -> Names:
        """Apart from those of every other scenario."""
        return Names(scenario.name)

    def broker(self, user: str) -> Broker:
        """Each car signs in as itself."""
        return self._broker.as_user(user)

    def token(self, username: str) -> str:
        """Everybody was signed in at the start."""
        return self._tokens[username]

    async def rest(self, at_s: float) -> None:
        """By the gateway's own figures: its cars' clock, and a first look after that at an empty outbox."""
        reached = False
        give_up_s = time.monotonic() + RESTS_WITHIN_S
        while time.monotonic() < give_up_s:
            figures = await self.figures()
            if reached and not figures.get("outbox_drafts", 1.0):
                return
            reached = reached or figures.get("cars_clock_seconds", 0.0) >= at_s
            await asyncio.sleep(0.0 if reached else LOOK_AGAIN_S)
        gateway = self._gateway.last_words if self._gateway else ""
        raise SimulatorError(f"the gateway does not come to rest; it said:\n{gateway}")

    async def figures(self) -> Mapping[str, float]:
        """From its page of metrics; empty while it does not answer."""
        try:
            async with self._web.get(f"{self._status}/metrics") as answer:
                lines = (await answer.text()).splitlines()
        except aiohttp.ClientError:
            return {}
        told = (line.rsplit(" ", 1) for line in lines if line.startswith(METRIC))
        return {name.removeprefix(METRIC): float(figure) for name, figure in told}

    async def restart(self, program: str) -> None:
        """By force, as power cuts do."""
        if program == "broker":
            await self._broker.program.stop(signal.SIGTERM)
            await self._broker.start()
            await self._until_gateway_is_ready()
        elif program == "feed":
            await self._feed_program.stop(signal.SIGKILL)
            await self._feed_program.start(lambda: self._answers(f"{self._address}/readyz"))
        elif self._gateway is not None:
            await self._gateway.stop(signal.SIGKILL)
            await self._start_gateway()

    async def _let_everybody_in(self) -> None:
        fleet, credentials = self._folder / "fleet.toml", self._folder / "credentials"
        fleet.write_text(fleet_file(self._scenarios), encoding="utf-8")
        await run(
            *(
                "feed",
                "seed",
                str(fleet),
                "--credentials-file",
                str(credentials),
                "--database",
                self._database,
            ),
            environment=QUIETLY,
        )
        lines = credentials.read_text(encoding="utf-8").splitlines()
        self._tokens = await self.feed.sign_in(dict(line.split(maxsplit=1) for line in lines))
        for scenario in self._scenarios:
            await self._entrust_dealers(scenario)

    async def _entrust_dealers(self, scenario: Scenario) -> None:
        names = self.names(scenario)
        for car in scenario.form.car:
            for dealer in car.dealers:
                token = self.token(names.person(car.owner))
                account_id = (await self.feed.cars_of(token))[names.car(car.name)]
                await self.feed.entrust(account_id, names.person(dealer), token=token)

    def _gateway_with(self, token: str) -> Program:
        broker, folder = self._broker.as_user(GATEWAY), self._folder
        return Program(
            "gateway",
            python(
                *("gateway", "run", "--clock", "sim", "--mqtt", f"mqtt://{broker.user}@{broker}"),
                *("--feed", self._address, "--database", f"sqlite:///{folder}/gateway.sqlite"),
            ),
            log=folder / "gateway.log",
            environment=QUIETLY
            | {
                "KURUMATOMO_MQTT_PASSWORD": broker.password or "",
                "KURUMATOMO_FEED_TOKEN": token,
                "KURUMATOMO_STATUS_PORT": str(self._status_port),
                "KURUMATOMO_DIALECTS": DIALECTS,
            },
        )

    async def _start_gateway(self) -> None:
        if self._gateway is not None:
            await self._gateway.start(lambda: self._answers(f"{self._status}/readyz"))

    async def _until_gateway_is_ready(self) -> None:
        give_up_s = time.monotonic() + RESTS_WITHIN_S
        while not await self._answers(f"{self._status}/readyz"):
            if time.monotonic() > give_up_s:
                raise SimulatorError("the gateway does not find the broker again")
            await asyncio.sleep(LOOK_AGAIN_S)

    async def _answers(self, url: str) -> bool:
        try:
            async with self._web.get(url) as answer:
                return answer.ok
        except aiohttp.ClientError:
            return False


@asynccontextmanager
async def own_stack(
    folder: Path, scenarios: Sequence[Scenario], say: Callable[[str], None]
) -> AsyncIterator[OwnStack]:
    """A stack that stands while the block runs."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as web:
        stack = OwnStack(folder, web, scenarios)
        if not stack.guards_topics:
            say("Mosquitto is not installed (apt install mosquitto): the trial broker guards no topics.")
        try:
            await stack.start()
            yield stack
        finally:
            await stack.stop()
