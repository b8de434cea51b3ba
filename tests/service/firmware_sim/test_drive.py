"""Simulated cars on a real broker: in order, acknowledged, and with a last will."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.firmware_sim import Ear
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import wait_until
from tests.service.firmware_sim.conftest import Simulator

pytestmark = pytest.mark.mosquitto

CARS = ("sim-00001", "sim-00002")
TWO_HOURS = ("--speed", "max", "--days", "0.08")
Drive = Callable[..., Simulator]


@pytest.fixture
def drive(mosquitto: Mosquitto, simulate: Callable[..., Simulator]) -> Drive:
    """Start two cars on a Monday morning."""
    start = ("drive", "--mqtt", mosquitto.url, "--cars", "2", "--start", "2026-11-23T06:30")
    return lambda *options: simulate(*start, *options)


def counted(car_id: str, ear: Ear) -> list[int]:
    """1, 2, 3 … up to the last number heard of a car."""
    return list(range(1, max(ear.seqs(car_id)) + 1))


def test_readings_arrive_in_order_each_once_and_the_clock_never_overtakes_them(
    mosquitto: Mosquitto, drive: Drive
) -> None:
    with Ear(mosquitto.url) as ear:
        assert drive(*TWO_HOURS).end() == 0
        wait_until(lambda: ear.times()[-1] > "2026-11-23T00:2", what="the time an hour later")
    for car_id in CARS:
        assert [said["seq"] for said in ear.telemetry(car_id)] == counted(car_id, ear)
        assert len(counted(car_id, ear)) > 20
    now = ""
    for each in ear.heard:
        if each.topic.endswith("/clock"):
            assert each.said["now"] >= now
            now = each.said["now"]
        elif each.topic.endswith("/telemetry"):
            assert each.said["observed_at"] >= now


def test_two_runs_of_one_seed_put_the_same_bytes_on_the_wire(mosquitto: Mosquitto, drive: Drive) -> None:
    told = []
    for _ in range(2):
        with Ear(mosquitto.url) as ear:
            assert drive(*TWO_HOURS, "--seed", "5").end() == 0
        told.append(sorted(each.payload for each in ear.heard if each.topic.endswith("/telemetry")))
    assert told[0] == told[1]


def test_a_car_that_vanishes_is_called_offline_by_its_last_will(mosquitto: Mosquitto, drive: Drive) -> None:
    with Ear(mosquitto.url) as ear:
        program = drive()
        wait_until(lambda: all(ear.presence(car_id) for car_id in CARS), what="the cars are there")
        assert {ear.presence(car_id)[0] for car_id in CARS} <= {"online", "asleep"}
        program.kill()
        wait_until(
            lambda: all(ear.presence(car_id)[-1] == "offline" for car_id in CARS), what="the last wills"
        )


def test_a_drive_that_is_told_to_stop_ends_well_and_says_that_its_modems_are_off(
    mosquitto: Mosquitto, drive: Drive
) -> None:
    with Ear(mosquitto.url) as ear:
        program = drive("--speed", "60")
        wait_until(lambda: len(ear.times()) > 3, what="time passes")
        assert program.stop(signal.SIGTERM) == 0
        wait_until(lambda: all(ear.presence(car_id)[-1] == "offline" for car_id in CARS), what="modems off")
    assert "Traceback" not in program.printed


def test_a_fast_world_waits_for_its_gateway_and_nothing_is_lost_meanwhile(
    mosquitto: Mosquitto, drive: Drive
) -> None:
    with Ear(mosquitto.url, acknowledges=False) as ear:
        program = drive(*TWO_HOURS)
        wait_until(
            lambda: len(ear.telemetry(CARS[0])) > len(ear.seqs(CARS[0])), what="readings are sent again"
        )
        assert max(ear.times()) <= "2026-11-22T21:35:30"  # five minutes, and the step on the way
        ear.acknowledges = True
        assert program.end() == 0
    assert [ear.seqs(car_id) for car_id in CARS] == [counted(car_id, ear) for car_id in CARS]


def test_a_broker_that_dies_in_the_middle_loses_nothing(mosquitto: Mosquitto, drive: Drive) -> None:
    with Ear(mosquitto.url) as ear:
        program = drive("--speed", "900", "--days", "0.1")
        for so_many in (20, 60):
            wait_until(lambda readings=so_many: len(ear.telemetry()) > readings, what="the cars report")
            ear.disconnect()
            mosquitto.restart(signal.SIGKILL)
            ear.connect()
        assert program.end() == 0
    assert [ear.seqs(car_id) for car_id in CARS] == [counted(car_id, ear) for car_id in CARS]


def test_a_flash_kept_in_a_file_lets_numbers_and_days_go_on(
    mosquitto: Mosquitto, simulate: Callable[..., Simulator], tmp_path: Path
) -> None:
    options = ("--mqtt", mosquitto.url, "--cars", "1", *TWO_HOURS, "--memory", str(tmp_path / "flash.json"))
    runs = []
    for _ in range(2):
        with Ear(mosquitto.url) as ear:
            assert simulate("drive", *options).end() == 0
            runs.append(ear.telemetry())
    first, second = runs
    assert second[0]["seq"] == first[-1]["seq"] + 1
    assert second[0]["observed_at"] > first[-1]["observed_at"]
    odometer_km = max(said.get("odometer_km", 0.0) for said in first)
    assert second[0]["odometer_km"] == pytest.approx(odometer_km, abs=0.2)


def test_a_drive_whose_time_is_over_ends_well_and_lets_the_clock_run_on(
    mosquitto: Mosquitto, drive: Drive
) -> None:
    with Ear(mosquitto.url) as ear:
        assert drive("--speed", "60", "--for", "1").end() == 0
        wait_until(lambda: ear.times()[-1] > "2026-11-22T22:3", what="the time an hour later")
    assert [ear.up_to_seq[car_id] for car_id in CARS] == [max(ear.seqs(car_id)) for car_id in CARS]


def test_a_drive_no_gateway_hears_says_how_much_was_not_acknowledged(
    mosquitto: Mosquitto, drive: Drive
) -> None:
    with Ear(mosquitto.url, acknowledges=False):
        program = drive("--speed", "60", "--for", "1", "--ack-timeout", "1")
        assert program.end() == 1
    assert "readings were not acknowledged: is a gateway running?" in program.printed
    assert "Traceback" not in program.printed


def test_cars_that_lost_their_memory_go_on_from_what_the_gateway_knows(
    mosquitto: Mosquitto, drive: Drive
) -> None:
    with Ear(mosquitto.url) as ear:
        assert drive(*TWO_HOURS).end() == 0
        known = {car_id: max(ear.seqs(car_id)) for car_id in CARS}
        assert drive("--speed", "60", "--for", "3", "--start", "2026-11-24T06:30").end() == 0
        assert all(max(ear.seqs(car_id)) > known[car_id] for car_id in CARS)


def test_a_car_on_the_road_answers_a_command(mosquitto: Mosquitto, drive: Drive) -> None:
    with Ear(mosquitto.url) as ear:
        drive("--speed", "60")
        wait_until(lambda: len(ear.times()) > 3, what="time passes")
        ear.ask(CARS[0], {"v": 1, "id": "q1", "name": "set_charge_limit", "percent": 70})
        wait_until(lambda: len(ear.results(CARS[0])) == 1, what="the answer")
        assert ear.results(CARS[0]) == [{"v": 1, "id": "q1", "ok": True, "detail": "limit 70 %"}]
        wait_until(
            lambda: ear.telemetry(CARS[0])[-1].get("charge_limit_percent") == 70, what="it says its limit"
        )
