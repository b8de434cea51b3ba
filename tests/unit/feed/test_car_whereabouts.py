import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from feed.social.snapshot import Snapshot, Town
from feed.social.whereabouts import Closeness, Precision, Veil, distance_m, draw_veil, seen_by

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
FAR_HOME = Veil(lat=34.9, lon=136.9)
NEAR_HOME = Veil(lat=35.0850, lon=137.1600)


@pytest.mark.parametrize("precision", list(Precision))
def test_an_owner_knows_all_whatever_followers_may(precision: Precision) -> None:
    assert (
        seen_by(Closeness.OWNER, AT_THE_STATION, place_for_followers=precision, veil=NEAR_HOME)
        == AT_THE_STATION
    )


@pytest.mark.parametrize("precision", list(Precision))
def test_a_stranger_knows_nothing_whatever_followers_may(precision: Precision) -> None:
    assert seen_by(Closeness.STRANGER, AT_THE_STATION, place_for_followers=precision, veil=None) is None


@pytest.mark.parametrize(
    ("precision", "zone", "veil", "place"),
    [
        pytest.param(Precision.NOTHING, None, None, {}, id="nothing"),
        pytest.param(Precision.NOTHING, "home", None, {}, id="nothing, at home"),
        pytest.param(Precision.TOWN, None, FAR_HOME, {"town": TOYOTA}, id="town"),
        pytest.param(Precision.TOWN, "home", None, {"town": TOYOTA}, id="town, not that it is at home"),
        pytest.param(Precision.ZONE, None, FAR_HOME, {"town": TOYOTA}, id="zone, in none"),
        pytest.param(Precision.ZONE, "home", None, {"town": TOYOTA, "zone": "home"}, id="zone, at home"),
        pytest.param(
            Precision.EXACT,
            None,
            FAR_HOME,
            {"town": TOYOTA, "lat": 35.0877, "lon": 137.1563},
            id="exact, on the way",
        ),
        pytest.param(
            Precision.EXACT, None, NEAR_HOME, {"town": TOYOTA}, id="exact, yet near home no coordinates"
        ),
        pytest.param(
            Precision.EXACT, "home", None, {"town": TOYOTA, "zone": "home"}, id="exact, yet at home none"
        ),
    ],
)
def test_followers_know_the_place_as_the_owner_chose(
    precision: Precision, zone: str | None, veil: Veil | None, place: dict[str, object]
) -> None:
    snapshot = replace(AT_THE_STATION, zone=zone)

    seen = seen_by(Closeness.FOLLOWER, snapshot, place_for_followers=precision, veil=veil)

    assert seen == replace(WITHOUT_PLACE, **place)  # type: ignore[arg-type]


def test_a_degree_of_latitude_is_111_km() -> None:
    assert round(distance_m(35.0, 137.0, 36.0, 137.0) / 1000, 1) == 111.2


def test_a_veil_is_never_centred_on_the_home_yet_always_covers_its_surroundings() -> None:
    chance = random.Random(11).random
    veils = [draw_veil(35.0877, 137.1563, chance) for _ in range(200)]

    steps_m = [distance_m(35.0877, 137.1563, veil.lat, veil.lon) for veil in veils]

    assert 0 < min(steps_m) < max(steps_m) <= 401
    assert all(veil.covers(35.0877 + 0.003, 137.1563) for veil in veils)  # 330 m from the door
