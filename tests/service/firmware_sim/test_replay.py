"""Recorded cars on a real broker: a replay is over when the gateway has everything, and not before."""

import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders.firmware_sim import Ear
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import wait_until
from tests.service.firmware_sim.conftest import Simulator

pytestmark = pytest.mark.mosquitto

BEGINS = datetime(2026, 11, 23, 8, tzinfo=UTC)
UNREADABLE = "99/99/2099"


Replay = Callable[..., Simulator]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Two cars, two drives each half an hour apart, and in each drive a row whose time cannot be read."""
    path = tmp_path / "drives.csv"
    with path.open("w", encoding="utf-8") as rows:
        rows.write("car_id,observed_at,soc_percent,speed_kmh\n")
        for drive in range(2):
            for second in range(400):
                at = (BEGINS + timedelta(minutes=30 * drive, seconds=second)).isoformat()
                rows.write(f"A,{at},{80 - second / 100},40\n")
                rows.write(f"B,{UNREADABLE if second == 200 else at},{60 - second / 100},30\n")
    return path


@pytest.fixture
def replay(mosquitto: Mosquitto, recording: Path, simulate: Callable[..., Simulator]) -> Replay:
    """Replay the recording."""
    start = ("replay", str(recording), "--format", "csv", "--mqtt", mosquitto.url)
    return lambda *options: simulate(*start, *options)


def test_every_row_arrives_once_in_order_with_the_time_before_it(
    mosquitto: Mosquitto, replay: Replay
) -> None:
    with Ear(mosquitto.url) as ear:
        assert replay("--speed", "max").end() == 0
        wait_until(lambda: ear.times()[-1] > "2026-11-23T09:3", what="the time an hour later")
    assert [said["seq"] for said in ear.telemetry("A")] == list(range(1, 801))
    assert [said["seq"] for said in ear.telemetry("B")] == list(range(1, 801))
    assert sum(said["observed_at"] == UNREADABLE for said in ear.telemetry("B")) == 2
    now = ""
    for each in ear.heard:
        if each.topic.endswith("/clock"):
            assert each.said["now"] >= now
            now = each.said["now"]
        elif each.said["observed_at"] != UNREADABLE:
            behind = datetime.fromisoformat(each.said["observed_at"]) - datetime.fromisoformat(now)
            assert timedelta(0) <= behind < timedelta(seconds=5)


def test_a_second_replay_says_the_same_again(mosquitto: Mosquitto, replay: Replay) -> None:
    told = []
    for _ in range(2):
        with Ear(mosquitto.url) as ear:
            assert replay("--speed", "max").end() == 0
        told.append(sorted(each.payload for each in ear.heard if each.topic.endswith("/telemetry")))
    assert told[0] == told[1]


def test_a_replay_no_gateway_hears_says_how_much_was_not_acknowledged(replay: Replay) -> None:
    program = replay("--speed", "max", "--ack-timeout", "1")
    assert program.end() == 1
    sentence = "500 rows were not acknowledged within 1 s, and 1,099 never said: is a gateway running?"
    assert sentence in program.printed
    assert "Traceback" not in program.printed


def test_a_replay_that_waits_for_nobody_needs_no_gateway(mosquitto: Mosquitto, replay: Replay) -> None:
    with Ear(mosquitto.url, acknowledges=False) as ear:
        assert replay("--speed", "max", "--no-wait").end() == 0
        wait_until(lambda: len(ear.telemetry()) == 1600, what="every row has arrived")


def test_cuts_and_restarts_on_the_way_lose_nothing(mosquitto: Mosquitto, replay: Replay) -> None:
    with Ear(mosquitto.url) as ear:
        program = replay("--speed", "200")
        for so_many in (100, 500):
            wait_until(lambda rows=so_many: len(ear.telemetry()) > rows, what="the replay is under way")
            ear.disconnect()
            mosquitto.restart()
            ear.connect()
        assert program.end() == 0
    assert (ear.seqs("A"), ear.seqs("B")) == (list(range(1, 801)), list(range(1, 801)))


def test_a_replay_that_is_told_to_stop_says_that_it_is_not_whole(
    mosquitto: Mosquitto, replay: Replay
) -> None:
    with Ear(mosquitto.url) as ear:
        program = replay("--speed", "10")
        wait_until(lambda: len(ear.telemetry()) > 1, what="the replay is under way")
        assert program.stop(signal.SIGTERM) == 1
    assert "the replay was stopped before its end" in program.printed
