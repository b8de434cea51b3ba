from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feed.social.snapshot import Snapshot, Town
from feed.social.veils import Veil
from feed.social.whereabouts import HELD_BACK_FOR, Closeness, Precision, seen_by

TOYOTA = Town(en="Toyota", ja="豊田市")
AT_THE_STATION = Snapshot(
    observed_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
    presence="driving",
    soc_percent=63.5,
    lat=35.0877,
    lon=137.1563,
    speed_kmh=42.0,
    odometer_km=18234.6,
    outside_c=12.5,
    town=TOYOTA,
)
WITHOUT_MANNERS = replace(AT_THE_STATION, speed_kmh=None, odometer_km=None, outside_c=None)
WITHOUT_PLACE = replace(WITHOUT_MANNERS, lat=None, lon=None, town=None)
FAR_AWAY = (Veil("home", lat=34.9, lon=136.9),)
OVER_THE_STATION = (Veil("home", lat=35.0850, lon=137.1600),)
EARLIER = Snapshot(
    observed_at=AT_THE_STATION.observed_at - timedelta(minutes=35),
    presence="asleep",
    soc_percent=80.0,
    range_km=240.0,
    odometer_km=18230.0,
    charge_state="complete",
)
AS_IT_WAS = replace(EARLIER, odometer_km=None, town=TOYOTA)


@pytest.mark.parametrize("precision", list(Precision))
def test_an_owner_knows_all_whatever_followers_may(precision: Precision) -> None:
    assert (
        seen_by(Closeness.OWNER, AT_THE_STATION, place_for_followers=precision, veils=OVER_THE_STATION)
        == AT_THE_STATION
    )


@pytest.mark.parametrize("precision", list(Precision))
def test_a_stranger_knows_nothing_whatever_followers_may(precision: Precision) -> None:
    assert seen_by(Closeness.STRANGER, AT_THE_STATION, place_for_followers=precision, veils=()) is None


@pytest.mark.parametrize(
    ("precision", "place"),
    [
        (Precision.NOTHING, {}),
        (Precision.TOWN, {"town": TOYOTA}),
        (Precision.ZONE, {"town": TOYOTA}),
        (Precision.EXACT, {"town": TOYOTA, "lat": 35.0877, "lon": 137.1563}),
    ],
)
def test_on_the_way_followers_know_the_place_as_the_owner_chose(
    precision: Precision, place: dict[str, object]
) -> None:
    seen = seen_by(Closeness.FOLLOWER, AT_THE_STATION, place_for_followers=precision, veils=FAR_AWAY)

    assert seen == replace(WITHOUT_PLACE, **place)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("precision", "place"),
    [
        (Precision.NOTHING, {"town": None}),
        (Precision.TOWN, {}),
        (Precision.ZONE, {"zone": "home"}),
        (Precision.EXACT, {"zone": "home"}),
    ],
)
@pytest.mark.parametrize(
    ("zone", "veils"),
    [
        pytest.param(None, OVER_THE_STATION, id="near home"),
        pytest.param("home", OVER_THE_STATION, id="at home"),
        pytest.param("home", (), id="at a home without a veil"),
    ],
)
def test_near_home_followers_see_the_car_as_it_was_without_a_point_on_the_map(
    zone: str | None, veils: tuple[Veil, ...], precision: Precision, place: dict[str, object]
) -> None:
    snapshot = replace(AT_THE_STATION, zone=zone)

    seen = seen_by(Closeness.FOLLOWER, snapshot, place_for_followers=precision, veils=veils, earlier=EARLIER)

    assert seen == replace(AS_IT_WAS, **place)  # type: ignore[arg-type]


def test_near_home_followers_see_nothing_of_a_car_that_was_never_heard_before() -> None:
    assert (
        seen_by(
            Closeness.FOLLOWER,
            AT_THE_STATION,
            place_for_followers=Precision.EXACT,
            veils=OVER_THE_STATION,
            earlier=None,
        )
        is None
    )


@pytest.mark.parametrize(("minutes", "is_told"), [(0, False), (4.9, False), (5, True), (60, True)])
def test_who_has_just_come_out_from_behind_a_veil_counts_as_behind_it(minutes: float, is_told: bool) -> None:
    left_at = AT_THE_STATION.observed_at - timedelta(minutes=minutes)
    snapshot = replace(AT_THE_STATION, shown_from=left_at + HELD_BACK_FOR)

    seen = seen_by(
        Closeness.FOLLOWER,
        snapshot,
        place_for_followers=Precision.EXACT,
        veils=FAR_AWAY,
        earlier=EARLIER,
    )

    assert (seen is not None and seen.lat is not None) == is_told


def test_nothing_a_follower_sees_near_home_changes_while_somebody_leaves() -> None:
    parked = replace(
        AT_THE_STATION, presence="asleep", zone="home", plugged_in=True, charge_state="complete", speed_kmh=0
    )
    leaving = (
        parked,
        replace(parked, presence="online", observed_at=AT_THE_STATION.observed_at + timedelta(minutes=1)),
        replace(parked, presence="online", plugged_in=False, charge_state="unplugged"),
        replace(parked, presence="driving", plugged_in=False, zone=None, soc_percent=62.0, lat=35.0890),
    )

    seen = {
        seen_by(
            Closeness.FOLLOWER,
            one,
            place_for_followers=Precision.EXACT,
            veils=OVER_THE_STATION,
            earlier=EARLIER,
        )
        for one in leaving
    }

    assert seen == {replace(AS_IT_WAS, zone="home")}
