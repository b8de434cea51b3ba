"""Cars that speak other tongues, on a real broker: nobody acknowledges, and the broker remembers."""

from collections.abc import Callable

import pytest
from paho.mqtt import subscribe

from firmware_sim.mqtt.broker import Broker
from tests.servers.mosquitto import Mosquitto
from tests.service.firmware_sim.conftest import Simulator

pytestmark = pytest.mark.mosquitto

AN_HOUR = ("--cars", "1", "--start", "2026-11-23T06:30", "--speed", "max", "--days", "0.05")


def remembered(mosquitto: Mosquitto, topic: str) -> str:
    """What the broker has kept on a topic."""
    broker = Broker.from_url(mosquitto.url)
    auth = {"username": broker.user, "password": broker.password}
    message = subscribe.simple(topic, hostname=broker.host, port=broker.port, auth=auth)  # type: ignore[no-untyped-call]
    return str(message.payload.decode())


@pytest.mark.parametrize(
    ("dialect", "topic", "payload"),
    [
        ("ovms", "ovms/sim/00001/metric/s/v3/connected", "no"),
        ("ovms", "ovms/sim/00001/metric/v/e/on", "no"),
        ("teslamate", "teslamate/cars/1/state", "offline"),
    ],
)
def test_without_any_gateway_a_car_comes_to_its_end_and_the_broker_knows_how_it_stands(
    mosquitto: Mosquitto, simulate: Callable[..., Simulator], dialect: str, topic: str, payload: str
) -> None:
    assert simulate("drive", "--mqtt", mosquitto.url, "--dialect", dialect, *AN_HOUR).end() == 0
    assert remembered(mosquitto, topic) == payload


def test_a_tongue_nobody_speaks_is_named(simulate: Callable[..., Simulator]) -> None:
    program = simulate("drive", "--dialect", "latin")
    assert program.end() == 2
    assert 'a dialect is one of native, ovms, teslamate, owntracks; not "latin"' in program.printed
