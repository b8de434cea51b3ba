"""Tesla fleet-telemetry over MQTT: one topic a field under <base>/<VIN>/v/, JSON, in miles, hours and bar.

The car's name is its VIN. A field may be a number or a text that is one, and from older servers {"value": …}.
No field has a time: each is read as measured when we heard it; connectivity says when it changed.
"""

import re
from datetime import UTC, datetime

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects.contract import utc
from gateway.dialects.envelope import car_id, json_in, json_object_in, reading, text
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.places_and_wheels import place, wheel
from gateway.dialects.words import Fields, Says, claim, figure, number, percent, word

SUBSCRIPTIONS = ("telemetry/+/v/+", "telemetry/+/connectivity")

_FIELD = re.compile(r".+/([^/]+)/v/([^/]+)")
_CONNECTIVITY = re.compile(r".+/([^/]+)/connectivity")
_KM_PER_MILE = 1.609344
_LAST_MOMENT = 253402300799  # of the year 9999


def decode(message: Message) -> Reading | None:
    """The reading in one field or a change of connectivity; None for a field we do not use.

    Raises:
        MalformedMessageError: when the payload makes no sense, or the VIN cannot be a car's id.
    """
    if topic := _FIELD.fullmatch(message.topic):
        says = USED.get(topic[2])
        return None if says is None else reading(message, car_id(topic[1]), says(_value(message)))
    if topic := _CONNECTIVITY.fullmatch(message.topic):
        return _connectivity(message, car_id(topic[1]))
    return None


def _value(message: Message) -> object:
    payload = text(message)
    value = None if payload is None else json_in(payload)
    if isinstance(value, dict) and value.keys() == {"value"}:
        value = value["value"]
    return None if value == "<invalid>" else value


def _connectivity(message: Message, car: str) -> Reading | None:
    payload = text(message)
    if payload is None:
        return reading(message, car, {"presence": None})
    said = json_object_in(payload)
    changed_at = said.get("CreatedAt")
    if not isinstance(changed_at, str):
        raise MalformedMessageError("CreatedAt: should be a day and time")
    return reading(message, car, _presence(said.get("Status")), observed_at=utc("CreatedAt", changed_at))


def _charge_state(said: object) -> Fields:
    found = _detailed_charge_state(said)
    state = found["charge_state"]
    return found | {"plugged_in": None if state is None else state is not ChargeState.UNPLUGGED}


_presence = word("presence", {"CONNECTED": Presence.ONLINE, "DISCONNECTED": Presence.OFFLINE})
_detailed_charge_state = word(
    "charge_state",
    {
        "Unknown": None,
        "Disconnected": ChargeState.UNPLUGGED,
        "Starting": ChargeState.WAITING,
        "Charging": ChargeState.CHARGING,
        "Complete": ChargeState.COMPLETE,
        "Stopped": ChargeState.STOPPED,
        "NoPower": ChargeState.STOPPED,
    },
    prefix="DetailedChargeState",
)
_gear = word(
    "ignition_on",
    {"Unknown": None, "Invalid": None, "SNA": None, "P": False, "R": True, "N": True, "D": True},
    prefix="ShiftState",
)


def _starts_at(said: object) -> Fields:
    """Seconds since 1970; 0 where nothing is planned."""
    if said is None or (seconds := number("charge_starts_at", said)) == 0:
        return {"charge_starts_at": None}
    if not 0 < seconds <= _LAST_MOMENT:
        raise MalformedMessageError("charge_starts_at: should be seconds since 1970")
    return {"charge_starts_at": datetime.fromtimestamp(seconds, UTC)}


def _soft_warnings(said: object) -> Fields:
    """{"front_left": true, …}; a wheel left out is well, as protobuf leaves out what is false."""
    if said is None:
        return {"tyre_alert": None}
    if not isinstance(said, dict):
        raise MalformedMessageError("tyre_alert: should be an object of wheels")
    by_wheel = {wheel.replace("_", "").lower(): warns for wheel, warns in said.items()}
    return {"tyre_alert": tuple(_low(by_wheel.get(wheel, False)) for wheel in _WHEELS)}


def _low(said: object) -> int | None:
    warns = _warns(said)["tyre_alert"]
    return None if warns is None else int(warns)


_WHEELS = ("frontleft", "frontright", "rearleft", "rearright")
_warns = claim("tyre_alert")
_charger = figure("charge_power_kw", none=(0,))  # of the two kinds of charger one is always at 0

# Beside the fields nobody here asks for, these are left out on purpose:
#   BatteryLevel      counts charge the cold has locked away; Soc does not
#   ChargeState       other words in every generation of firmware; DetailedChargeState is the same in all
#   EstBatteryRange   another idea of RatedRange, as is IdealBatteryRange
#   TpmsHardWarnings  never come without the soft ones
#   alerts, errors    the maker's own names for what drivers and technicians see
USED: dict[str, Says] = {
    "Soc": percent("soc_percent"),
    "RatedRange": figure("range_km", times=_KM_PER_MILE),
    "DetailedChargeState": _charge_state,
    "ACChargingPower": _charger,
    "DCChargingPower": _charger,
    "ChargeLimitSoc": percent("charge_limit_percent", none=(0,)),
    "TimeToFullCharge": figure("charge_minutes_left", times=60, none=(0,)),  # hours; 0: not charging
    "ScheduledChargingStartTime": _starts_at,
    "ExpectedEnergyPercentAtTripArrival": percent("arrival_percent"),
    "Location": place,
    "VehicleSpeed": figure("speed_kmh", times=_KM_PER_MILE),  # mph
    "GpsHeading": figure("heading_deg"),
    "Odometer": figure("odometer_km", times=_KM_PER_MILE),
    "Gear": _gear,
    "Locked": claim("locked"),
    "OutsideTemp": figure("outside_c"),
    "TpmsPressureFl": wheel(0, times=100),  # bar
    "TpmsPressureFr": wheel(1, times=100),
    "TpmsPressureRl": wheel(2, times=100),
    "TpmsPressureRr": wheel(3, times=100),
    "TpmsSoftWarnings": _soft_warnings,
}
