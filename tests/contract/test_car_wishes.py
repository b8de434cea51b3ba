"""What an owner may settle in the feed is what the gateway can notice and say."""

from typing import get_args

from feed.social.car_wishes import EventKind
from gateway.car.events import EVENT_KINDS


def test_owners_can_choose_an_audience_for_each_kind_a_car_can_notice() -> None:
    noticed = {kind.__struct_config__.tag for kind in EVENT_KINDS}

    assert set(get_args(EventKind)) == noticed
