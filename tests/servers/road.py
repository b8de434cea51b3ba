"""The whole road on loopback: a broker, a feed, a gateway, each a process of its own."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import free_port, wait_until
from tests.servers.program import Program, run

Row = dict[str, Any]


class Road:
    """Broker → gateway → feed, ready to be cut and killed; a database each, SQLite unless told otherwise.

    One road at a time on a broker: its gateways share a client id.
    """

    def __init__(
        self,
        folder: Path,
        broker: Mosquitto,
        *,
        feed_database: str | None = None,
        gateway_database: str | None = None,
        gateway_settings: Mapping[str, str] | None = None,
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.broker = broker
        self.feed_database = feed_database or f"sqlite:///{folder}/feed.sqlite"
        self.gateway_database = gateway_database or f"sqlite:///{folder}/gateway.sqlite"
        self.feed_port, self.status_port = free_port(), free_port()
        self.feed_url = f"http://127.0.0.1:{self.feed_port}"
        run("feed", "migrate", "--database", self.feed_database)
        token = run("feed", "tokens", "issue", "--scope", "gateway", "--database", self.feed_database).strip()
        self.feed = Program(
            *("feed", "serve", "--trial", "--database", self.feed_database),
            *("--host", "127.0.0.1", "--port", str(self.feed_port), "--public-url", self.feed_url),
            log=folder / "feed.log",
            environment={"KURUMATOMO_METRICS_PORT": "0", "KURUMATOMO_FEED_METRICS_PORT": "0"},
        )
        self.gateway = Program(
            *("gateway", "run", "--clock", "sim", "--mqtt", broker.url, "--feed", self.feed_url),
            *("--database", self.gateway_database),
            log=folder / "gateway.log",
            environment={
                "KURUMATOMO_FEED_TOKEN": token,
                "KURUMATOMO_STATUS_PORT": str(self.status_port),
                **(gateway_settings or {}),
            },
        )

    def start(self) -> None:
        """Return once both programs say that they are ready."""
        self.feed.start()
        wait_until(lambda: status_of(f"{self.feed_url}/readyz") == 200, what="the feed is ready")
        self.start_gateway()

    def start_gateway(self) -> None:
        """Return once the gateway hears the broker and reaches the feed."""
        self.gateway.start()
        wait_until(lambda: self.readiness() == 200, what="the gateway is ready")

    def readiness(self) -> int:
        """What the gateway's /readyz answers; 0 when nothing does."""
        return status_of(f"http://127.0.0.1:{self.status_port}/readyz")

    @property
    def readings_taken_in(self) -> float:
        """How many readings the gateway has committed since it was started last."""
        name = "kurumatomo_gateway_readings_total"
        with urllib.request.urlopen(f"http://127.0.0.1:{self.status_port}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        return next((float(line.split()[1]) for line in lines if line.startswith(f"{name} ")), 0.0)

    def replay(self, recording: Path, *, form: str, **options: str) -> None:
        """Send a recording as fast as it goes and return when every reading is acknowledged end to end."""
        run(
            *("firmware_sim", "replay", str(recording), "--format", form, "--dialect", "native"),
            *("--speed", "max", "--mqtt", self.broker.url),
            *(f"--{name}={value}" for name, value in options.items()),
            within_s=300,
        )

    def history(self) -> list[Row]:
        """What the gateway keeps: drives, charges, events and posts, oldest first."""
        printed = run("gateway", "history", "--database", self.gateway_database, "--json")
        return [json.loads(line) for line in printed.splitlines()]

    def stop(self) -> None:
        """End both programs."""
        self.gateway.stop()
        self.feed.stop()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@contextmanager
def replaying(road: Road, ved: Path) -> Iterator[None]:
    """A replay under way; on the way out it has been acknowledged to its last reading."""
    with ThreadPoolExecutor(1) as thread:
        replay = thread.submit(road.replay, ved, form="ved")
        yield
        replay.result()


def status_of(url: str) -> int:
    """The status code a GET answers with; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0
