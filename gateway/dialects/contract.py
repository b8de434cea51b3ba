"""The native contract: what a car may say in one message, and how it is judged."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Required, TypedDict

import msgspec
from msgspec import UNSET, Meta

from gateway.car.reading import ChargeState
from gateway.dialects.judge import check_keys, judged
from gateway.dialects.message import MalformedMessageError

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
TROUBLE_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,32}")
MOST_TROUBLE_CODES = 64

Instant = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Version = Annotated[int, Meta(ge=1, le=1)]
Percent = Annotated[float, Meta(ge=0, le=100)]
Kilowatt = Annotated[float, Meta(ge=-1000, le=500)]  # more is watts, or nonsense
Kilopascal = Annotated[float, Meta(ge=0, le=1500)]
FourWheels = Annotated[tuple[Kilopascal | None, ...], Meta(min_length=4, max_length=4)]
WheelAlerts = Annotated[tuple[Annotated[int, Meta(ge=0, le=2)] | None, ...], Meta(min_length=4, max_length=4)]
Distance = Annotated[float, Meta(ge=-1_000_000, le=1_000_000)]
Days = Annotated[float, Meta(ge=-36_500, le=36_500)]
TroubleCode = Annotated[str, Meta(pattern=rf"^{TROUBLE_CODE.pattern}$(?!\n)")]  # $ alone: "P0A80\n" too


class Telemetry(TypedDict, total=False):
    """What a car says in one message. A key left out: not said. null: known before, not known now."""

    v: Required[Version]
    seq: Required[Annotated[int, Meta(ge=0, le=2**63 - 1, description="grows by one, survives reboots")]]
    observed_at: Required[Annotated[Instant, Meta(description="when the car measured")]]
    soc_percent: Annotated[Percent | None, Meta(description="of usable capacity")]
    range_km: Annotated[float, Meta(ge=0, le=2500)] | None
    plugged_in: bool | None
    charge_state: ChargeState | None
    charge_power_kw: Annotated[Kilowatt | None, Meta(description="positive: into the battery")]
    charge_limit_percent: Percent | None
    charge_minutes_left: Annotated[float, Meta(ge=0, le=7 * 24 * 60)] | None
    charge_starts_at: Annotated[Instant | None, Meta(description="when a timer lets the charge begin")]
    arrival_percent: Annotated[Percent | None, Meta(description="foreseen at the destination")]
    lat: Annotated[float, Meta(ge=-90, le=90)] | None  # WGS 84; lat and lon come together
    lon: Annotated[float, Meta(ge=-180, le=180)] | None
    accuracy_m: Annotated[float, Meta(ge=0, le=100_000)] | None
    speed_kmh: Annotated[float, Meta(ge=0, le=450)] | None
    heading_deg: Annotated[float, Meta(ge=0, le=360)] | None
    odometer_km: Annotated[float, Meta(ge=0, le=5_000_000)] | None
    ignition_on: bool | None
    locked: bool | None
    outside_c: Annotated[float, Meta(ge=-90, le=70)] | None
    aux_battery_v: Annotated[float, Meta(ge=0, le=60)] | None
    tyre_kpa: Annotated[FourWheels | None, Meta(description="FL, FR, RL, RR")]
    tyre_alert: Annotated[WheelAlerts | None, Meta(description="0 well, 1 low, 2 dangerously low")]
    trouble_codes: Annotated[tuple[TroubleCode, ...], Meta(max_length=MOST_TROUBLE_CODES)] | None
    service_in_km: Annotated[Distance | None, Meta(description="negative: overdue")]
    service_in_days: Annotated[Days | None, Meta(description="negative: overdue")]


class Clock(TypedDict):
    """The time in the simulated world."""

    v: Version
    now: Instant


_TELEMETRY = msgspec.json.Decoder(Telemetry)
_CLOCK = msgspec.json.Decoder(Clock)


def telemetry(payload: bytes) -> dict[str, Any]:
    """What a car said, by the names of the contract: a key left out is absent, null is None.

    Raises:
        MalformedMessageError: when it breaks the contract.
    """
    said: dict[str, Any] = judged(_TELEMETRY, payload)
    if payload.count(b'"') != 2 * _quoted(said):
        check_keys(payload)
    lat, lon = said.get("lat", UNSET), said.get("lon", UNSET)
    if type(lat) is not type(lon):
        raise MalformedMessageError("lat, lon: should come together")
    if lat == lon == 0:  # a receiver without a fix; the rest may well be right
        del said["lat"], said["lon"]
    return said


def clock(payload: bytes) -> datetime:
    """The time a clock message tells, aware UTC.

    Raises:
        MalformedMessageError: when it tells none.
    """
    return utc("now", judged(_CLOCK, payload)["now"])


def json_schema() -> dict[str, Any]:
    """The telemetry contract as JSON Schema, made from the same types that judge messages."""
    _, others = msgspec.json.schema_components([Telemetry])
    ours = others.pop(Telemetry.__name__)
    names = Telemetry.__annotations__  # in the order they are written here
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ours,
        "properties": {name: ours["properties"][name] for name in names},
        "required": [name for name in names if name in ours["required"]],
        "$defs": others,
    }


def utc(name: str, instant: str) -> datetime:
    """An instant of the contract as aware UTC.

    Raises:
        MalformedMessageError: when no such moment exists; `name` says whose it is.
    """
    if _INSTANT.fullmatch(instant) is None:
        raise MalformedMessageError(f"{name}: should be written like 2026-11-23T09:15:04.250Z")
    try:
        return datetime.fromisoformat(instant).astimezone(UTC)
    except (ValueError, OverflowError):
        raise MalformedMessageError(f"{name}: should be a day and time that exist") from None


def _quoted(said: dict[str, Any]) -> int:
    """How many keys and texts this was written with; a payload with more quotes may say a key twice."""
    texts = 1 + (said.get("charge_state") is not None) + (said.get("charge_starts_at") is not None)
    return len(said) + texts + len(said.get("trouble_codes") or ())  # the first text is its time
