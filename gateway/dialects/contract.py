"""The native contract: what a car may say in one message, and how it is judged."""

import json
import re
from datetime import UTC, datetime
from typing import Annotated, Any, Required

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict  # pydantic cannot read typing's own below Python 3.12

from gateway.car.reading import ChargeState
from gateway.dialects.message import MalformedMessageError

LONGEST_PAYLOAD = 8 * 1024  # bytes

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
TROUBLE_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,32}")
MOST_TROUBLE_CODES = 64
_CONTRACT = ConfigDict(strict=True, allow_inf_nan=False, extra="ignore")

Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Version = Annotated[int, Field(ge=1, le=1)]  # Literal[1] would let true pass
Percent = Annotated[float, Field(ge=0, le=100)]
Kilowatt = Annotated[float, Field(ge=-1000, le=500)]  # more is watts, or nonsense
FourWheels = Annotated[list[Annotated[float, Field(ge=0, le=1500)] | None], Field(min_length=4, max_length=4)]
WheelAlerts = Annotated[list[Annotated[int, Field(ge=0, le=2)] | None], Field(min_length=4, max_length=4)]
Distance = Annotated[float, Field(ge=-1_000_000, le=1_000_000)]
Days = Annotated[float, Field(ge=-36_500, le=36_500)]
TroubleCode = Annotated[str, Field(pattern=f"^{TROUBLE_CODE.pattern}$")]


@with_config(_CONTRACT)
class Telemetry(TypedDict, total=False):
    """What a car says in one message. A key left out: not said. null: known before, not known now."""

    v: Required[Version]
    seq: Required[Annotated[int, Field(ge=0, le=2**63 - 1, description="grows by one, survives reboots")]]
    observed_at: Required[Annotated[Instant, Field(description="when the car measured")]]
    soc_percent: Annotated[Percent | None, Field(description="of usable capacity")]
    range_km: Annotated[float, Field(ge=0, le=2500)] | None
    plugged_in: bool | None
    charge_state: ChargeState | None
    charge_power_kw: Annotated[Kilowatt | None, Field(description="positive: into the battery")]
    charge_limit_percent: Percent | None
    charge_minutes_left: Annotated[float, Field(ge=0, le=7 * 24 * 60)] | None
    charge_starts_at: Annotated[Instant | None, Field(description="when a timer lets the charge begin")]
    arrival_percent: Annotated[Percent | None, Field(description="foreseen at the destination")]
    lat: Annotated[float, Field(ge=-90, le=90)] | None  # WGS 84; lat and lon come together
    lon: Annotated[float, Field(ge=-180, le=180)] | None
    accuracy_m: Annotated[float, Field(ge=0, le=100_000)] | None
    speed_kmh: Annotated[float, Field(ge=0, le=450)] | None
    heading_deg: Annotated[float, Field(ge=0, le=360)] | None
    odometer_km: Annotated[float, Field(ge=0, le=5_000_000)] | None
    ignition_on: bool | None
    locked: bool | None
    outside_c: Annotated[float, Field(ge=-90, le=70)] | None
    aux_battery_v: Annotated[float, Field(ge=0, le=60)] | None
    tyre_kpa: Annotated[FourWheels | None, Field(description="FL, FR, RL, RR")]
    tyre_alert: Annotated[WheelAlerts | None, Field(description="0 well, 1 low, 2 dangerously low")]
    trouble_codes: Annotated[list[TroubleCode], Field(max_length=MOST_TROUBLE_CODES)] | None
    service_in_km: Annotated[Distance | None, Field(description="negative: overdue")]
    service_in_days: Annotated[Days | None, Field(description="negative: overdue")]


@with_config(_CONTRACT)
class Clock(TypedDict):
    """The time in the simulated world."""

    v: Version
    now: Instant


_TELEMETRY = TypeAdapter(Telemetry)
_CLOCK = TypeAdapter(Clock)


def telemetry(payload: bytes) -> dict[str, Any]:
    """What a car said, by the names of the contract.

    Raises:
        MalformedMessageError: when it breaks the contract.
    """
    said = _validated(_TELEMETRY, payload)
    if payload.count(b'"') != 2 * _quoted(said):
        json.loads(payload, object_pairs_hook=_once_each, parse_constant=_no_constant)
    _check_place(said)
    return said


def clock(payload: bytes) -> datetime:
    """The time a clock message tells, aware UTC.

    Raises:
        MalformedMessageError: when it tells none.
    """
    return utc("now", _validated(_CLOCK, payload)["now"])


def json_schema() -> dict[str, Any]:
    """The telemetry contract as JSON Schema, made from the same model that judges messages."""
    schema = _TELEMETRY.json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


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


def _validated(contract: TypeAdapter[Any], payload: bytes) -> dict[str, Any]:
    if len(payload) > LONGEST_PAYLOAD:
        raise MalformedMessageError(f"payload: should be at most {LONGEST_PAYLOAD} bytes")
    try:
        return dict(contract.validate_json(payload))
    except ValidationError as error:
        raise MalformedMessageError(_reason(error)) from None


def _quoted(said: dict[str, Any]) -> int:
    """How many keys and texts this was written with; a payload with more quotes may say a key twice."""
    texts = 1 if said.get("charge_state") is None else 2  # the first is its time
    if said.get("charge_starts_at") is not None:
        texts += 1
    return len(said) + texts + len(said.get("trouble_codes") or ())


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"] if step != "nullable") or "payload"
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"[:200]


def _once_each(pairs: list[tuple[str, Any]]) -> None:
    if len({key for key, _ in pairs}) != len(pairs):
        raise MalformedMessageError("payload: a key should come once only")


def _no_constant(_: str) -> None:
    raise MalformedMessageError("payload: a number should be finite")


def _check_place(said: dict[str, Any]) -> None:
    if ("lat" in said) != ("lon" in said) or (said.get("lat") is None) != (said.get("lon") is None):
        raise MalformedMessageError("lat, lon: should come together")
    if said.get("lat") == 0 and said.get("lon") == 0:  # a receiver without a fix; the rest may well be right
        del said["lat"], said["lon"]
