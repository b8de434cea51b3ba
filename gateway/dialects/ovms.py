"""OVMS v3: one topic a metric under ovms/<user>/<vehicle id>/, plain text in its native units, retained.

The car's name is `<user>-<vehicle id>`: two users may call their cars alike. No metric has a time: each is
read as measured when we heard it. Latitude and longitude are two metrics, so a reading has half of a place.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects.contract import utc
from gateway.dialects.envelope import joined_car_id, reading, text
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.words import Fields, Says, claim, figure, number, percent, word

SUBSCRIPTIONS = ("ovms/+/+/metric/#",)

_TOPIC = re.compile(r"ovms/([^/]+)/([^/]+)/metric/(.+)")
_PRESSURE = figure("tyre_kpa", none=(0,))
_SERVICE = figure("service_in_days")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d:\d\d", re.ASCII)
_WHEELS = 4
_ALERTS = (0, 1, 2)


def decode(message: Message) -> Reading | None:
    """The reading in one metric; None for a metric we do not use.

    Raises:
        MalformedMessageError: when the metric's value makes no sense, or the names are too long for a car's.
    """
    topic = _TOPIC.fullmatch(message.topic)
    if topic is None:
        return None
    user, vehicle_id, metric = topic.groups()
    if (says := USED.get(metric)) is not None:
        said = says(text(message))
    elif (counts := COUNTED_FROM_NOW.get(metric)) is not None:
        said = counts(text(message), message.received_at)
    else:
        return None
    return reading(message, joined_car_id(user, vehicle_id), said)


def _tyres(said: object) -> Fields:
    return {"tyre_kpa": _by_wheel("tyre_kpa", said, _PRESSURE)}


def _tyre_alerts(said: object) -> Fields:
    return {"tyre_alert": _by_wheel("tyre_alert", said, _alert)}


def _by_wheel(field: str, said: object, says: Says) -> tuple[Any, ...] | None:
    if not isinstance(said, str):
        return None
    wheels = said.split(",")
    if len(wheels) != _WHEELS:
        raise MalformedMessageError(
            f"{field}: should be four figures: front left, front right, rear left, rear right"
        )
    return tuple(says(wheel)[field] for wheel in wheels)


def _alert(said: object) -> Fields:
    level = number("tyre_alert", said)
    if level not in _ALERTS:
        raise MalformedMessageError("tyre_alert: should be 0, 1 or 2")
    return {"tyre_alert": int(level)}


def _starts_at(said: object, now: datetime) -> Fields:
    """A time of day in UTC: the next such moment."""
    if said is None:
        return {"charge_starts_at": None}
    if not isinstance(said, str) or _TIME.fullmatch(said) is None:
        raise MalformedMessageError("charge_starts_at: should be a time of day like 23:30:00")
    try:
        starts_at = datetime.combine(now.date(), time.fromisoformat(said), UTC)
    except ValueError:
        raise MalformedMessageError("charge_starts_at: should be a time of day that exists") from None
    return {"charge_starts_at": starts_at if starts_at >= now else starts_at + timedelta(days=1)}


def _service_in_days(said: object, now: datetime) -> Fields:
    """A date, as days from now. In local time it says nothing: its zone is a mere abbreviation."""
    if said is None:
        return {"service_in_days": None}
    if not isinstance(said, str) or (date := _DATE.fullmatch(said)) is None:
        return {}
    due_at = utc("service_in_days", f"{date[1]}T{date[2]}Z")
    return _SERVICE((due_at - now).total_seconds() / 86_400)


_CHARGE_STATES = {
    "charging": ChargeState.CHARGING,
    "topoff": ChargeState.CHARGING,
    "done": ChargeState.COMPLETE,
    "prepare": ChargeState.WAITING,
    "timerwait": ChargeState.WAITING,
    "heating": ChargeState.WAITING,  # the battery is warmed first
    "stopped": ChargeState.STOPPED,
}

# Beside the metrics nobody here asks for, these are left out on purpose:
#   v/c/charging       in some cars also true under recuperation; v/c/state is not
#   v/c/power          what the charger draws from the grid; v/b/power is what the battery gets
#   v/c/duration/soc   minutes to another end than v/c/duration/full: the forecast would jump between them
#   v/d/cp             the charge port's door, not the cable
#   v/p/gpsspeed       the receiver's idea of v/p/speed
USED: dict[str, Says] = {
    "s/v3/connected": word("presence", {"yes": Presence.ONLINE, "no": Presence.OFFLINE}),
    "v/b/soc": percent("soc_percent"),
    "v/b/range/est": figure("range_km"),
    "v/b/power": figure("charge_power_kw", times=-1),  # OVMS counts what the battery gives
    "v/b/12v/voltage": figure("aux_battery_v"),
    "v/c/pilot": claim("plugged_in"),
    "v/c/state": word("charge_state", _CHARGE_STATES),
    "v/c/limit/soc": percent("charge_limit_percent", none=(0,)),
    "v/c/duration/full": figure("charge_minutes_left", none=(-1, 0)),  # 0: not charging
    "v/e/on": claim("ignition_on"),
    "v/e/temp": figure("outside_c"),
    "v/e/locked": claim("locked"),
    "v/e/serv/range": figure("service_in_km"),
    "v/p/latitude": figure("lat"),
    "v/p/longitude": figure("lon"),
    "v/p/speed": figure("speed_kmh"),
    "v/p/direction": figure("heading_deg"),
    "v/p/odometer": figure("odometer_km"),
    "v/t/pressure": _tyres,
    "v/t/alert": _tyre_alerts,
}
COUNTED_FROM_NOW: dict[str, Callable[[object, datetime], Fields]] = {
    "v/c/timerstart": _starts_at,  # told whether or not the timer is on: only a car that waits means it
    "v/e/serv/time": _service_in_days,
}
