"""What a follower would see of an arrival, by the rules of whereabouts and veils."""

from datetime import UTC, datetime, timedelta

import pytest

from feed.social.arrivals import Sight, sight_of
from feed.social.veils import Place, draw_veil
from feed.social.whereabouts import Precision

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOME, WORK = Place("home", 35.0, 137.0, 150.0), Place("work", 35.001, 137.001, 150.0)


def sight(place: Place, precision: Precision, *, delay_minutes: int | None = 30, **audience: str) -> Sight:
    veils = [draw_veil(one, b"key") for one in (HOME, WORK)]
    return sight_of(
        place,
        veils=veils,
        place_for_followers=precision,
        audience=audience,
        delay_minutes=delay_minutes,
        now=NOON,
    )


@pytest.mark.parametrize(
    ("precision", "zone", "names_town"),
    [
        (Precision.NOTHING, None, False),
        (Precision.TOWN, None, True),
        (Precision.ZONE, "home", True),
        (Precision.EXACT, "home", True),
    ],
)
def test_no_precision_puts_a_point_on_the_map_or_tells_it_in_time(
    precision: Precision, zone: str | None, names_town: bool
) -> None:
    seen = sight(HOME, precision)
    assert (seen.zone, seen.names_town) == (zone, names_town)
    assert (seen.has_point, seen.late_by) == (False, timedelta(minutes=30))


def test_a_place_in_the_shade_of_another_goes_by_the_other_name() -> None:
    assert sight(WORK, Precision.ZONE).zone == "home"


def test_a_post_for_others_waits_as_long_as_the_owner_chose() -> None:
    assert [
        sight(HOME, Precision.TOWN).told_after,
        sight(HOME, Precision.TOWN, came_home="private").told_after,
        sight(HOME, Precision.TOWN, came_home="public", delay_minutes=None).told_after,
        sight(WORK, Precision.TOWN, zone_entered="private").told_after,
        sight(WORK, Precision.ZONE, zone_entered="private", delay_minutes=0).told_after,
    ] == [None, timedelta(minutes=30), "until_left", None, timedelta(0)]
