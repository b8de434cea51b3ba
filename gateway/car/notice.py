"""What is news between two states: every rule, in the order in which news is told."""

from collections.abc import Callable

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import Event
from gateway.car.news.battery import battery_critical, battery_low, range_risk
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
from gateway.car.news.health import aux_battery_low, service_due, silent, trouble_code, tyres_low
from gateway.car.news.home import came_home, came_home_unplugged, left_home
from gateway.car.news.records import best_economy, longest_drive, round_odometer
from gateway.car.news.standing import left_on, towed
from gateway.car.news.zones import zones_entered, zones_left
from gateway.car.state import CarState

Rule = Callable[[CarState, CarState, Bounds], Event | tuple[Event, ...] | None]


def notice(before: CarState, after: CarState, bounds: Bounds, *, late: bool) -> tuple[Event, ...]:
    """The events between two states; late ones go to history and wake nobody."""
    events: list[Event] = []
    for rule in RULES:
        told = rule(before, after, bounds)
        if told:
            events += told if isinstance(told, tuple) else (told,)
    return tuple(replace(event, late=True) for event in events) if late else tuple(events)


RULES: tuple[Rule, ...] = (
    charged_unseen,
    drive_started,
    left_home,
    zones_left,
    drive_ended,
    came_home,
    zones_entered,
    unplugged,
    plugged_in,
    charging_started,
    ready_time,
    charging_interrupted,
    charging_done,
    battery_low,
    battery_critical,
    range_risk,
    came_home_unplugged,
    towed,
    left_on,
    aux_battery_low,
    tyres_low,
    trouble_code,
    service_due,
    silent,
    longest_drive,
    best_economy,
    round_odometer,
)
