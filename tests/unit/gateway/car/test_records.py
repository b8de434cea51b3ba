"""The best of the month, and round figures."""

from typing import Any

import pytest

from gateway.car.bounds import Bounds
from gateway.car.events import BestEconomy, LongestDrive, RoundOdometer
from tests.builders.gateway import HOME, Life, Said, a_reading, at, life

DAY = 86_400
TOKYO = Bounds(home=HOME, time_zone="Asia/Tokyo")
MONTH_END_S = 7 * DAY + 3 * 3600  # midnight in Tokyo at the end of November
KINDS = {"longest_drive", "best_economy", "round_odometer"}


def drive(start: float, km: float, wh_per_km: float | None = None) -> list[Said]:
    """At 60 km/h, a word a minute."""
    said: dict[str, Any] = {} if wh_per_km is None else {"charge_power_kw": -wh_per_km * 60 / 1000}
    timeline: list[Said] = [(start - 600, {"speed_kmh": 0})]
    timeline += [(start + 60 * n, {"speed_kmh": 60, **said}) for n in range(round(km) + 1)]
    return [*timeline, (start + 60 * km + 1, {"speed_kmh": 0, "ignition_on": False})]


def drives(*kms: float, first_day: float = 4, wh_per_km: list[float] | None = None) -> list[Said]:
    """One each two hours, after some days in which only the charge was said."""
    timeline: list[Said] = [(0, {"soc_percent": 50})]
    for n, km in enumerate(kms):
        timeline += drive(first_day * DAY + n * 7200, km, wh_per_km[n] if wh_per_km else None)
    return timeline


def records(timeline: list[Said]) -> list[tuple[str, float]]:
    lived = life(timeline, bounds=TOKYO, until=timeline[-1][0] + 1800)
    return [
        (
            event.kind,
            round(event.km if isinstance(event, LongestDrive) else event.wh_per_km)
            if isinstance(event, LongestDrive | BestEconomy)
            else event.odometer_km,
        )
        for event in lived.events
        if isinstance(event, LongestDrive | BestEconomy | RoundOdometer)
    ]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(drives(5, 6, 7, 30), [("longest_drive", 30)], id="longer than three before it"),
        pytest.param(drives(5, 6, 30), [], id="with two there is little to compare"),
        pytest.param(drives(5, 6, 7, 19), [], id="longest, and yet short"),
        pytest.param(drives(5, 6, 40, 30), [], id="not the longest"),
        pytest.param(
            drives(5, 6, 7, 30, 29, 31, 33), [("longest_drive", 30), ("longest_drive", 33)], id="and again"
        ),
        pytest.param(drives(5, 6, 7, 30, first_day=2), [], id="in the first days of knowing it"),
        pytest.param(
            drives(5, 6, 7, 30, first_day=(MONTH_END_S - 3 * 7200 + 600) / DAY),
            [],
            id="in a month of its own",
        ),
        pytest.param(
            drives(5, 6, 7, 30, first_day=(MONTH_END_S - 4 * 7200) / DAY),
            [("longest_drive", 30)],
            id="at the end of the old one",
        ),
    ],
)
def test_the_longest_drive_of_the_month(timeline: list[Said], expected: list[tuple[str, float]]) -> None:
    assert records(timeline) == expected


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(
            drives(6, 6, 6, 6, wh_per_km=[150, 160, 155, 120]), [("best_economy", 120)], id="the best"
        ),
        pytest.param(drives(6, 6, 6, 6, wh_per_km=[150, 160, 155, 144]), [], id="hardly better"),
        pytest.param(
            drives(6, 6, 6, 4, wh_per_km=[150, 160, 155, 120]), [], id="over less than five kilometres"
        ),
        pytest.param(
            drives(6, 4, 6, 6, wh_per_km=[150, 160, 155, 120]), [], id="with two there is little to compare"
        ),
    ],
)
def test_the_most_economical_drive_of_the_month(
    timeline: list[Said], expected: list[tuple[str, float]]
) -> None:
    assert records(timeline) == expected


