"""Drives: when they begin and end, and how far they went."""

from typing import Any

import pytest

from gateway.car.events import Drive, DriveEnded, DriveStarted
from tests.builders.gateway import Life, Said, a_reading, at, life, readings, told

STANDING: dict[str, Any] = {"speed_kmh": 0}
MOVING: dict[str, Any] = {"speed_kmh": 36}  # ten metres a second
HALF_AN_HOUR = 1800


def drive(start: float, end: float, *, every_s: float = 10, **said: object) -> list[Said]:
    """Moving from one moment to another, said every few seconds."""
    return [(start + step * every_s, MOVING | said) for step in range(int((end - start) / every_s) + 1)]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(
            [(50, STANDING), *drive(60, 360), (370, STANDING)],
            ["drive_started", "drive_ended"],
            id="five minutes",
        ),
        pytest.param(drive(60, 360), ["drive_ended"], id="under way when first heard of"),
        pytest.param([(0, STANDING), (60, MOVING)], [], id="one word of speed"),
        pytest.param([(50, STANDING), *drive(60, 80), (90, STANDING)], [], id="moved in the yard"),
        pytest.param(
            [(50, STANDING), *drive(60, 200), (210, STANDING)], ["drive_started"], id="too short to sum up"
        ),
        pytest.param(
            [(50, STANDING), *drive(60, 360), (370, STANDING), *drive(600, 900)],
            ["drive_started", "drive_ended"],
            id="a level crossing",
        ),
        pytest.param(
            [(50, STANDING), *drive(60, 360), (370, STANDING), *drive(700, 1000)],
            ["drive_started", "drive_ended", "drive_started", "drive_ended"],
            id="a stop of five minutes",
        ),
        pytest.param(
            [(50, STANDING), *drive(60, 360, ignition_on=True), (370, STANDING), *drive(900, 1200)],
            ["drive_started", "drive_ended"],
            id="a jam with the ignition on",
        ),
        pytest.param(
            [
                (50, STANDING),
                *drive(60, 360),
                (370, {"ignition_on": False, "speed_kmh": 0}),
                *drive(450, 800),
            ],
            ["drive_started", "drive_ended", "drive_started", "drive_ended"],
            id="the ignition off",
        ),
        pytest.param(
            [(50, STANDING), *drive(60, 360), *drive(360 + 840, 1500)],
            ["drive_started", "drive_ended"],
            id="silent for 14 minutes",
        ),
        pytest.param(
            [(50, STANDING), *drive(60, 360), *drive(360 + 960, 1700)],
            ["drive_started", "drive_ended", "drive_started", "drive_ended"],
            id="silent for 16 minutes",
        ),
        pytest.param(
            [(second, {"speed_kmh": 0 if second % 30 else 6}) for second in range(600)],
            [],
            id="a trembling speedometer",
        ),
    ],
)
def test_what_is_a_drive(timeline: list[Said], expected: list[str]) -> None:
    assert told(timeline, until=timeline[-1][0] + HALF_AN_HOUR) == expected


def test_a_drive_is_told_from_its_first_to_its_last_metre() -> None:
    timeline: list[Said] = [(50, {**STANDING, "soc_percent": 50})]
    timeline += drive(60, 660, charge_power_kw=-9, soc_percent=49.5)
    timeline += [(670, {**STANDING, "soc_percent": 49})]
    lived = life(timeline, until=HALF_AN_HOUR)
    started, ended = lived.events
    assert isinstance(started, DriveStarted)
    assert (started.at, started.soc_percent) == (at(60), 49.5)
    assert isinstance(ended, DriveEnded)
    assert (ended.started_at, ended.at, ended.soc_start_percent, ended.soc_end_percent) == (
        at(60),
        at(670),
        49.5,
        49,
    )
    assert (ended.km, ended.minutes) == (pytest.approx(6.1), pytest.approx(610 / 60))
    assert (ended.kwh, ended.wh_per_km) == (pytest.approx(1.525), pytest.approx(250))
    assert lived.drives == [
        Drive(
            car_id="kei",
            started_at=ended.started_at,
            ended_at=ended.at,
            km=ended.km,
            minutes=ended.minutes,
            soc_start_percent=49.5,
            soc_end_percent=49,
            kwh=ended.kwh,
        )
    ]


def km(timeline: list[Said]) -> list[float]:
    return [round(drive.km, 2) for drive in life(timeline, until=timeline[-1][0] + HALF_AN_HOUR).drives]


def test_the_odometer_knows_better_than_the_speeds() -> None:
    timeline: list[Said] = [(50, {**STANDING, "odometer_km": 1000.0}), *drive(60, 660), (670, STANDING)]
    assert km([*timeline, (680, {"odometer_km": 1007.5, **STANDING})]) == [7.5]


@pytest.mark.parametrize("odometer_km", [999.0, 1600.0, 0.0])
def test_an_odometer_that_cannot_be_is_not_believed(odometer_km: float) -> None:
    timeline: list[Said] = [(50, {**STANDING, "odometer_km": 1000.0}), *drive(60, 660), (670, STANDING)]
    assert km([*timeline, (680, {"odometer_km": odometer_km, **STANDING})]) == [6.1]


