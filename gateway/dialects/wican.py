"""WiCAN: a dongle's AutoPID figures as JSON under wican/<device>/, by the names of its vehicle profiles.

The car's name is that of the device. Figures are read as measured when we heard them, less the age that the
dongle gives a repeated figure in `_meta`. Raw CAN frames share the topics and are not used. SOC and SOC_D
differ by some points: where a message has both, SOC_D is taken; a dongle that sends figures alone should
send only one of them.
"""

import re
from datetime import datetime, timedelta

from gateway.car.reading import ChargeState, Presence, Reading
from gateway.dialects.envelope import car_id, json_object_in, reading, text
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.words import Fields, Says, charging, claim, fields_of, figure, number, percent, word

SUBSCRIPTIONS = ("wican/#",)

_TOPIC = re.compile(r"wican/([^/]+)/(.+)")
_KPA_PER_PSI = 6.894757
_KM_PER_MILE = 1.609344
_OLDEST_S = 366 * 24 * 3600


def decode(message: Message) -> Reading | None:
    """The reading in a dongle's message; None when it has no figure we use.

    Raises:
        MalformedMessageError: when it is no JSON object, or a figure makes no sense.
    """
    topic = _TOPIC.fullmatch(message.topic)
    if topic is None or topic[2] == "can/tx":  # what the dongle is asked to send to the car
        return None
    car = car_id(topic[1])
    payload = text(message)
    if payload is None:
        cleared = {"presence": None} if topic[2] in {"status", "can/status"} else {}
        return reading(message, car, cleared)
    said = json_object_in(payload)
    if "frame" in said:
        return None
    return reading(message, car, _fields(said), observed_at=_measured_at(said, message.received_at))


def _fields(said: Fields) -> Fields:
    fields = fields_of(said, USED)
    if any(key in said for key in WHEELS):
        fields["tyre_kpa"] = tuple(_pressure(said.get(key))["tyre_kpa"] for key in WHEELS)
    if fields.get("plugged_in") is False and fields.get("charge_state") is None:
        fields["charge_state"] = ChargeState.UNPLUGGED
    return fields


def _measured_at(said: Fields, received_at: datetime) -> datetime:
    meta = said.get("_meta")
    if not isinstance(meta, dict) or "age" not in meta:
        return received_at
    age_s = number("_meta.age", meta["age"])
    if not 0 <= age_s <= _OLDEST_S:
        raise MalformedMessageError("_meta.age: should be seconds, at most a year")
    return received_at - timedelta(seconds=age_s)


_pressure = figure("tyre_kpa", times=_KPA_PER_PSI, none=(0,))

WHEELS = ("TYRE_P_FL", "TYRE_P_FR", "TYRE_P_RL", "TYRE_P_RR")
USED: dict[str, Says] = {  # of two keys for one field, the later wins
    "status": word("presence", {"online": Presence.ONLINE, "offline": Presence.OFFLINE}),
    "SOC": percent("soc_percent"),
    "SOC_D": percent("soc_percent"),
    "RANGE": figure("range_km"),
    "CHARGER_CONNECTED": claim("plugged_in"),
    "CHARGING": charging,
    "HV_W": figure("charge_power_kw", times=-0.001),  # W; profiles count what the battery gives
    "SPEED": figure("speed_kmh"),
    "ODOMETER_MI": figure("odometer_km", times=_KM_PER_MILE),
    "ODOMETER": figure("odometer_km"),
    "READY": claim("ignition_on"),
    "TMP_A": figure("outside_c"),
    "battery_voltage": figure("aux_battery_v"),  # of the dongle's own alert
    "LV_V": figure("aux_battery_v"),
}