def test_a_drive_with_a_hole_of_which_nobody_knows_the_energy_breaks_no_record() -> None:
    timeline = drives(6, 6, 6, 8, wh_per_km=[150, 160, 155, 140])
    start, end = 4 * DAY + 3 * 7200 + 60, 4 * DAY + 3 * 7200 + 400
    north = {
        s: {"lat": 35 + (s - start) / 60 / 111.195, "lon": 137.0} for s, _ in timeline if s >= start - 60
    }
    assert records([(s, said | north.get(s, {})) for s, said in timeline]) == [("best_economy", 140)]
    holed = [(s, said | north.get(s, {})) for s, said in timeline if not start < s < end]
    assert records(holed) == []


def test_a_drive_that_goes_on_after_it_seemed_over_is_counted_once() -> None:
    quiet = drives(5)[:-1]
    lived = life(quiet, bounds=TOKYO, until=4 * DAY + 300 + 910)
    assert lived.state.records.drives == 1
    kept = ((4 * DAY + 310 + 10 * n, {"speed_kmh": 60}) for n in range(20))
    lived.hear(
        *(a_reading(s, seq=len(quiet) + n, late_by=1000, **said) for n, (s, said) in enumerate(kept, start=1))
    )
    lived.pass_time(4 * DAY + 7200)
    assert ([round(drive.km) for drive in lived.drives], lived.state.records.drives) == ([5, 8], 1)


def odometer(*kms: float) -> list[Said]:
    return [
        (0, {"odometer_km": kms[0]}),
        *((4 * DAY + 60 * n, {"odometer_km": km}) for n, km in enumerate(kms)),
    ]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(odometer(19_998, 19_999, 20_000, 20_001), [("round_odometer", 20_000)], id="passed"),
        pytest.param(odometer(20_000, 20_001), [], id="the first word is no news"),
        pytest.param(
            odometer(19_999, 20_001, 19_999, 20_001, 20_002), [("round_odometer", 20_000)], id="trembling"
        ),
        pytest.param(
            odometer(19_999, 1_677_721, 20_000, 20_001), [("round_odometer", 20_000)], id="a glitch"
        ),
        pytest.param(odometer(20_001, 12, 13, 20_001, 20_002), [], id="one that goes back tells nothing"),
        pytest.param(
            odometer(19_000, 41_000, 41_001),
            [("round_odometer", 40_000)],
            id="after long silence the last one",
        ),
        pytest.param([(60 * n, {"odometer_km": 19_999.0 + n}) for n in range(5)], [], id="in the first days"),
    ],
)
def test_ten_thousand_kilometres(timeline: list[Said], expected: list[tuple[str, float]]) -> None:
    assert records(timeline) == expected


def test_records_heard_five_hours_late_are_history() -> None:
    lived = Life(bounds=TOKYO)
    timeline = [
        *drives(5, 6, 7, 30),
        (6 * DAY, {"odometer_km": 9_999}),
        *((6 * DAY + n, {"odometer_km": 10_001}) for n in (1, 2)),
    ]
    lived.hear(
        *(a_reading(s, seq=n, late_by=5 * 3600, **said) for n, (s, said) in enumerate(timeline, start=1))
    )
    lived.pass_time(7 * DAY)
    assert [kind for kind in lived.told if kind in KINDS] == []
    assert {event.kind for event in lived.events if event.late} >= {"longest_drive", "round_odometer"}


def test_what_is_remembered_of_a_month_does_not_grow() -> None:
    few, many = (life(drives(*[5.0] * n), bounds=TOKYO).state.records for n in (2, 20))
    assert [type(value) for value in (few.drives, many.drives)] == [int, int]
    assert many == type(many)(
        known_since=at(0), month="2026-11", drive_at=many.drive_at, drives=20, longest_km=many.longest_km
    )
