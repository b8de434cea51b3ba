"""What the page of places says others would hear of an arrival is what the gateway would tell them."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from feed.social.arrivals import sight_of
from feed.social.veils import Place, draw_veil
from feed.social.whereabouts import Precision
from gateway.car.events import CameHome, ZoneEntered
from gateway.voice.discretion import circles
from gateway.voice.profile import Audience, CarProfile

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CHOICES: tuple[Literal["", "nobody", "owner", "direct", "private", "unlisted", "public"], ...] = (
    *("", "nobody", "owner", "direct"),
    *("private", "unlisted", "public"),
)


@pytest.mark.parametrize("precision", ["nothing", "town", "zone", "exact"])
@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("name", ["home", "work"])
def test_a_post_is_foreseen_exactly_when_the_gateway_would_tell_others(
    name: str, choice: str, precision: Literal["nothing", "town", "zone", "exact"]
) -> None:
    kind = "came_home" if name == "home" else "zone_entered"
    told = {kind: choice} if choice else {}
    event = (
        CameHome(car_id="CAR", at=NOON, soc_percent=50.0)
        if name == "home"
        else ZoneEntered(car_id="CAR", at=NOON, zone=name, soc_percent=50.0)
    )
    profile = CarProfile(
        owner_acct="aki",
        default_visibility=Audience.PUBLIC,
        audience={kind: Audience(choice)} if choice else {},
        place_for_followers=precision,
    )
    place = Place(name, 35.0877, 137.1563, 150.0)

    sight = sight_of(
        place,
        veils=[draw_veil(place, b"key")],
        place_for_followers=Precision(precision),
        audience=told,
        delay_minutes=30,
        now=NOON,
    )

    hearers = [circle.audience for circle in circles(event, profile)]
    to_others = [one for one in hearers if one not in {Audience.OWNER, Audience.DIRECT}]
    assert (sight.told_after == timedelta(minutes=30), to_others) in (
        (True, [Audience.PRIVATE]),
        (False, []),
    )
