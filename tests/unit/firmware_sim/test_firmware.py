"""The modem tells what changed, sleeps when nothing does, and never counts a number twice."""

from typing import Any

from msgspec import UNSET

from firmware_sim.car.car import Car
from firmware_sim.firmware.outbox import Outbox
from firmware_sim.firmware.reading import Presence, Reading
from firmware_sim.firmware.telematics import ReportingRules, Telematics
from tests.builders.firmware_sim import a_car

RULES = ReportingRules(dead_bands={"range_km": 5.0, "outside_c": 0.5})


def a_modem(car: Car, *, next_seq: int = 1) -> Telematics:
    return Telematics(car, RULES, Outbox(1000), next_seq=next_seq)


def told(reading: Reading | Presence) -> dict[str, Any] | str:
    """The fields a reading tells, or the presence."""
    if isinstance(reading, Presence):
        return str(reading)
    named = {name: getattr(reading, name) for name in Reading.__struct_fields__}
    return {name: value for name, value in named.items() if value is not UNSET}


def looks(modem: Telematics, *moments: float) -> list[list[dict[str, Any] | str]]:
    return [[told(said) for said in modem.look(at_s)] for at_s in moments]


def test_the_first_look_tells_everything_and_the_next_only_what_changed() -> None:
    car = a_car()
    car.switch_on()
    modem = a_modem(car)
    [first] = looks(modem, 1000)
    assert first[0] == "online"
    assert isinstance(first[1], dict)
    assert {"soc_percent", "plugged_in", "lat", "lon", "odometer_km", "ignition_on"} <= set(first[1])
    car.speed_kmh = 30.0
    [[second]] = looks(modem, 1010)
    assert isinstance(second, dict)
    assert second.keys() - {"charge_power_kw"} == {"seq", "observed_at", "speed_kmh"}


def test_nothing_is_told_before_the_interval_is_over() -> None:
    car = a_car()
    car.switch_on()
    modem = a_modem(car)
    modem.look(0)
    car.speed_kmh = 30.0
    assert [len(said) for said in looks(modem, 3, 9, 10)] == [0, 0, 1]


def test_a_plug_is_told_at_once() -> None:
    car = a_car()
    modem = a_modem(car)
    modem.look(0)
    car.plug_in(ac_kw=6)
    [[said]] = looks(modem, 5)
    assert isinstance(said, dict)
    assert (said["plugged_in"], said["charge_state"], said["charge_power_kw"]) == (True, "charging", 6.0)


def test_a_charge_that_moves_a_point_is_told_before_its_interval() -> None:
    car = a_car()
    car.plug_in(dc_kw=46)
    modem = a_modem(car)
    modem.look(0)
    car.charge(40)
    assert len(modem.look(40)) == 1


def test_a_change_below_the_dead_band_is_not_told() -> None:
    car = a_car(outside_c=20.0)
    car.switch_on()
    modem = a_modem(car)
    modem.look(0)
    car.outside_c = 20.4
    [[small]] = looks(modem, 10)
    car.outside_c = 20.5
    [[large]] = looks(modem, 20)
    assert ("outside_c" in small, "outside_c" in large) == (False, True)


def test_the_two_halves_of_a_place_come_together() -> None:
    car = a_car()
    car.switch_on()
    modem = a_modem(car)
    modem.look(0)
    car.lat += 0.01
    [[said]] = looks(modem, 10)
    assert isinstance(said, dict)
    assert (said["lat"], said["lon"]) == (35.01, 137.0)


def test_a_parked_car_falls_asleep_and_wakes_for_a_heartbeat_or_a_plug() -> None:
    car = a_car()
    modem = a_modem(car)
    seen: list[tuple[float, list[str]]] = []
    at_s = 0.0
    while at_s < RULES.heartbeat_interval_s + 1000:
        seen.append((at_s, [said if isinstance(said, str) else "reading" for said in looks(modem, at_s)[0]]))
        at_s = modem.due_s
    assert seen == [
        (0.0, ["online", "reading"]),
        (300.0, ["reading"]),
        (600.0, ["reading", "asleep"]),
        (600.0 + RULES.heartbeat_interval_s, ["online", "reading", "asleep"]),
    ]
    car.plug_in(ac_kw=6)
    assert modem.look(seen[-1][0] + 1)[0] is Presence.ONLINE


def test_what_a_charge_foretold_is_unknown_once_the_cable_is_off() -> None:
    car = a_car()
    car.plug_in(ac_kw=6)
    modem = a_modem(car)
    modem.look(0)
    car.unplug()
    [[said]] = looks(modem, 5)
    assert isinstance(said, dict)
    assert said["charge_minutes_left"] is None


def test_numbers_go_on_where_the_memory_ended() -> None:
    modem = a_modem(a_car(), next_seq=41)
    modem.look(0)
    assert [reading.seq for reading in modem.outbox.kept] == [41]
    assert modem.next_seq == 42


def test_a_car_that_lost_its_memory_goes_on_from_the_gateway_s_number() -> None:
    car = a_car()
    car.switch_on()
    modem = a_modem(car)
    modem.look(0)
    modem.look(10)
    assert modem.acknowledge(5000, now_s=0) == 0
    assert [reading.seq for reading in modem.outbox.kept] == [5001, 5002]
    modem.look(20)
    assert [reading.seq for reading in modem.outbox.kept] == [5001, 5002, 5003]
    assert modem.acknowledge(5003, now_s=1) == 3
