"""COVESA VSS: a bridge's vss/<car>/Vehicle/… topics with bare values, or VISS JSON on vss/<car>.

The car's name is `<car>`; on a broker inside a car it may be left out (vss/Vehicle/…), and is `car`. Both
dots and slashes part a path. VISS gives each value its time; a bare value is read as measured when we heard
it. The Displayed and the Current state of charge differ by some points: where a message has both, Displayed
is taken; a bridge that sends values alone should send only one of them.
"""

import re
from datetime import datetime

from gateway.car.reading import Reading
from gateway.dialects.contract import MOST_TROUBLE_CODES, TROUBLE_CODE, utc
from gateway.dialects.envelope import car_id, json_object_in, reading, text
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.places_and_wheels import warned_wheel, wheel
from gateway.dialects.words import Fields, Says, charging, claim, fields_of, figure, instant, percent, word

SUBSCRIPTIONS = ("vss/#",)

_VALUE_TOPIC = re.compile(r"vss/(?:([^/]+)/)?Vehicle[./](.+)")
_VISS_TOPIC = re.compile(r"vss/([^/]+)(?:/.+)?")


def decode(message: Message) -> Reading | None:
    """The reading in a bare value or a VISS message; None when it has no value we use.

    Raises:
        MalformedMessageError: when a value makes no sense, or the car's name cannot be its id.
    """
    if topic := _VALUE_TOPIC.fullmatch(message.topic):
        says = USED.get(topic[2].replace("/", "."))
        return None if says is None else reading(message, car_id(topic[1] or "car"), says(text(message)))
    topic = _VISS_TOPIC.fullmatch(message.topic)
    payload = text(message)
    if topic is None or payload is None:
        return None
    points = _newest_points(json_object_in(payload))
    said = {path: value for path, (_, value) in points.items()}
    newest = max((at for at, _ in points.values()), default=None)
    return reading(message, car_id(topic[1]), fields_of(said, USED) | _timer(said), observed_at=newest)


def _newest_points(said: Fields) -> dict[str, tuple[datetime, object]]:
    """The newest time and value of each path we use; none in an answer without values."""
    points: dict[str, tuple[datetime, object]] = {}
    for signal in _listed(said.get("data", said)):
        path = _path(signal)
        for point in _listed(signal.get("dp")) if path in USED or path in USED_TOGETHER else ():
            at = _measured_at(point.get("ts"))
            if path not in points or at > points[path][0]:
                points[path] = at, point.get("value")
    return points


def _path(signal: Fields) -> str:
    path = signal.get("path")
    return path.replace("/", ".").removeprefix("Vehicle.") if isinstance(path, str) else ""


def _listed(said: object) -> list[Fields]:
    listed: list[object] = said if isinstance(said, list) else [said]
    found = [one for one in listed if isinstance(one, dict)]
    if len(found) != len(listed):
        raise MalformedMessageError("data, dp: should be objects or lists of them")
    return found


def _measured_at(said: object) -> datetime:
    if not isinstance(said, str):
        raise MalformedMessageError("ts: should be a day and time")
    return utc("ts", said)


def _timer(said: Fields) -> Fields:
    """When the charge starts. A time alone does not say whether it is to start or to end then."""
    if _TIMER_MODE not in said:
        return {}
    return _starts_at(said.get(_TIMER_TIME) if said[_TIMER_MODE] == "START_TIME" else None)


def _service_due(said: object) -> Fields:
    """That a service is due means now at the latest; that it is not, says nothing of when."""
    return {"service_in_days": 0.0} if _due(said)["service_in_days"] else {}


