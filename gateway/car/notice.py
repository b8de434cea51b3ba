"""What is news between two states: every rule, in the order in which news is told."""

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.events import Event
from gateway.car.news.advice import charge_milestone, cheaper_later
from gateway.car.news.battery import battery_critical, battery_low, range_risk
from gateway.car.news.charging import (
    charge_waiting,
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
    was, now = _watched(before), _watched(after)
    if was == now:  # as nearly always
        return ()
    events: list[Event] = []
    parts = zip(_WATCHED, was, now, strict=True)
    changed = frozenset([name for name, old, new in parts if old is not new and old != new])
    for rule in _rules_of(changed):
        told = rule(before, after, bounds)
        if told:
            events += told if isinstance(told, tuple) else (told,)
    return tuple(replace(event, late=True) for event in events) if late else tuple(events)


@lru_cache(maxsize=1024)
def _rules_of(changed: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule, watched in RULES if not changed.isdisjoint(watched))


# Each rule with the parts of the state it watches: only when one of them changed is it asked.
RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (charged_unseen, ("charging.last",)),
    (drive_started, ("driving.trip",)),
    (left_home, ("place.fences",)),
    (zones_left, ("place.fences",)),
    (drive_ended, ("driving.last", "homecoming")),
    (came_home, ("place.fences", "homecoming")),
    (zones_entered, ("place.fences",)),
    (unplugged, ("plug.plugged",)),
    (plugged_in, ("told",)),
    (charge_waiting, ("told",)),
    (charging_started, ("told",)),
    (ready_time, ("told",)),
    (cheaper_later, ("told",)),
    (charge_milestone, ("charging.session",)),
    (charging_interrupted, ("charging.session",)),
    (charging_done, ("charging.done_at",)),
    (battery_low, ("low",)),
    (battery_critical, ("low",)),
    (range_risk, ("foresight",)),
    (came_home_unplugged, ("reminded_at",)),
    (towed, ("towing",)),
    (left_on, ("idling",)),
    (aux_battery_low, ("health",)),
    (tyres_low, ("health",)),
    (trouble_code, ("health",)),
    (service_due, ("health",)),
    (silent, ("silent_told_at",)),
    (longest_drive, ("records",)),
    (best_economy, ("records",)),
    (round_odometer, ("records",)),
)
_WATCHED = tuple(sorted({part for _, watched in RULES for part in watched}))
_watched = attrgetter(*_WATCHED)
