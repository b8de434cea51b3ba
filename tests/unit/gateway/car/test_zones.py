"""The owner's zones beside home: coming, going, and all that only looks like it."""

from typing import Any

import pytest

from gateway.car.bounds import Bounds, NamedPlace, Zone
from gateway.car.events import ZoneEntered, ZoneLeft
from tests.builders.gateway import Life, Said, a_reading, at, life, told

OFFICE = Zone(lat=35.2, lon=137.15, radius_m=150)
CAR_PARK = Zone(lat=35.2, lon=137.15, radius_m=400)
AT_WORK = {"lat": 35.2, "lon": 137.15}
ELSEWHERE = {"lat": 35.2055, "lon": 137.15}  # 600 m north
WORKING = Bounds(zones=(NamedPlace("Office", OFFICE),))
KINDS = {"zone_entered", "zone_left"}
HOURS_5 = 5 * 3600.0


def metres_north(metres: float) -> dict[str, Any]:
    return {"lat": OFFICE.lat + metres / 111_195, "lon": OFFICE.lon}


def moving(start: int, end: int, where: dict[str, Any], **said: object) -> list[Said]:
    return [(second, {"speed_kmh": 30, **where, **said}) for second in range(start, end + 1, 10)]


def parked(second: float, where: dict[str, Any], **said: object) -> Said:
    return (second, {"speed_kmh": 0, "ignition_on": False, **where, **said})


ARRIVING = [*moving(0, 600, ELSEWHERE), *moving(610, 660, AT_WORK), parked(670, AT_WORK)]
LEAVING = [parked(0, AT_WORK), *moving(60, 120, AT_WORK), *moving(130, 600, ELSEWHERE)]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(ARRIVING, ["zone_entered"], id="driven there"),
        pytest.param(LEAVING, ["zone_left"], id="driven away"),
        pytest.param([parked(0, AT_WORK), parked(900, AT_WORK)], [], id="the first fix is no news"),
        pytest.param(
            [*moving(0, 600, ELSEWHERE), *moving(610, 650, AT_WORK), *moving(660, 900, ELSEWHERE)],
            [],
            id="driving past in less than a minute",
        ),
        pytest.param(
            [*moving(0, 600, ELSEWHERE), *moving(610, 680, AT_WORK), *moving(690, 900, ELSEWHERE)],
            ["zone_entered", "zone_left"],
            id="and in more",
        ),
        pytest.param(
            [
                *moving(0, 600, ELSEWHERE),
                *((610 + 10 * n, {"speed_kmh": 6, **metres_north(160 if n % 2 else 140)}) for n in range(30)),
            ],
            [],
            id="trembling at the fence while driving",
        ),
        pytest.param(
            [
                parked(0, AT_WORK),
                *(parked(60 * n, metres_north(210 if n % 2 else 130)) for n in range(1, 60)),
            ],
            [],
            id="trembling at the fence while parked",
        ),
        pytest.param(
            [*moving(0, 600, ELSEWHERE), (610, {"speed_kmh": 30, **AT_WORK}), *moving(620, 900, ELSEWHERE)],
            [],
            id="one wrong fix",
        ),
        pytest.param(
            [
                parked(0, AT_WORK),
                *moving(60, 600, AT_WORK),
                *moving(610, 700, metres_north(3600), accuracy_m=9),
            ],
            ["zone_left"],
            id="a jump of 3.6 km that lasts is no jump",
        ),
        pytest.param(
            [
                parked(0, AT_WORK),
                *moving(60, 600, AT_WORK),
                *moving(610, 620, metres_north(3600)),
                *moving(630, 900, AT_WORK),
            ],
            [],
            id="a jump of 3.6 km and back",
        ),
        pytest.param(
            [parked(0, AT_WORK), *moving(60, 600, AT_WORK), parked(610, AT_WORK)],
            [],
            id="a frozen fix on the way",
        ),
        pytest.param(
            [*moving(0, 600, ELSEWHERE), *moving(610, 900, AT_WORK, accuracy_m=160)],
            [],
            id="vaguer than the zone is wide",
        ),
        pytest.param(
            [*moving(0, 600, ELSEWHERE), parked(610 + 900, AT_WORK)],
            [],
            id="a quarter of an hour without a word, and found there",
        ),
        pytest.param(
            [*moving(0, 600, ELSEWHERE), parked(610 + 800, AT_WORK)],
            ["zone_entered"],
            id="a tunnel before it",
        ),
        pytest.param(
            [parked(0, ELSEWHERE), *moving(30_000, 30_100, AT_WORK)], [], id="seen driving only within it"
        ),
        pytest.param(
            [parked(0, AT_WORK), *moving(30_000, 30_600, ELSEWHERE)],
            ["zone_left"],
            id="seen driving only outside, in the morning",
        ),
        pytest.param(
            [parked(0, ELSEWHERE), *(parked(60 * n, AT_WORK) for n in range(1, 9))], [], id="towed into it"
        ),
    ],
)
def test_coming_to_work_and_leaving(timeline: list[Said], expected: list[str]) -> None:
    kinds = told(timeline, until=timeline[-1][0] + 600, bounds=WORKING)
    assert [kind for kind in kinds if kind in KINDS] == expected


