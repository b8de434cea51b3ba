"""A stack of the bench's own: Mosquitto, a feed and a gateway on loopback, with databases of their own."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from firmware_sim.mqtt.broker import Broker
from firmware_sim.scenario.feed import Feed
from firmware_sim.scenario.fleet_file import fleet_file
from firmware_sim.scenario.names import Names
from firmware_sim.scenario.own_broker import GATEWAY, OwnBroker
from firmware_sim.scenario.ports import free_port
from firmware_sim.scenario.programs import Program, python, run
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.stack import StatusPage, answers

DIALECTS = '["native","ovms","teslamate","owntracks"]'
QUIETLY = {"KURUMATOMO_FEED_TRIAL": "1", "KURUMATOMO_LOG_LEVEL": "warning", "PYTHONUNBUFFERED": "1"}


class OwnStack:
    """Mosquitto, a feed and a gateway on loopback, with databases of their own."""

    is_our_own, is_real_time = True, False

    def __init__(self, folder: Path, web: aiohttp.ClientSession, scenarios: Sequence[Scenario]) -> None:
        self._folder, self._web, self._scenarios = folder, web, scenarios
        cars = [Names(each.name).car(car.name) for each in scenarios for car in each.form.car]
        self._broker = OwnBroker(folder, cars=cars, password=secrets.token_urlsafe(16))
        self.guards_topics = self._broker.guards_topics
        self._feed_port, self._status_port = free_port(), free_port()
        self._address = f"http://127.0.0.1:{self._feed_port}"
        self._status = StatusPage(web, f"http://127.0.0.1:{self._status_port}")
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
            await self._feed_program.start(self._feed_is_ready)
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

    async def prepare(self, scenario: Scenario) -> None:
        """All was seeded before the gateway started."""

    async def rest(self, at_s: float) -> None:
        """By the gateway's own figures."""
        await self._status.rest(at_s)

    async def figures(self) -> Mapping[str, float]:
        """From its page of metrics; empty while it does not answer."""
        return await self._status.figures()

    async def restart(self, program: str) -> None:
        """By force, as power cuts do."""
        if program == "broker":
            await self._broker.program.stop(signal.SIGTERM)
            await self._broker.start()
            await self._status.until_ready()
        elif program == "feed":
            await self._feed_program.stop(signal.SIGKILL)
            await self._feed_program.start(self._feed_is_ready)
        elif self._gateway is not None:
            await self._gateway.stop(signal.SIGKILL)
            await self._start_gateway()

    async def _feed_is_ready(self) -> bool:
        return await answers(self._web, f"{self._address}/readyz")

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
            await self._gateway.start(self._status.is_ready)


@asynccontextmanager
async def own_stack(
    folder: Path, scenarios: Sequence[Scenario], say: Callable[[str], None]
) -> AsyncIterator[OwnStack]:
    """A stack that stands while the block runs."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as web:
        stack = OwnStack(folder, web, scenarios)
        say("Starting a broker, a feed and a gateway …")
        if not stack.guards_topics:
            say("Mosquitto is not installed (apt install mosquitto): the trial broker guards no topics.")
        try:
            await stack.start()
            yield stack
        finally:
            await stack.stop()
