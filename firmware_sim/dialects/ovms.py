"""OVMS v3, a dongle in the diagnosis socket: one metric a topic, plain text, retained, QoS 0.

The dongle looks at the car's own bus and has its own receiver for the place. It never sleeps as a modem
does: it says that the car does.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from msgspec import UNSET

from firmware_sim.firmware.reading import Presence, Publication, Reading

FULL_12V = "12.7"  # what it learnt of a rested 12 V battery


def speak(vehicle: str, said: Reading | Presence) -> tuple[Publication, ...]:
    """A publish for each metric that says something of it; `vehicle` is user/vehicle id."""
    metrics = _of_presence(said) if isinstance(said, Presence) else _of_reading(said)
    return tuple(_metric(vehicle, name, value) for name, value in metrics)


def last_will(vehicle: str) -> Publication:
    """What the broker says for a dongle whose connection broke."""
    return _metric(vehicle, "s/v3/connected", "no")


def _metric(vehicle: str, name: str, value: str) -> Publication:
    return Publication(f"ovms/{vehicle}/metric/{name}", value.encode(), retain=True, qos=0)


def _of_presence(presence: Presence) -> Iterator[tuple[str, str]]:
    if presence is not Presence.ASLEEP:
        yield "s/v3/connected", _yes_no(presence is Presence.ONLINE)
    yield "v/e/awake", _yes_no(presence is Presence.ONLINE)


def _of_reading(reading: Reading) -> Iterator[tuple[str, str]]:
    for field, metric, text in METRICS:
        value = getattr(reading, field)
        if value is None and metric in UNKNOWN:
            yield metric, UNKNOWN[metric]
        elif value is not UNSET and value is not None:
            yield metric, text(value)
    if reading.lat is not UNSET:
        yield from (("v/p/gpslock", "yes"), ("v/p/gpssq", "90"), ("v/p/satcount", "11"))
    if isinstance(reading.service_in_days, float) and isinstance(reading.observed_at, datetime):
        due = reading.observed_at.astimezone(UTC) + timedelta(days=reading.service_in_days)
        yield "v/e/serv/time", f"{due:%Y-%m-%d 00:00:00 UTC}"
    if reading.aux_battery_v is not UNSET:
        yield "v/b/12v/voltage/ref", FULL_12V


def _yes_no(claim: object) -> str:
    return "yes" if claim else "no"


def _figure(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e5 else f"{value:.1f}"  # noqa: PLR2004 - :g knows six digits


def _degrees(value: float) -> str:
    return f"{value:.6f}"


def _kilometres(value: float) -> str:
    return f"{value:.1f}"


def _given(value: float) -> str:
    """OVMS counts what the battery gives."""
    return _figure(-value + 0.0)


def _each(values: tuple[float, ...]) -> str:
    return ",".join(_figure(value) for value in values)


def _time_of_day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%H:%M:%S}"


_STATES = {
    "unplugged": "stopped",
    "waiting": "timerwait",
    "charging": "charging",
    "complete": "done",
    "stopped": "stopped",
    "fault": "stopped",
}
_SUBSTATES = _STATES | {"charging": "onrequest", "complete": "stopped"}

# In the order in which the dongle goes through its metrics.
METRICS: tuple[tuple[str, str, Callable[..., str]], ...] = (
    ("soc_percent", "v/b/soc", _figure),
    ("range_km", "v/b/range/est", _figure),
    ("charge_power_kw", "v/b/power", _given),
    ("aux_battery_v", "v/b/12v/voltage", _figure),
    ("plugged_in", "v/c/pilot", _yes_no),
    ("charge_state", "v/c/charging", lambda state: _yes_no(state == "charging")),
    ("charge_state", "v/c/state", lambda state: _STATES[state]),
    ("charge_state", "v/c/substate", lambda state: _SUBSTATES[state]),
    ("charge_limit_percent", "v/c/limit/soc", _figure),
    ("charge_minutes_left", "v/c/duration/full", _figure),
    ("charge_starts_at", "v/c/timermode", lambda _: "yes"),
    ("charge_starts_at", "v/c/timerstart", _time_of_day),
    ("ignition_on", "v/e/on", _yes_no),
    ("locked", "v/e/locked", _yes_no),
    ("outside_c", "v/e/temp", _figure),
    ("service_in_km", "v/e/serv/range", _figure),
    ("lat", "v/p/latitude", _degrees),
    ("lon", "v/p/longitude", _degrees),
    ("speed_kmh", "v/p/speed", _figure),
    ("heading_deg", "v/p/direction", _figure),
    ("odometer_km", "v/p/odometer", _kilometres),
    ("tyre_kpa", "v/t/pressure", _each),
    ("tyre_alert", "v/t/alert", _each),
)
UNKNOWN = {"v/c/duration/full": "-1", "v/c/timermode": "no"}  # a metric once said cannot be unsaid
