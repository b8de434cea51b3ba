"""SAIC MQTT gateway (MG iSMART): one topic a value under saic/<user>/vehicles/<VIN>/, plain text, retained.

The car's name is its VIN. No value has a time: each is read as measured when we heard it.
"""

import re

from gateway.car.reading import ChargeState, Reading
from gateway.dialects.envelope import car_id, json_in, reading, text
from gateway.dialects.message import Message
from gateway.dialects.places_and_wheels import place, wheel
from gateway.dialects.words import Fields, Says, claim, figure, percent, word

SUBSCRIPTIONS = ("saic/+/vehicles/#",)

_TOPIC = re.compile(r"(?:.+?/)?vehicles/([^/]+)/(.+)")


def decode(message: Message) -> Reading | None:
    """The reading in one value; None for a value we do not use.

    Raises:
        MalformedMessageError: when the value makes no sense, or the VIN cannot be a car's id.
    """
    topic = _TOPIC.fullmatch(message.topic)
    if topic is None or (says := USED.get(topic[2])) is None:
        return None
    return reading(message, car_id(topic[1]), says(text(message)))


def _position(said: object) -> Fields:
    return place(json_in(said) if isinstance(said, str) else None)


def _charge_status(said: object) -> Fields:
    has_no_name = isinstance(said, str) and said.startswith("UNKNOWN ")  # a code new to the gateway
    return _charge_state(None if has_no_name else said)


_charge_state = word(
    "charge_state",
    {
        "UNPLUGGED": ChargeState.UNPLUGGED,
        "CHARGING_1": ChargeState.CHARGING,
        "CHARGING_3": ChargeState.CHARGING,
        "CHARGING_10": ChargeState.CHARGING,
        "CHARGING_12": ChargeState.CHARGING,
        "CHARGE_DONE": ChargeState.COMPLETE,
        "CHARGE_FAULT": ChargeState.FAULT,
        "CONNECTING": ChargeState.WAITING,
        "CONNECTED_NOT_RECOGNIZED": ChargeState.WAITING,
        "CONNECTED_NOT_CHARGING": ChargeState.WAITING,
        "SCHEDULED_CHARGING": ChargeState.WAITING,
        "CHARGING_STOPPED": ChargeState.STOPPED,
        "SUPER_OFFBOARD_CHARGING": None,  # no source says what it is
        "V2X_DISCHARGING": None,
    },
)

# Beside the values nobody here asks for, these are left out on purpose:
#   drivetrain/charging                  yes or no; bms/chargeStatus also says why not
#   drivetrain/hybrid_electrical_range   another idea of drivetrain/range
#   location/latitude, longitude         halves of location/position
#   drivetrain/chargingSchedule          local times of day, and no source says of which zone
#   available                            whether the gateway reaches the maker's cloud, not the car
USED: dict[str, Says] = {
    "drivetrain/soc": percent("soc_percent"),
    "drivetrain/range": figure("range_km"),
    "drivetrain/chargerConnected": claim("plugged_in"),
    "bms/chargeStatus": _charge_status,
    "drivetrain/power": figure("charge_power_kw", times=-1),  # negative while charging
    "drivetrain/socTarget": percent("charge_limit_percent", none=(0,)),
    "drivetrain/remainingChargingTime": figure(
        "charge_minutes_left", times=1 / 60, none=(0,)
    ),  # s; 0: not known
    "location/position": _position,
    "location/speed": figure("speed_kmh"),
    "location/heading": figure("heading_deg"),
    "drivetrain/mileage": figure("odometer_km"),
    "drivetrain/running": claim("ignition_on"),
    "doors/locked": claim("locked"),
    "climate/exteriorTemperature": figure("outside_c"),
    "drivetrain/auxiliaryBatteryVoltage": figure("aux_battery_v"),
    "tyres/frontLeftPressure": wheel(0, times=100),  # bar
    "tyres/frontRightPressure": wheel(1, times=100),
    "tyres/rearLeftPressure": wheel(2, times=100),
    "tyres/rearRightPressure": wheel(3, times=100),
}