def test_without_speeds_the_positions_make_the_way() -> None:
    timeline: list[Said] = [(10 * step, {"lat": 35 + step * 0.00135, "lon": 137.0}) for step in range(60)]
    timeline += [(600 + 10 * step, {"lat": 35 + 59 * 0.00135, "lon": 137.0}) for step in range(30)]
    assert km(timeline) == [pytest.approx(8.7, abs=0.2)]


def test_a_frozen_position_takes_nothing_from_the_way() -> None:
    timeline = [(50, STANDING), *drive(60, 660, lat=35.0, lon=137.0), (670, STANDING)]
    assert km(timeline) == [6.1]


def test_over_a_hole_the_way_is_the_straight_line() -> None:
    timeline = [*drive(0, 300, lat=35.0, lon=137.0), *drive(900, 1200, lat=35.02, lon=137.0)]
    assert km(timeline) == [pytest.approx(3 + 2.22 + 3, abs=0.01)]


def test_over_a_hole_with_a_frozen_position_the_speeds_are_all_there_is() -> None:
    timeline = [*drive(0, 300, lat=35.0, lon=137.0), *drive(900, 1200, lat=35.0, lon=137.0)]
    assert km(timeline) == [12]


def test_a_jump_of_the_position_is_no_way() -> None:
    there: dict[str, Any] = {"lat": 35.0, "lon": 137.0}
    timeline = [
        *drive(0, 300, **there),
        (310, {**MOVING, "lat": 0.0, "lon": 137.0}),
        *drive(320, 600, **there),
    ]
    lived = life(timeline, until=HALF_AN_HOUR * 2)
    assert [round(drive.km, 2) for drive in lived.drives] == [6]
    assert (lived.state.lat, lived.state.lon) == (35, 137)


def test_a_jump_said_three_times_was_none() -> None:
    lived = life(
        [(0, {"lat": 35.0, "lon": 137.0}), *((second, {"lat": 36.0, "lon": 137.0}) for second in (1, 2, 3))]
    )
    assert lived.state.lat == 36


def test_a_drive_begins_where_the_doubted_charge_began() -> None:
    timeline: list[Said] = [(0, {**STANDING, "soc_percent": 40}), *drive(30_000, 30_300, soc_percent=80)]
    assert [drive.soc_start_percent for drive in life(timeline, until=40_000).drives] == [80]


def test_recuperation_downhill_is_no_negative_consumption() -> None:
    lived = life([(50, STANDING), *drive(60, 360, charge_power_kw=5)], until=HALF_AN_HOUR)
    assert [drive.kwh for drive in lived.drives] == [None]


def test_the_night_before_is_no_part_of_the_drive() -> None:
    timeline: list[Said] = [(0, {**STANDING, "charge_power_kw": 7, "lat": 35.0, "lon": 137.0})]
    timeline += drive(30_000, 30_600, charge_power_kw=-9, lat=35.1, lon=137.0)
    lived = life(timeline, until=40_000)
    assert [(round(drive.km, 2), round(drive.kwh or 0, 2)) for drive in lived.drives] == [(6, 1.5)]


def test_a_car_that_goes_quiet_under_way_has_arrived_when_it_was_last_heard() -> None:
    lived = Life().hear(*(a_reading(s, seq=n, **said) for n, (s, said) in enumerate(drive(0, 600), start=1)))
    lived.pass_time(600 + 905)
    assert [(drive.started_at, drive.ended_at) for drive in lived.drives] == [(at(0), at(600))]


def test_a_cable_ends_a_drive() -> None:
    timeline = [
        (0, {**STANDING, "plugged_in": False}),
        *drive(60, 360),
        (370, {**STANDING, "plugged_in": True}),
    ]
    lived = life(timeline, until=390)
    assert [drive.ended_at for drive in lived.drives] == [at(370)]


def test_a_drive_that_seemed_over_goes_on_when_its_silence_is_filled() -> None:
    timeline = [(50, STANDING), *drive(60, 360)]
    lived = Life().hear(*readings(timeline)).pass_time(360 + 910)
    assert [(drive.started_at, drive.ended_at) for drive in lived.drives] == [(at(60), at(360))]
    kept = [*drive(370, 660), (670, STANDING)]
    lived.hear(
        *(a_reading(s, seq=33 + n, late_by=1000, **said) for n, (s, said) in enumerate(kept))
    ).pass_time(3600)
    assert [(drive.started_at, drive.ended_at) for drive in lived.drives[1:]] == [(at(60), at(670))]
    assert lived.drives[-1].km == pytest.approx(6.1, abs=0.1)


def test_a_switch_that_always_says_plugged_in_takes_no_drive_away() -> None:
    timeline = [(50, {**STANDING, "plugged_in": True}), *drive(60, 660, plugged_in=True), (670, STANDING)]
    assert km(timeline) == [6.1]


def test_a_car_that_drives_off_has_no_cable_in_any_more() -> None:
    timeline: list[Said] = [(50, {**STANDING, "plugged_in": True}), *drive(60, 360), (370, STANDING)]
    lived = life(timeline, until=HALF_AN_HOUR)
    assert (lived.told, lived.state.plug.plugged) == (["drive_started", "unplugged", "drive_ended"], False)


def test_a_moment_of_speed_pulls_no_cable() -> None:
    lived = life([(0, {**STANDING, "plugged_in": True}), (60, MOVING), (70, STANDING), (80, STANDING)])
    assert (lived.told, lived.state.plug.plugged) == ([], True)
