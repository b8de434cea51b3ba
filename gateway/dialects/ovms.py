"""OVMS v3: one topic a metric under ovms/<user>/<vehicle id>/, plain text in its native units, retained.

The car's id is its OVMS vehicle id. No metric has a time: each is read as measured when we heard it.
Latitude and longitude are two metrics, so a reading has half of a place.
"""

import re

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects.envelope import car_id, reading, text
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.words import Fields, Says, claim, figure, percent, word

SUBSCRIPTIONS = ("ovms/+/+/metric/#",)

_TOPIC = re.compile(r"(?:.+?/)?([^/]+)/metric/(.+)")
_PRESSURE = figure("tyre_kpa", none=(0,))
_WHEELS = 4


def decode(message: Message) -> Reading | None:
    """The reading in one metric; None for a metric we do not use.

    Raises:
        MalformedMessageError: when the metric's value makes no sense, or the vehicle id cannot be a car's.
    """
    topic = _TOPIC.fullmatch(message.topic)
    if topic is None or (says := USED.get(topic[2])) is None:
        return None
    return reading(message, car_id(topic[1]), says(text(message)))


def _tyres(said: object) -> Fields:
    if not isinstance(said, str):
        return {"tyre_kpa": None}
    wheels = said.split(",")
    if len(wheels) != _WHEELS:
        raise MalformedMessageError(
            "tyre_kpa: should be four figures: front left, front right, rear left, rear right"
        )
    return {"tyre_kpa": tuple(_PRESSURE(wheel)["tyre_kpa"] for wheel in wheels)}


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
    "v/e/serv/range": figure("service_in_km"),
    "v/p/latitude": figure("lat"),
    "v/p/longitude": figure("lon"),
    "v/p/speed": figure("speed_kmh"),
    "v/p/direction": figure("heading_deg"),
    "v/p/odometer": figure("odometer_km"),
    "v/t/pressure": _tyres,
}
