"""What is news between two states: every rule, in the order in which news is told."""

from collections.abc import Callable

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import Event
from gateway.car.news.battery import battery_critical, battery_low
from gateway.car.news.charging import (
    charged_unseen,
    charging_done,
    charging_interrupted,
    charging_started,
    plugged_in,
    ready_time,
    unplugged,
)
from gateway.car.news.driving import drive_ended, drive_started
from gateway.car.news.home import came_home, came_home_unplugged, left_home
from gateway.car.state import CarState

Rule = Callable[[CarState, CarState, Bounds], Event | None]


def notice(before: CarState, after: CarState, bounds: Bounds, *, late: bool) -> tuple[Event, ...]:
    """The events between two states; late ones go to history and wake nobody."""
    events = [event for rule in RULES if (event := rule(before, after, bounds)) is not None]
    return tuple(replace(event, late=True) for event in events) if late else tuple(events)


RULES: tuple[Rule, ...] = (
    charged_unseen,
    drive_started,
    left_home,
    drive_ended,
    came_home,
    unplugged,
    plugged_in,
    charging_started,
    ready_time,
    charging_interrupted,
    charging_done,
    battery_low,
    battery_critical,
    came_home_unplugged,
)
