"""Tyres lose air, the 12 V battery loses heart, service comes nearer, and a timer makes a charge wait."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import asdict

from firmware_sim.car import aux_battery, tyres
from firmware_sim.car.car import ChargeState
from firmware_sim.day.ageing import Ailment, condition_of
from firmware_sim.day.plan import timer_starts_s
from firmware_sim.fleet.residents import Resident
from firmware_sim.settings import load, named
from tests.builders.firmware_sim import a_car, a_model, residents

DAY_S = 86_400
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("days", "leak", "outside_c", "kpa"),
    [
        pytest.param(0, 0.3, 20.0, 250.0, id="as filled"),
        pytest.param(30, 0.3, 20.0, 240.0, id="a month of any tyre"),
        pytest.param(0, 0.3, 0.0, 225.0, id="a cold morning takes a tenth"),
        pytest.param(5, 10.0, 20.0, 200.0, id="a nail"),
        pytest.param(99, 10.0, 20.0, 0.0, id="flat"),
    ],
)
def test_a_tyre_holds_what_time_and_cold_leave_it(
    days: float, leak: float, outside_c: float, kpa: float
) -> None:
    assert tyres.pressure_kpa(250.0, leak, days=days, outside_c=outside_c) == kpa


@pytest.mark.parametrize(("kpa", "degree"), [(250.0, 0), (187.5, 0), (187.0, 1), (125.0, 1), (124.0, 2)])
def test_the_lamp_comes_on_a_quarter_under_the_placard_and_is_urgent_at_half(kpa: float, degree: int) -> None:
    assert tyres.alert(kpa, placard_kpa=250.0) == degree


def test_a_tired_12_v_battery_falls_while_the_car_stands_and_is_fed_while_it_is_awake() -> None:
    tired = {"resting_v": 12.3, "falls_v_a_day": 0.3}
    assert aux_battery.volts(**tired, rested_days=2, fed=False) == 11.7
    assert aux_battery.volts(**tired, rested_days=99, fed=False) == aux_battery.EMPTY_V
    assert aux_battery.volts(**tired, rested_days=2, fed=True) == aux_battery.FED_V


def test_a_drive_ends_the_rest_of_the_12_v_battery() -> None:
    car = a_car()
    car.grow_older(10 * DAY_S)
    before = car.aux_battery_v
    car.switch_on()
    car.grow_older(60)
    car.switch_off()
    assert (before, car.aux_battery_v) == (12.55, 12.7)


def test_service_comes_nearer_by_the_road_and_by_the_calendar() -> None:
    car = a_car()
    assert (car.service_in_km, car.service_in_days) == (14_000.0, 365.0)
    car.odometer_km += 14_500
    car.grow_older(370 * DAY_S)
    assert (car.service_in_km, car.service_in_days) == (-500.0, -5.0)


def test_what_a_car_is_said_to_ail_from_shows_within_a_day() -> None:
    model = a_model()
    condition = condition_of(model, Random("x"), odometer_km=5000.0, ails=tuple(Ailment))
    assert any(
        tyres.pressure_kpa(filled, leak, days=1, outside_c=14.0) < tyres.LOW * model.placard_kpa
        for filled, leak in zip(condition.filled_kpa, condition.leaks_kpa_a_day, strict=True)
    )
    assert condition.resting_v - condition.falls_v_a_day / 2 < 11.0
    assert condition.trouble_at_km < 5010
    assert 1000 < condition.service_at_km - 5000 < 1010


def test_of_many_cars_few_have_a_nail_a_weak_battery_or_a_fault_within_a_month() -> None:
    cars = [condition_of(a_model(), Random(seed), odometer_km=0.0) for seed in range(300)]
    nails = sum(max(car.leaks_kpa_a_day) > 1 for car in cars)
    weak = sum(car.falls_v_a_day > 0.1 for car in cars)
    faults = sum(car.trouble_at_km < 1000 for car in cars)
    assert 5 < nails < 40
    assert 3 < weak < 30
    assert 0 < faults < 12


@pytest.mark.parametrize(
    ("hour", "starts"),
    [(18, "23T23:00"), (22.9, "23T23:00"), (23, None), (6.5, None), (7, "23T23:00")],
)
def test_a_timer_waits_for_the_cheap_hours(hour: float, starts: str | None) -> None:
    habits = named("off-peak", load().habits)
    at = datetime(2026, 11, 23, tzinfo=TOKYO) + timedelta(hours=hour)
    starts_s = timer_starts_s(habits, at.timestamp(), TOKYO)
    expected = None if starts is None else datetime.fromisoformat(f"2026-11-{starts}+09:00").timestamp()
    assert starts_s == expected


def test_a_waiting_car_says_when_it_will_charge_and_no_power_flows_until_then() -> None:
    car = a_car(soc_percent=40.0)
    car.plug_in(ac_kw=6.0, starts_s=1_800_000_000.0)
    assert (car.charge_state, car.power_kw, car.charge_starts_s) == (
        ChargeState.WAITING,
        0.0,
        1_800_000_000.0,
    )
    car.charge(3600)
    assert car.soc_percent == 40.0
    car.start_charging()
    assert (car.charge_state, car.power_kw, car.charge_starts_s) == (ChargeState.CHARGING, 6.0, None)


def test_only_a_car_with_navigation_foresees_the_charge_at_the_end_of_its_way() -> None:
    knows, guesses = a_car("ioniq5"), a_car("leaf-40")
    for car in (knows, guesses):
        car.switch_on(route_km=30.0)
    assert (knows.arrival_percent, guesses.arrival_percent) == (43.0, None)
    knows.switch_off()
    assert knows.arrival_percent is None


def test_a_car_is_locked_unless_someone_drives_it() -> None:
    car = a_car()
    stages = [car.locked]
    car.switch_on()
    stages.append(car.locked)
    car.switch_off()
    assert [*stages, car.locked] == [True, False, True]


def test_the_cars_of_a_town_say_all_of_this_in_a_day() -> None:
    said: set[str] = set()
    for resident in residents(36):
        said |= said_in_a_day(resident)
    assert said >= {"locked", "tyre_kpa", "tyre_alert", "aux_battery_v", "service_in_km", "service_in_days"}
    assert said >= {"arrival_percent", "charge_starts_at"}


def said_in_a_day(resident: Resident) -> set[str]:
    due_s = at_s = next(resident.days)
    until_s, said = at_s + DAY_S, set[str]()
    while at_s < until_s:
        for each in resident.firmware.look(at_s):
            if not isinstance(each, str):
                said |= {name for name, value in asdict(each).items() if value}
        at_s = min(due_s, resident.firmware.due_s)
        if due_s <= at_s:
            due_s = next(resident.days)
    return said


def test_a_car_that_stands_for_a_month_loses_what_its_electronics_draw() -> None:
    left = {}
    for model in ("leaf-40", "model-3", "prius-phv"):
        car = a_car(model, soc_percent=50.0)
        car.grow_older(30 * DAY_S)
        left[model] = round(50 - car.battery.soc_percent, 1)
    assert left == {"leaf-40": 1.9, "model-3": 14.6, "prius-phv": 0.0}
