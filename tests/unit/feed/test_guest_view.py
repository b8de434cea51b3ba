"""What a guest sees of a car, and when a journey counts as over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feed.social.guest_view import GuestPlace, has_arrived, seen_by_guest
from feed.social.snapshot import Presence, Snapshot, Town
from feed.social.veils import Veil

TOYOTA = Town(en="Toyota", ja="豊田市")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
POINT = {"lat": 35.0877, "lon": 137.1563}
CHARGE = {"soc_percent": 63.5, "range_km": 187.0, "plugged_in": True, "charge_state": "charging"}
NOW = Snapshot(
    observed_at=NOON,
    presence="charging",
    full_at=NOON + timedelta(hours=2),
    charge_limit_percent=80.0,
    speed_kmh=0.0,
    odometer_km=18_234.6,
    outside_c=12.5,
    town=TOYOTA,
    **POINT,
    **CHARGE,  # type: ignore[arg-type]
)
AT_HOME = replace(NOW, zone="home")
EARLIER = Snapshot(observed_at=NOON - timedelta(minutes=35), presence="asleep", soc_percent=60.0)
OVER_IT = (Veil("home", lat=35.0850, lon=137.1600),)


def seen(
    snapshot: Snapshot, place: GuestPlace, *, charge: bool = True, ready: bool = True
) -> Snapshot | None:
    veils = OVER_IT if snapshot.zone else ()
    return seen_by_guest(
        snapshot, place=place, shows_charge=charge, shows_ready=ready, veils=veils, earlier=EARLIER
    )


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("nothing", {}),
        ("town", {"town": TOYOTA}),
        ("exact", {"town": TOYOTA} | POINT),
        ("everywhere", {"town": TOYOTA} | POINT),
    ],
)
def test_a_guest_sees_the_place_as_chosen_and_never_the_odometer(
    place: GuestPlace, told: dict[str, object]
) -> None:
    known = Snapshot(observed_at=NOON, presence="charging", full_at=NOW.full_at, **CHARGE)  # type: ignore[arg-type]
    assert seen(NOW, place) == replace(known, **told)  # type: ignore[arg-type]


def test_without_the_charge_nobody_sees_that_it_charges() -> None:
    assert seen(NOW, "town", charge=False, ready=False) == Snapshot(
        observed_at=NOON, presence="online", town=TOYOTA
    )


def test_by_the_owners_places_a_guest_sees_the_town_now_and_the_rest_late() -> None:
    assert seen(AT_HOME, "exact") == replace(EARLIER, town=TOYOTA)


def test_everywhere_is_at_home_too_but_what_the_place_is_called_stays_the_owners() -> None:
    told = seen(AT_HOME, "everywhere")
    assert told == seen(NOW, "everywhere")
    assert told is not None
    assert (told.lat, told.zone) == (35.0877, None)


@pytest.mark.parametrize(
    ("course", "arrived"),
    [
        ([], False),
        (["asleep", "online"], False),
        (["online", "driving"], False),
        (["driving", "lost"], False),
        (["driving", None, "driving"], False),
        (["driving", "online"], True),
        (["asleep", "driving", "driving", "charging", "driving"], True),
    ],
)
def test_a_car_has_arrived_when_it_was_on_the_road_and_came_to_rest(
    course: list[Presence | None], arrived: bool
) -> None:
    assert has_arrived(course) is arrived