def _trouble_codes(said: object) -> Fields:
    """A list of codes, or a text with commas between them."""
    if said is None:
        return {"trouble_codes": None}
    codes = [code.strip() for code in said.split(",") if code.strip()] if isinstance(said, str) else said
    if not isinstance(codes, list) or len(codes) > MOST_TROUBLE_CODES:
        raise MalformedMessageError(f"trouble_codes: should be a list of at most {MOST_TROUBLE_CODES} codes")
    if not all(isinstance(code, str) and TROUBLE_CODE.fullmatch(code) for code in codes):
        raise MalformedMessageError("trouble_codes: should be codes like P0A80")
    return {"trouble_codes": tuple(codes)}


_due = claim("service_in_days")
_starts_at = instant("charge_starts_at")
_BATTERY = "Powertrain.TractionBattery"
_PORTS = ("FrontLeft", "FrontMiddle", "FrontRight", "RearLeft", "RearMiddle", "RearRight", "AnyPosition")
_PLUGGED_IN = claim("plugged_in")

_TIMER_MODE = f"{_BATTERY}.Charging.Timer.Mode"
_TIMER_TIME = f"{_BATTERY}.Charging.Timer.Time"
USED_TOGETHER = (_TIMER_MODE, _TIMER_TIME)  # only where VISS says both at once

# Left out on purpose: Cabin.Door.….IsLocked, each of one door and never of the car; TraveledDistance, in km
# up to VSS 5, in metres from 6, and no message tells which.
USED: dict[str, Says] = {  # of two paths for one field, the later wins
    f"{_BATTERY}.StateOfCharge.Current": percent("soc_percent"),
    f"{_BATTERY}.StateOfCharge.Displayed": percent("soc_percent"),
    f"{_BATTERY}.Range": figure("range_km", times=0.001),  # m
    f"{_BATTERY}.Charging.IsChargingCableConnected": _PLUGGED_IN,  # up to VSS 4
    **{f"{_BATTERY}.Charging.ChargingPort.{port}.IsChargingCableConnected": _PLUGGED_IN for port in _PORTS},
    f"{_BATTERY}.Charging.IsCharging": charging,
    f"{_BATTERY}.CurrentPower": figure("charge_power_kw", times=0.001),  # W, positive into the battery
    f"{_BATTERY}.Charging.ChargeLimit": percent("charge_limit_percent", none=(0,)),
    f"{_BATTERY}.Charging.TimeToComplete": figure("charge_minutes_left", times=1 / 60, none=(0,)),  # s
    "CurrentLocation.Latitude": figure("lat"),
    "CurrentLocation.Longitude": figure("lon"),
    "CurrentLocation.HorizontalAccuracy": figure("accuracy_m"),
    "CurrentLocation.Heading": figure("heading_deg"),
    "Speed": figure("speed_kmh"),
    "LowVoltageSystemState": word(
        "ignition_on",
        {"UNDEFINED": None, "LOCK": False, "OFF": False, "ACC": False, "ON": True, "START": True},
    ),
    "Exterior.AirTemperature": figure("outside_c"),
    "LowVoltageBattery.CurrentVoltage": figure("aux_battery_v"),
    "Chassis.Axle.Row1.Wheel.Left.Tire.Pressure": wheel(0),  # kPa
    "Chassis.Axle.Row1.Wheel.Right.Tire.Pressure": wheel(1),
    "Chassis.Axle.Row2.Wheel.Left.Tire.Pressure": wheel(2),
    "Chassis.Axle.Row2.Wheel.Right.Tire.Pressure": wheel(3),
    "Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow": warned_wheel(0),
    "Chassis.Axle.Row1.Wheel.Right.Tire.IsPressureLow": warned_wheel(1),
    "Chassis.Axle.Row2.Wheel.Left.Tire.IsPressureLow": warned_wheel(2),
    "Chassis.Axle.Row2.Wheel.Right.Tire.IsPressureLow": warned_wheel(3),
    "OBD.DTCList": _trouble_codes,
    "Service.DistanceToService": figure("service_in_km"),
    "Service.IsServiceDue": _service_due,
    "Service.TimeToService": figure("service_in_days", times=1 / 86_400),  # s
}
