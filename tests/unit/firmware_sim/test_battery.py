"""A battery fills quickly, then slowly; what flows in is stored or becomes heat."""

from itertools import pairwise

import pytest

from firmware_sim import settings
from tests.builders.firmware_sim import a_car, a_model

MODELS = [model.name for model in settings.load().model]


@pytest.mark.parametrize("model", MODELS)
def test_what_flows_through_the_terminals_is_stored_or_becomes_heat(model: str) -> None:
    car = a_car(model, soc_percent=10)
    heat_kwh = 0.0
    car.plug_in(ac_kw=22, dc_kw=350)
    while car.charge_state == "charging":
        heat_kwh += car.battery.loss_kw(car.power_kw) * 10 / 3600
        car.charge(10)
    stored_kwh = 0.9 * car.model.capacity_kwh
    assert car.net_kwh == pytest.approx(stored_kwh + heat_kwh, rel=0.005)
    assert 0 < heat_kwh < 0.12 * stored_kwh


@pytest.mark.parametrize("model", MODELS)
def test_constant_current_then_a_taper_that_only_falls(model: str) -> None:
    car = a_car(model, soc_percent=5)
    car.plug_in(ac_kw=22, dc_kw=350)
    powers = []
    while car.charge_state == "charging":
        powers.append((car.battery.soc_percent, car.power_kw))
        car.charge(10)
    before = {round(kw, 6) for soc, kw in powers if soc <= car.model.taper_from_percent}
    after = [kw for soc, kw in powers if soc > car.model.taper_from_percent]
    assert len(before) == 1
    assert all(later <= earlier for earlier, later in pairwise(after))
    assert powers[-1][1] < 0.2 * powers[0][1] or car.model.dc_kw == 0


def test_a_charge_ends_at_its_limit_and_takes_about_as_long_as_was_foretold() -> None:
    car = a_car(soc_percent=30)
    car.charge_limit_percent = 80
    car.plug_in(ac_kw=6.6)
    foretold = car.charge_minutes_left
    seconds = 0
    while car.charge_state == "charging":
        car.charge(20)
        seconds += 20
    assert car.soc_percent == 80.0
    assert seconds / 60 == pytest.approx(foretold, abs=3)
    assert (car.charge_state, car.power_kw, car.charge_minutes_left) == ("complete", 0.0, None)


@pytest.mark.parametrize(
    ("model", "from_percent", "to_percent", "minutes"),
    [("leaf-24", 5, 80, 30), ("leaf-40", 5, 80, 40), ("ioniq5", 10, 80, 18), ("prius-phv", 0, 100, 90)],
)
def test_a_charge_takes_as_long_as_its_maker_says(
    model: str, from_percent: float, to_percent: float, minutes: float
) -> None:
    car = a_car(model, soc_percent=from_percent)
    car.plug_in(ac_kw=7, dc_kw=350)
    seconds = 0
    while car.charge_state == "charging" and car.soc_percent < to_percent:
        car.charge(5)
        seconds += 5
    assert seconds / 60 == pytest.approx(minutes, rel=0.2)


def test_a_car_without_the_inlet_stays_off_the_fast_charger() -> None:
    car = a_car("prius-phv")
    car.plug_in(dc_kw=50)
    assert (car.charge_state, car.charge_minutes_left) == ("unplugged", None)


def test_a_cold_battery_takes_less() -> None:
    warm, cold = a_car(outside_c=20), a_car(outside_c=-10)
    assert cold.battery.acceptance_kw(outside_c=-10) < 0.5 * warm.battery.acceptance_kw(outside_c=20)


def test_no_flow_empties_below_nothing_or_fills_above_all() -> None:
    car = a_car(soc_percent=0.5)
    assert car.battery.flow(-100, 3600) > -100
    assert car.battery.stored_kwh == 0
    car.battery.flow(1000, 3600)
    assert car.battery.soc_percent == 100


@pytest.mark.parametrize("model", MODELS)
def test_the_charge_is_told_in_the_car_s_own_steps(model: str) -> None:
    step = a_model(model).soc_step_percent
    for percent in (0, 12.3456, 50.01, 99.4):
        told = a_car(model, soc_percent=percent).soc_percent
        assert told / step == pytest.approx(round(told / step), abs=0.01)
        assert abs(told - percent) <= step / 2 + 0.001
    assert a_car(model, soc_percent=100).soc_percent == pytest.approx(100, abs=step)
    assert a_car(model, soc_percent=100).soc_percent <= 100
