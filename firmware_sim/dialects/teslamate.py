"""TeslaMate, a program that asks Tesla's cloud: one scalar a topic, retained, QoS 1; empty is its null.

What it hears of a car comes in whole per cents, whole kilowatts and whole kilometres an hour.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import orjson
from msgspec import UNSET

from firmware_sim.firmware.reading import Presence, Publication, Reading

WHEELS = ("fl", "fr", "rl", "rr")
KPA_A_BAR = 100.0
NOWHERE: dict[str, object] = {"error": "No active route available"}

Fields = Iterator[tuple[str, str]]


def speak(number: str, said: Reading | Presence) -> tuple[Publication, ...]:
    """A publish for each field that says something of it; `number` is the car's at TeslaMate."""
    fields = _of_presence(said) if isinstance(said, Presence) else _of_reading(said)
    return tuple(
        Publication(f"teslamate/cars/{number}/{name}", value.encode(), retain=True) for name, value in fields
    )


def last_will(number: str) -> Publication:
    """What the broker says for a TeslaMate that went away: the program is ill, nobody knows of the car."""
    return Publication(f"teslamate/cars/{number}/healthy", b"false")


def _of_presence(presence: Presence) -> Fields:
    if presence is not Presence.ONLINE:  # a car that woke says at once what it does
        yield "state", presence.value
        yield "shift_state", ""


def _of_reading(reading: Reading) -> Fields:
    yield from _doing(reading)
    yield from _energy(reading)
    yield from _moving(reading)
    yield from _body(reading)


def _doing(reading: Reading) -> Fields:
    """Whenever the car tells both, something begins."""
    if reading.ignition_on is UNSET or reading.charge_state is UNSET:
        return
    charging = reading.charge_state == "charging"
    yield "state", "driving" if reading.ignition_on else "charging" if charging else "online"
    if isinstance(reading.observed_at, datetime):
        yield "since", _instant(reading.observed_at)


def _energy(reading: Reading) -> Fields:
    if isinstance(reading.soc_percent, float):
        yield "battery_level", _whole(reading.soc_percent)
        yield "usable_battery_level", _whole(reading.soc_percent)
    if isinstance(reading.range_km, float):
        yield "rated_battery_range_km", f"{reading.range_km:.2f}"
    if isinstance(reading.charge_state, str):
        yield "plugged_in", _true_false(reading.plugged_in)
        yield "charging_state", _CHARGING_STATES[reading.charge_state]
    if isinstance(reading.charge_power_kw, float):
        yield "power", _whole(-reading.charge_power_kw)
        yield "charger_power", _whole(max(0.0, reading.charge_power_kw))
    if isinstance(reading.charge_limit_percent, float):
        yield "charge_limit_soc", _whole(reading.charge_limit_percent)
    if reading.charge_minutes_left is not UNSET:
        minutes = reading.charge_minutes_left
        yield "time_to_full_charge", f"{minutes / 60:.2f}" if isinstance(minutes, float) else ""
    if reading.charge_starts_at is not UNSET:
        starts_at = reading.charge_starts_at
        yield "scheduled_charging_start_time", _instant(starts_at) if starts_at else ""


def _moving(reading: Reading) -> Fields:
    if reading.lat is not UNSET:
        yield "location", orjson.dumps({"latitude": reading.lat, "longitude": reading.lon}).decode()
        yield "latitude", str(reading.lat)  # the older way, which it has kept
        yield "longitude", str(reading.lon)
    if isinstance(reading.speed_kmh, float):
        yield "speed", _whole(reading.speed_kmh)
    if isinstance(reading.heading_deg, float):
        yield "heading", _whole(reading.heading_deg)
    if isinstance(reading.odometer_km, float):
        yield "odometer", f"{reading.odometer_km:.2f}"
    if reading.ignition_on is not UNSET:
        yield "shift_state", "D" if reading.ignition_on else "P"
    if reading.arrival_percent is not UNSET:
        yield "active_route", orjson.dumps(_route(reading)).decode()


def _route(reading: Reading) -> dict[str, object]:
    if not isinstance(reading.arrival_percent, float):
        return NOWHERE
    return {"destination": "Work", "energy_at_arrival": round(reading.arrival_percent), "error": None}


def _body(reading: Reading) -> Fields:
    if reading.locked is not UNSET:
        yield "locked", _true_false(reading.locked)
    if isinstance(reading.outside_c, float):
        yield "outside_temp", f"{reading.outside_c:.1f}"
    if isinstance(reading.tyre_kpa, tuple):
        for wheel, kpa in zip(WHEELS, reading.tyre_kpa, strict=True):
            if isinstance(kpa, float):
                yield f"tpms_pressure_{wheel}", f"{kpa / KPA_A_BAR:.3f}"
    if isinstance(reading.tyre_alert, tuple):
        for wheel, degree in zip(WHEELS, reading.tyre_alert, strict=True):
            yield f"tpms_soft_warning_{wheel}", _true_false(degree)


def _whole(value: float) -> str:
    return str(round(value))


def _true_false(claim: object) -> str:
    return "true" if claim else "false"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


_CHARGING_STATES = {
    "unplugged": "Disconnected",
    "waiting": "Stopped",  # and scheduled_charging_start_time says until when
    "charging": "Charging",
    "complete": "Complete",
    "stopped": "Stopped",
    "fault": "NoPower",
}
