"""MQTT over TLS against a real Mosquitto whose certificate an authority of the operator's own has signed."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trustme
from structlog.testing import capture_logs

from gateway.broker_url import broker_address
from gateway.mqtt import Broker
from tests.servers.mosquitto import Mosquitto
from tests.servers.program import ROOT
from tests.service.gateway.patience import until

pytestmark = pytest.mark.mosquitto

# paho leaves the socket of a handshake that failed to the garbage collector
a_socket_is_left = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <ssl.SSLSocket:pytest.PytestUnraisableExceptionWarning"
)


class Authority:
    """Who signs certificates, and the file by which it is trusted."""

    def __init__(self, folder: Path, name: str) -> None:
        self._signs, self._folder = trustme.CA(), folder
        self.file = folder / f"{name}.pem"
        self._signs.cert_pem.write_to_path(self.file)

    def certify(self, host: str) -> tuple[Path, Path]:
        """A certificate for a host, and its key."""
        certificate, key = self._folder / f"{host}.pem", self._folder / f"{host}.key"
        signed = self._signs.issue_cert(host)
        signed.private_key_pem.write_to_path(key)
        certificate.write_bytes(b"".join(blob.bytes() for blob in signed.cert_chain_pems))
        return certificate, key


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "authority")


@pytest.fixture
def brokers() -> Iterator[list[Mosquitto]]:
    """Those started in a test; ended with it."""
    started: list[Mosquitto] = []
    yield started
    for broker in started:
        broker.stop()


@pytest.fixture
def broker(tmp_path: Path, authority: Authority, brokers: list[Mosquitto]) -> Mosquitto:
    """A broker that speaks TLS, certified for the address it is at."""
    brokers.append(Mosquitto(tmp_path, certificate=authority.certify("127.0.0.1")))
    brokers[-1].start()
    return brokers[-1]


@asynccontextmanager
async def trying(url: str, *, authorities: Path | None) -> AsyncIterator[Broker]:
    """A gateway's session, whatever comes of it."""
    session = Broker(broker_address(url), client_id="gateway", topics=["t/#"], authorities=authorities)
    async with session:
        connecting = asyncio.create_task(session.stay_connected())
        yield session
        connecting.cancel()


async def test_a_broker_certified_by_the_operator_s_own_authority_is_spoken_to(
    broker: Mosquitto, authority: Authority
) -> None:
    async with trying(broker.url, authorities=authority.file) as session:
        await until(lambda: session.trouble is None)
        assert session.publish("t/car", b"word" * 10_000)  # more than one TLS record
        heard = await session.batch(within_s=20)
        assert [message.payload for message in heard.messages] == [b"word" * 10_000]


@a_socket_is_left
async def test_a_certificate_of_somebody_else_is_refused_with_the_reason(
    broker: Mosquitto, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path, "stranger")
    with capture_logs() as told:
        async with trying(broker.url, authorities=stranger.file) as session:
            await until(lambda: "certificate" in (session.trouble or ""))
            trouble = session.trouble
    assert trouble == (
        "the broker cannot be reached: its certificate is not to be trusted "
        "(unable to get local issuer certificate); KURUMATOMO_MQTT_CA_FILE names whom to trust"
    )
    assert [line for line in told if line["event"] == "connected to the broker"] == []


@a_socket_is_left
async def test_a_certificate_for_another_host_is_refused_with_the_reason(
    tmp_path: Path, authority: Authority, brokers: list[Mosquitto]
) -> None:
    elsewhere = Mosquitto(tmp_path, certificate=authority.certify("broker.example"))
    brokers.append(elsewhere)
    elsewhere.start()
    async with trying(elsewhere.url, authorities=authority.file) as session:
        await until(lambda: "certificate" in (session.trouble or ""))
        assert "certificate is not valid for '127.0.0.1'" in (session.trouble or "")


def test_the_check_before_a_start_says_the_same(
    broker: Mosquitto, authority: Authority, tmp_path: Path
) -> None:
    def said(authorities: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "gateway", "check", "--mqtt", broker.url],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "KURUMATOMO_MQTT_CA_FILE": str(authorities)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return next(line for line in done.stdout.splitlines() if line.startswith("broker "))

    assert said(authority.file) == f"broker mqtts://127.0.0.1:{broker.port}: ok"
    assert "its certificate is not to be trusted" in said(Authority(tmp_path, "stranger").file)
