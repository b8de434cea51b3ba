"""Every threshold at its figure: one step below nothing happens, at it something does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gateway.car.bounds import Bounds, NamedPlace
from gateway.car.events import ReadyTime
from tests.builders.gateway import AT_HOME, AWAY, HOME, Life, Said, a_reading, at, life, readings, told

OUT: dict[str, Any] = {
    "plugged_in": False,
    "charge_state": "unplugged",
    "charge_power_kw": 0,
    "soc_percent": 50,
}
WAITING: dict[str, Any] = {
    "plugged_in": True,
    "charge_state": "waiting",
    "charge_power_kw": 0,
    "soc_percent": 50,
}
CHARGING: dict[str, Any] = {"plugged_in": True, "charge_state": "charging", "charge_power_kw": 7}
AT_REST: dict[str, Any] = {"speed_kmh": 0}
FAR_NORTH = {"lat": 36.0, "lon": 137.15}
IN_A_ZONE = Bounds(zones=(NamedPlace("work", HOME),))
AT_HOME_ALWAYS = Bounds(home=HOME, time_zone="Asia/Tokyo")


def believed_soc(*timeline: Said) -> float | None:
    return life(timeline).state.soc_percent


def clock_is_believed(days_behind: float) -> bool:
    reading = a_reading(0, seq=1, observed_at=at(0) - timedelta(days=days_behind), soc_percent=50)
    return not Life().hear(reading).pass_time(60).state.clock_doubted


def fall(percent: float, seconds: float) -> bool:
    return (
        believed_soc(
            (0, {"soc_percent": 60}), (10, {"soc_percent": 60}), (10 + seconds, {"soc_percent": 60 - percent})
        )
        != 60
    )


def said_again_after(seconds: float) -> bool:
    return (
        believed_soc((0, {"soc_percent": 60}), (10, {"soc_percent": 40}), (10 + seconds, {"soc_percent": 40}))
        == 40
    )


def unseen_after(seconds: float) -> bool:
    timeline: list[Said] = [
        (0, {"soc_percent": 60}),
        (seconds, {"soc_percent": 62}),
        (seconds + 10, {"soc_percent": 62}),
    ]
    return "charged_unseen" in told(timeline)


def unplugged_again_after(seconds: float) -> bool:
    told_by_then = Bounds(merge_s=60)  # a cable that is out again before it was told is never told
    return "unplugged" in told([(0, OUT), (60, WAITING), (60 + seconds, OUT)], bounds=told_by_then)


def starts(*, power_kw: float = 7, for_s: float = 60) -> bool:
    said = told(
        [(0, WAITING), (100, {**CHARGING, "charge_power_kw": power_kw}), (100 + for_s, WAITING)], until=900
    )
    return "charging_started" in said


def energy_counts_over(seconds: float) -> bool:
    timeline: list[Said] = [
        (0, OUT),
        (60, CHARGING),
        (60 + seconds, CHARGING),
        (70 + seconds, {"charge_state": "complete"}),
    ]
    return (life(timeline).charges[0].kwh or 0) > 1


def done(*, idle_kw: float = 0, short_of_limit: float = 0, for_s: float = 301) -> bool:
    limit = {"charge_limit_percent": 80, "soc_percent": 80 - short_of_limit}
    timeline: list[Said] = [(0, WAITING), (60, CHARGING), (1000, {**CHARGING, **limit})]
    timeline += [(2000, {"charge_power_kw": idle_kw, "soc_percent": 80 - short_of_limit})]
    timeline += [(2000 + for_s, {"charge_power_kw": 7})]
    return "charging_done" in told(timeline)


def interrupted(*, short_of_limit: float = 20, for_s: float = 121) -> bool:
    limit = {"charge_limit_percent": 80, "soc_percent": 80 - short_of_limit}
    timeline: list[Said] = [(0, WAITING), (60, CHARGING), (1000, {**CHARGING, **limit})]
    timeline += [(2000, {"charge_state": "stopped"}), (2000 + for_s, {"charge_state": "charging"})]
    return "charging_interrupted" in told(timeline)


def agree(minutes: float) -> bool:
    timeline: list[Said] = [(0, WAITING), (60, {**CHARGING, "charge_minutes_left": 100})]
    timeline += [(600, {**CHARGING, "charge_minutes_left": 91 + minutes})]
    return any(isinstance(event, ReadyTime) for event in life(timeline).events)


def drive(*, kmh: float = 36, for_s: int = 300, every_s: int = 10) -> list[Said]:
    steps = range(0, for_s + 1, every_s)
    return [(50, AT_REST), *((60 + step, {"speed_kmh": kmh}) for step in steps), (70 + for_s, AT_REST)]


def is_begun(timeline: list[Said]) -> bool:
    return "drive_started" in told(timeline)


def stop_and_go(metres: float) -> bool:
    """Ten seconds of moving, ten of standing: never half a minute without a stop."""
    kmh = metres / 20 * 3.6
    timeline: list[Said] = [(0, AT_REST)]
    timeline += [(1 + second, {"speed_kmh": kmh if second % 20 else 0}) for second in range(41)]
    return is_begun(timeline)


def split_by_ignition_off(seconds: float) -> bool:
    timeline = [
        *drive(),
        (371, {**AT_REST, "ignition_on": False}),
        (371 + seconds, {**AT_REST, "ignition_on": True}),
    ]
    again = [(second + 371 + seconds, said) for second, said in drive()[1:]]
    return len(life([*timeline, *again], until=5000).drives) == 2


def straight_line_counts_after(seconds: float) -> bool:
    """Standing at both ends, and five hundred metres between."""
    timeline: list[Said] = [*drive()[:-1], (370, {**AT_REST, "lat": 35.0, "lon": 137.0})]
    timeline += [(370 + seconds, {**AT_REST, "lat": 35.0045, "lon": 137.0})]
    return life(timeline, until=5000).drives[0].km > 3.3


def is_a_drive(metres: float) -> bool:
    kmh = (metres - 1) / 31 * 3.6
    return bool(
        life(
            [(0, AT_REST), (9, AT_REST), *((10 + s, {"speed_kmh": kmh}) for s in range(31)), (41, AT_REST)],
            until=999,
        ).drives
    )


def fix_is_believed(**where: object) -> bool:
    """A second fix, ten seconds after the first at home."""
    return life([(0, AT_HOME), (10, where)]).state.lat == where["lat"]


def believed_after(times: int) -> bool:
    return life([(0, AT_HOME), *((10 + n, FAR_NORTH) for n in range(times))]).state.lat == FAR_NORTH["lat"]


def crossed(there: dict[str, Any], back: dict[str, Any], for_s: float) -> bool:
    """Driving: from one side of the fence to the other for so long, and back."""
    moving = {"speed_kmh": 20}
    timeline: list[Said] = [(0, AT_REST | back), *((10 * n, moving | back) for n in range(1, 10))]
    timeline += [(100, moving | there), (100 + for_s, moving | back)]
    return bool({"zone_entered", "zone_left"} & set(told(timeline, bounds=IN_A_ZONE)))


def is_outside(metres: float) -> bool:
    moving = {"speed_kmh": 20}
    there = {"lat": HOME.lat + metres / 111_195, "lon": HOME.lon}
    timeline: list[Said] = [
        (0, AT_REST | AT_HOME),
        (10, moving | AT_HOME),
        *((20 + n * 10, moving | there) for n in range(15)),
    ]
    return "left_home" in told(timeline, bounds=AT_HOME_ALWAYS)


def is_found_elsewhere(metres: float) -> bool:
    there = {"lat": HOME.lat + metres / 111_195, "lon": HOME.lon}
    timeline: list[Said] = [(0, AT_REST | AT_HOME), *((3600 + n * 60, AT_REST | there) for n in range(5))]
    return life(timeline, bounds=AT_HOME_ALWAYS).state.place.at_home is False


def is_towed(*, metres: float = 900, fixes: int = 9, every_s: float = 60, settled_s: float = 600) -> bool:
    """Parked at home and off, then so far away in one step, and back."""
    off = {"speed_kmh": 0, "ignition_on": False}
    there = {"lat": HOME.lat + metres / 111_195, "lon": HOME.lon}
    timeline: list[Said] = [(0, off | AT_HOME), (settled_s, off | AT_HOME)]
    timeline += [(settled_s + 60 + n * every_s, off | there) for n in range(fixes)]
    timeline += [(timeline[-1][0] + 30, off | AT_HOME)]
    return "towed" in told(timeline)


def towed_again_after(seconds: float) -> bool:
    off = {"speed_kmh": 0, "ignition_on": False}
    north = ((step, {"lat": HOME.lat + step * 5 / 111_195, "lon": HOME.lon}) for step in range(0, 1500, 10))
    timeline: list[Said] = [(0, off | AT_HOME), (600, off | AT_HOME)]
    timeline += [(600 + step, off | there) for step, there in north if step <= 170 + seconds]
    return told(timeline).count("towed") == 2


def left_on_after(seconds: float) -> bool:
    on = {"speed_kmh": 0, "ignition_on": True}
    return "left_on" in told([(0, on), (seconds, {"ignition_on": False})])


def worries(*, percent: float = 5, again: float = 5, for_s: float = 60) -> bool:
    timeline: list[Said] = [(0, AT_REST), *((10 + s, {"speed_kmh": 60}) for s in range(0, 60, 10))]
    timeline += [(100, {"arrival_percent": percent, "speed_kmh": 60})]
    return "range_risk" in told([*timeline, (100 + for_s, {"arrival_percent": again})])


def worries_again_at(percent: float) -> bool:
    timeline: list[Said] = [(0, AT_REST), *((10 + s, {"speed_kmh": 60}) for s in range(0, 60, 10))]
    for second, foreseen in enumerate((5, 5, percent, 5, 5)):
        timeline += [(100 + second, {"arrival_percent": foreseen, "speed_kmh": 60})]
    return told(timeline).count("range_risk") == 2


def asks_when_home_at(hour: int) -> bool:
    """In Tokyo, nine hours ahead; asked within the first hour."""
    start = (hour - 9 - 12) % 24 * 3600
    come: list[Said] = [(start, AT_REST | AT_HOME | {"plugged_in": False, "soc_percent": 40})]
    return "came_home_unplugged" in told(come, bounds=AT_HOME_ALWAYS, until=start + 3500)


@pytest.mark.parametrize(
    ("happens", "no", "yes"),
    [
        pytest.param(clock_is_believed, 7.01, 6.99, id="past_s: a week"),
        pytest.param(lambda percent: fall(percent, 1), 5.1, 5, id="soc_fall_percent: 5"),
        pytest.param(lambda seconds: fall(10, seconds), 149, 150, id="soc_fall_percent_per_minute: 2"),
        pytest.param(said_again_after, 4.9, 5, id="soc_doubt_s: 5"),
        pytest.param(unseen_after, 599, 600, id="unseen_silence_s: 600"),
        pytest.param(unplugged_again_after, 59, 61, id="plug_guard_s: 60"),
        pytest.param(lambda kw: starts(power_kw=kw), 0.5, 0.51, id="charging_kw: 0.5"),
        pytest.param(lambda seconds: starts(for_s=seconds), 29, 30, id="charging_held_s: 30"),
        pytest.param(energy_counts_over, 3601, 3600, id="charging_hole_s: 3600"),
        pytest.param(lambda kw: done(idle_kw=kw), 0.3, 0.29, id="idle_kw: 0.3"),
        pytest.param(lambda short: done(short_of_limit=short), 1.1, 1, id="done_margin_percent: 1"),
        pytest.param(lambda seconds: done(for_s=seconds), 299, 300, id="done_held_s: 300"),
        pytest.param(
            lambda short: interrupted(short_of_limit=short), 2, 2.1, id="interrupted_margin_percent: 2"
        ),
        pytest.param(lambda seconds: interrupted(for_s=seconds), 119, 120, id="interrupted_held_s: 120"),
        pytest.param(agree, 10.1, 10, id="forecast_agree_minutes: 10"),
        pytest.param(lambda kmh: is_begun(drive(kmh=kmh)), 5, 5.1, id="moving_kmh: 5"),
        pytest.param(
            lambda seconds: is_begun(drive(for_s=seconds, kmh=20)), 20, 30, id="drive_started_s: 30"
        ),
        pytest.param(stop_and_go, 240, 280, id="drive_started_km: 0.5 in two goes"),
        pytest.param(split_by_ignition_off, 29, 30, id="ignition_off_s: 30"),
        pytest.param(straight_line_counts_after, 60, 61, id="hole_s: 60"),
        pytest.param(is_a_drive, 190, 210, id="drive_least_km: 0.2"),
        pytest.param(
            lambda metres: fix_is_believed(lat=35.0501, lon=137.15, accuracy_m=metres),
            101,
            100,
            id="fix_accuracy_m: 100",
        ),
        pytest.param(lambda lat: fix_is_believed(lat=lat, lon=137.15), 35.0563, 35.0562, id="jump_kmh: 250"),
        pytest.param(believed_after, 2, 3, id="jump_fixes: 3"),
        pytest.param(lambda seconds: crossed(AT_HOME, AWAY, seconds), 59, 60, id="home_inside_s: 60"),
        pytest.param(lambda seconds: crossed(AWAY, AT_HOME, seconds), 119, 120, id="home_outside_s: 120"),
        pytest.param(is_outside, 199, 201, id="home_margin_m: 50 beyond the fence"),
        pytest.param(is_found_elsewhere, 649, 651, id="tow_m: 500 beyond the fence"),
        pytest.param(
            lambda metres: is_towed(metres=metres), 499, 501, id="tow_m: 500 from where it was left"
        ),
        pytest.param(lambda fixes: is_towed(fixes=fixes), 2, 3, id="tow_fixes: 3"),
        pytest.param(lambda seconds: is_towed(fixes=3, every_s=seconds), 29, 30, id="tow_held_s: 60"),
        pytest.param(lambda metres: is_towed(metres=metres), 2200, 2100, id="tow_kmh: 130"),
        pytest.param(lambda seconds: is_towed(settled_s=seconds), 200, 300, id="tow_settle_s: 300"),
        pytest.param(towed_again_after, 890, 900, id="tow_again_s: 900"),
        pytest.param(left_on_after, 899, 900, id="left_on_s: 900"),
        pytest.param(
            lambda percent: worries(percent=percent, again=percent), 10, 9.9, id="arrival_percent: 10"
        ),
        pytest.param(lambda seconds: worries(again=12, for_s=seconds), 59, 60, id="arrival_held_s: 60"),
        pytest.param(worries_again_at, 14.9, 15, id="arrival_margin_percent: 5"),
        pytest.param(asks_when_home_at, 19, 20, id="evening_from_h: 20"),
        pytest.param(asks_when_home_at, 4, 3, id="evening_until_h: 4"),
    ],
)
def test_a_threshold_is_where_it_is_said_to_be(happens: Callable[[Any], bool], no: float, yes: float) -> None:
    assert (happens(no), happens(yes)) == (False, True)


def test_a_frozen_fix_that_thaws_within_two_hundred_metres_is_no_jump() -> None:
    def thaws(metres: float) -> bool:
        lived = Life().hear(
            *readings([(0, AT_HOME), (1, {"lat": HOME.lat + metres / 111_195, "lon": HOME.lon})])
        )
        return lived.pass_time(60).state.lat != HOME.lat

    assert (thaws(202), thaws(198)) == (False, True)