def test_a_zone_is_told_by_its_name_and_dated_at_its_fence() -> None:
    lived = life([*ARRIVING, *moving(5000, 5060, AT_WORK), *moving(5070, 5600, ELSEWHERE)], bounds=WORKING)
    crossings = [event for event in lived.events if isinstance(event, ZoneEntered | ZoneLeft)]
    assert [(event.kind, event.zone, event.at) for event in crossings] == [
        ("zone_entered", "Office", at(610)),
        ("zone_left", "Office", at(5070)),
    ]
    assert {reason.name for event in crossings for reason in event.reasons} & {
        "lat",
        "lon",
        "radius_m",
    } == set()


def test_zones_that_overlap_are_both_told() -> None:
    both = Bounds(zones=(NamedPlace("Office", OFFICE), NamedPlace("Car park", CAR_PARK)))
    lived = life(ARRIVING, bounds=both, until=900)
    assert [event.zone for event in lived.events if isinstance(event, ZoneEntered)] == ["Office", "Car park"]


@pytest.mark.parametrize(
    "redrawn",
    [
        pytest.param((NamedPlace("Office", OFFICE), NamedPlace("Gym", OFFICE)), id="drawn around the car"),
        pytest.param((NamedPlace("Office", Zone(lat=35.3, lon=137.15, radius_m=150)),), id="moved away"),
        pytest.param((), id="taken back"),
    ],
)
def test_a_zone_drawn_moved_or_taken_back_while_the_car_stands_there_is_no_news(
    redrawn: tuple[NamedPlace, ...],
) -> None:
    lived = life(ARRIVING, bounds=WORKING, until=900)
    before = len(lived.events)
    lived.bounds = Bounds(zones=redrawn)
    lived.hear(a_reading(1000, seq=900, **parked(0, AT_WORK)[1])).pass_time(2000)
    assert (lived.events[before:], len(lived.state.place.fences)) == ([], len(redrawn))


def test_what_is_heard_of_a_zone_five_hours_late_is_history() -> None:
    lived = Life(bounds=WORKING)
    lived.hear(
        *(a_reading(s, seq=n, late_by=HOURS_5, **said) for n, (s, said) in enumerate(ARRIVING, start=1))
    )
    lived.pass_time(HOURS_5 + 3600)
    assert [(event.kind, event.late) for event in lived.events if event.kind in KINDS] == [
        ("zone_entered", True)
    ]


def test_where_the_broker_remembers_the_car_to_be_is_no_arrival() -> None:
    lived = life(moving(0, 600, ELSEWHERE), bounds=WORKING, until=600)
    lived.hear(a_reading(700, retained=True, **AT_WORK)).pass_time(900)
    assert [kind for kind in lived.told if kind in KINDS] == []


def test_a_zone_that_is_called_home_is_not_home() -> None:
    lived = life(ARRIVING, bounds=Bounds(zones=(NamedPlace("home", OFFICE),)), until=900)
    assert (lived.state.place.at_home, [kind for kind in lived.told if kind in KINDS]) == (
        None,
        ["zone_entered"],
    )
