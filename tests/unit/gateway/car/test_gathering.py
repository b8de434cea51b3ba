"""Cars that say one thing at a time: what belongs together is heard together."""

from typing import Any

import pytest

from tests.builders.gateway import AT_HOME, Life, a_reading, at

LAT, LON = {"lat": AT_HOME["lat"]}, {"lon": AT_HOME["lon"]}


def ovms(*said: tuple[float, dict[str, Any]]) -> Life:
    """What came of metrics heard at these seconds."""
    return Life().hear(*(a_reading(second, dialect="ovms", **words) for second, words in said))


def test_two_halves_of_a_place_are_one_fix_as_of_the_first() -> None:
    lived = ovms((0, LAT), (0.4, LON)).pass_time(2)
    fix = lived.state.place.fix
    assert fix is not None
    assert (fix.lat, fix.lon, fix.at, lived.state.readings_count) == (*AT_HOME.values(), at(0), 1)


@pytest.mark.parametrize("half", [LAT, LON])
def test_half_a_place_moves_no_car(half: dict[str, float]) -> None:
    lived = ovms((0, half), (5, {"soc_percent": 50})).pass_time(60)
    assert (lived.state.lat, lived.state.lon, lived.state.soc_percent) == (None, None, 50)


def test_they_are_judged_when_the_moment_is_over_and_not_before() -> None:
    lived = ovms((0, {"soc_percent": 50}))
    assert (lived.state.soc_percent, lived.state.wake_at) == (None, at(2))
    assert lived.pass_time(1.9).state.soc_percent is None
    assert lived.pass_time(2).state.soc_percent == 50


def test_the_next_reading_ends_the_moment_too() -> None:
    lived = ovms((0, {"soc_percent": 50}), (3, {"range_km": 200}))
    assert (lived.state.soc_percent, lived.state.range_km, lived.state.readings_count) == (50, None, 1)


def test_a_stream_without_a_pause_is_judged_moment_by_moment() -> None:
    lived = ovms(*((n / 2, {"soc_percent": 50 - n / 10}) for n in range(40)))
    assert (lived.state.readings_count, len(lived.state.unjudged)) == (9, 1)


def test_tyres_come_wheel_by_wheel() -> None:
    wheels = [tuple(230.0 + n if n == m else None for m in range(4)) for n in range(4)]
    lived = ovms(*((n / 4, {"tyre_kpa": wheel}) for n, wheel in enumerate(wheels))).pass_time(10)
    assert lived.state.health.tyres.kpa == (230, 231, 232, 233)
    lived.hear(a_reading(60, dialect="ovms", tyre_kpa=(None, 199.0, None, None))).pass_time(70)
    assert lived.state.health.tyres.kpa == (230, 199, 232, 233)


def test_of_two_words_in_a_moment_the_later_is_right() -> None:
    lived = ovms((0, {"range_km": 200}), (1, {"unknown": frozenset({"range_km"})})).pass_time(5)
    assert lived.state.range_km is None
    lived.hear(
        a_reading(10, dialect="ovms", unknown=frozenset({"range_km"})),
        a_reading(11, dialect="ovms", range_km=190),
    ).pass_time(20)
    assert lived.state.range_km == 190


def test_what_the_broker_remembers_is_gathered_too_and_tells_nothing() -> None:
    topics: list[dict[str, Any]] = [
        {"soc_percent": 15.0},
        {"plugged_in": False},
        LAT,
        {"range_km": 40.0},
        LON,
        {"charge_state": "stopped"},
    ]
    lived = Life().hear(*(a_reading(0, dialect="ovms", retained=True, **said) for said in topics))
    state = lived.pass_time(600).state
    assert (state.soc_percent, state.plug.plugged, state.range_km, state.lat, state.lon) == (
        15,
        False,
        40,
        *AT_HOME.values(),
    )
    assert lived.told == []


def test_values_a_broker_repeats_at_one_instant_of_a_simulated_clock_are_all_heard() -> None:
    lived = Life().hear(
        a_reading(0, retained=True, soc_percent=60), a_reading(0, retained=True, range_km=200)
    )
    assert (lived.state.soc_percent, lived.state.range_km) == (60, 200)


def test_an_emptied_topic_is_not_known() -> None:
    lived = ovms((0, {"plugged_in": True, "charge_limit_percent": 80, "charge_state": "waiting"})).pass_time(
        5
    )
    emptied = frozenset({"plugged_in", "charge_limit_percent"})
    lived.hear(a_reading(60, dialect="ovms", retained=True, unknown=emptied)).pass_time(100)
    assert (lived.state.plug.plugged, lived.state.charging.limit_percent, lived.told) == (None, None, [])


def test_more_than_sixty_four_do_not_wait() -> None:
    lived = Life().hear(
        *(a_reading(n / 100, late_by=1, dialect="owntracks", lat=35.0, lon=137.0) for n in range(80))
    )
    assert len(lived.state.unjudged) == 64
