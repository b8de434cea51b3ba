"""A load on a real broker: every reading is accounted for, also when connections break in masses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.firmware_sim import Ear
from tests.servers.mosquitto import Mosquitto
from tests.service.firmware_sim.conftest import Simulator

pytestmark = pytest.mark.mosquitto

CROWD = ("--cars", "30", "--every", "0.5", "--ramp", "0.1", "--prefix", "my")


def test_cars_with_a_connection_each_lose_nothing_in_a_storm(
    mosquitto: Mosquitto, simulate: Callable[..., Simulator], tmp_path: Path
) -> None:
    told, page = tmp_path / "load.json", tmp_path / "load.html"
    with Ear(mosquitto.url) as ear:
        options = ("--seconds", "3", "--storm", "1", "--json", str(told), "--report", str(page))
        program = simulate("load", "--mqtt", mosquitto.url, *CROWD, *options)
        assert program.end() == 0, program.printed
        assert len({said.topic for said in ear.heard if said.topic.endswith("/telemetry")}) == 30
        assert {presence for car in range(1, 31) for presence in ear.presence(f"my-{car:05d}")} == {
            "online",
            "offline",
        }
    figures = json.loads(told.read_text())
    assert (
        figures["attempted"]
        == figures["acked"]
        == sum(len(set(ear.seqs(f"my-{n:05d}"))) for n in range(1, 31))
    )
    assert figures["attempted"] > 150
    assert figures["lost"] == 0
    assert figures["moments"][-1]["acknowledged"] == figures["acked"]
    assert page.read_text().count("<polyline") == 6
    closing = f"attempted {figures['attempted']}  acked {figures['acked']}  stored ?  lost 0"
    assert closing in program.printed


def test_a_load_nobody_acknowledges_says_so(mosquitto: Mosquitto, simulate: Callable[..., Simulator]) -> None:
    program = simulate("load", "--mqtt", mosquitto.url, *CROWD, "--seconds", "1", "--ack-timeout", "0.5")
    assert program.end() == 1
    assert "were not acknowledged: is a gateway running?" in program.printed
