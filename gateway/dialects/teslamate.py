"""TeslaMate: one topic a field under teslamate/(<namespace>/)cars/<number>/, plain text, retained.

The car's name is `<number>`, or `<namespace>-<number>` where a namespace is set. No field
has a time: each is read as measured when we heard it. An empty payload is TeslaMate's null: not known.
"""

import re

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects.envelope import joined_car_id, json_in, json_object_in, reading, text
from gateway.dialects.message import Message
from gateway.dialects.places_and_wheels import place, warned_wheel, wheel
from gateway.dialects.words import Fields, Says, claim, figure, instant, percent, word

SUBSCRIPTIONS = ("teslamate/cars/+/+", "teslamate/+/cars/+/+")

_TOPIC = re.compile(r"teslamate/(?:([^/]+)/)?cars/([0-9]{1,9})/([^/]+)")


def decode(message: Message) -> Reading | None:
    """The reading in one field; None for a field we do not use.

    Raises:
        MalformedMessageError: when the field's value makes no sense.
    """
    topic = _TOPIC.fullmatch(message.topic)
    if topic is None or (says := USED.get(topic[3])) is None:
        return None
    names = (topic[2],) if topic[1] is None else (topic[1], topic[2])
    return reading(message, joined_car_id(*names), says(text(message)))


def _location(said: object) -> Fields:
    return place(json_in(said) if isinstance(said, str) else None)


def _arrival(said: object) -> Fields:
    """The charge foreseen at the end of the route; no route, no forecast."""
    route = json_object_in(said) if isinstance(said, str) and said != "nil" else {}
    return _at_arrival(route.get("energy_at_arrival"))


_at_arrival = percent("arrival_percent")
_PRESENCES = {
    "online": Presence.ONLINE,
    "driving": Presence.ONLINE,
    "charging": Presence.ONLINE,
    "updating": Presence.ONLINE,
    "suspended": Presence.ONLINE,  # TeslaMate looks away so that the car may fall asleep
    "asleep": Presence.ASLEEP,
    "offline": Presence.OFFLINE,
    "unavailable": None,
    "start": None,
}
_CHARGE_STATES = {
    "Disconnected": ChargeState.UNPLUGGED,
    "Starting": ChargeState.WAITING,
    "Calibrating": ChargeState.WAITING,
    "Charging": ChargeState.CHARGING,
    "Complete": ChargeState.COMPLETE,
    "Stopped": ChargeState.STOPPED,
    "NoPower": ChargeState.STOPPED,
}

# Beside the fields nobody here asks for, these are left out on purpose:
#   battery_level          counts charge the cold has locked away; usable_battery_level does not
#   est_battery_range_km   another idea of rated_battery_range_km, as is ideal_battery_range_km
#   charger_power          the same as power while charging, but power also knows of driving
#   latitude, longitude    halves of location
#   since                  when state began, in another message than state
#   healthy                TeslaMate's own health, not the car's
#   geofence               a name its owner gave to a place
USED: dict[str, Says] = {
    "state": word("presence", _PRESENCES),
    "usable_battery_level": percent("soc_percent"),
    "rated_battery_range_km": figure("range_km"),
    "plugged_in": claim("plugged_in"),
    "charging_state": word("charge_state", _CHARGE_STATES),
    "power": figure(
        "charge_power_kw", times=-1
    ),  # kW, whatever the page says; TeslaMate counts what is given
    "charge_limit_soc": percent("charge_limit_percent", none=(0,)),
    "time_to_full_charge": figure("charge_minutes_left", times=60, none=(0,)),  # hours; 0: not charging
    "scheduled_charging_start_time": instant("charge_starts_at"),
    "active_route": _arrival,
    "location": _location,
    "speed": figure("speed_kmh"),
    "heading": figure("heading_deg"),
    "odometer": figure("odometer_km"),
    "shift_state": word("ignition_on", {"P": False, "R": True, "N": True, "D": True}),
    "locked": claim("locked"),
    "outside_temp": figure("outside_c"),
    "tpms_pressure_fl": wheel(0, times=100),  # bar
    "tpms_pressure_fr": wheel(1, times=100),
    "tpms_pressure_rl": wheel(2, times=100),
    "tpms_pressure_rr": wheel(3, times=100),
    "tpms_soft_warning_fl": warned_wheel(0),
    "tpms_soft_warning_fr": warned_wheel(1),
    "tpms_soft_warning_rl": warned_wheel(2),
    "tpms_soft_warning_rr": warned_wheel(3),
}
