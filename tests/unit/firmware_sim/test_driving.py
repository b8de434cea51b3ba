"""A drive costs what physics says, gives back what the battery may take, and keeps to the road."""

from math import cos, hypot, radians

import pytest

from firmware_sim.car.car import Car
from firmware_sim.day.drive import SLOW_DOWN_MS2, SPEED_UP_MS2, Drive
from tests.builders.firmware_sim import a_car, a_drive, a_town


def drive_to_the_end(car: Car, drive: Drive) -> list[Car]:
    while not drive.arrived:
        drive.go(1)
        car.roll(drive.moved_m, speed_ms=drive.speed_ms, seconds=1)
    return [car]


def wh_per_km(model: str, *, outside_c: float) -> float:
    car = a_car(model, soc_percent=90, outside_c=outside_c)
    drive = a_drive()
    drive_to_the_end(car, drive)
    return -car.net_kwh * 1e6 / drive.metres


@pytest.mark.parametrize("model", ["leaf-24", "leaf-40", "model-3", "ioniq5", "e-nv200"])
def test_a_mild_drive_costs_about_what_the_car_is_rated_at(model: str) -> None:
    assert wh_per_km(model, outside_c=20) == pytest.approx(a_car(model).model.rated_wh_per_km, rel=0.2)


def test_winter_costs_more_and_so_does_a_heat_wave() -> None:
    mild = wh_per_km("leaf-40", outside_c=20)
    assert wh_per_km("leaf-40", outside_c=-5) > 1.15 * mild
    assert wh_per_km("leaf-40", outside_c=36) > 1.03 * mild


def test_a_hill_costs_what_it_weighs_and_gives_part_of_it_back() -> None:
    spent = {}
    for slope in (0.0, 0.05, -0.05):
        car = a_car("leaf-40", soc_percent=60)
        car.speed_kmh = 50.0
        for _ in range(300):
            car.roll(50 / 3.6, speed_ms=50 / 3.6, seconds=1, slope=slope)
        spent[slope] = -car.net_kwh
    lift_kwh = 1655 * 9.81 * 0.05 * 300 * 50 / 3.6 / 3.6e6
    assert spent[0.05] - spent[0.0] > lift_kwh
    assert spent[0.05] - spent[0.0] < 1.3 * lift_kwh
    assert -lift_kwh < spent[-0.05] < 0 < spent[0.0]


def test_the_odometer_counts_the_way_that_was_driven() -> None:
    car, drive = a_car(), a_drive()
    drive_to_the_end(car, drive)
    assert car.odometer_km == pytest.approx(1000 + drive.metres / 1000, abs=0.02)


@pytest.mark.parametrize("soc_percent", [40.0, 90.0, 99.5, 100.0])
@pytest.mark.parametrize("outside_c", [-12.0, 20.0])
def test_recuperation_never_exceeds_what_motor_and_battery_take(soc_percent: float, outside_c: float) -> None:
    car = a_car(soc_percent=soc_percent, outside_c=outside_c)
    drive = a_drive()
    most = []
    while not drive.arrived:
        drive.go(1)
        limit_kw = min(car.model.recuperation_kw, car.battery.acceptance_kw(outside_c=outside_c))
        car.roll(drive.moved_m, speed_ms=drive.speed_ms, seconds=1)
        assert car.power_kw <= limit_kw
        most.append(car.power_kw)
        assert 0 <= car.soc_percent <= 100
    assert max(most) > 0 or soc_percent >= 99.5


def test_speed_changes_as_gently_as_a_driver_does_and_keeps_to_the_limit() -> None:
    drive, before_ms = a_drive(), 0.0
    while not drive.arrived:
        drive.go(1)
        assert -2 * SLOW_DOWN_MS2 <= drive.speed_ms - before_ms <= SPEED_UP_MS2 + 1e-9
        assert drive.speed_ms <= 100 / 3.6
        before_ms = drive.speed_ms
    assert drive.speed_ms == 0


def test_no_second_of_a_drive_jumps() -> None:
    drive = a_drive()
    lat, lon, _ = drive.place
    while not drive.arrived:
        drive.go(1)
        north_m = (drive.place[0] - lat) * 111_320
        east_m = (drive.place[1] - lon) * 111_320 * cos(radians(lat))
        assert hypot(north_m, east_m) <= drive.moved_m + 1
        lat, lon, _ = drive.place


def test_a_petrol_engine_takes_over_before_the_battery_is_empty() -> None:
    car, drive = a_car("prius-phv", soc_percent=20), a_drive()
    drive_to_the_end(car, drive)
    assert 2 < car.battery.soc_percent < 20


def test_every_crossing_of_a_town_can_be_reached_from_its_middle() -> None:
    town = a_town()
    assert all(town.way(town.middle, spot) for spot in [*town.streets, town.next_town] if spot != town.middle)


def test_the_middle_of_a_town_is_exactly_where_it_was_asked_for() -> None:
    town = a_town()
    assert town.place(town.middle) == (35.0, 137.0)
