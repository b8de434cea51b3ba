"""Words about a cable and a charge."""

from typing import Any

from gateway.car.events import (
    Event,
)
from tests.builders.gateway import Said, at

OUT: dict[str, Any] = {"plugged_in": False}


IN: dict[str, Any] = {"plugged_in": True}


RESTING: dict[str, Any] = {**OUT, "charge_state": "unplugged", "soc_percent": 34}


WAITING: dict[str, Any] = {**IN, "charge_state": "waiting", "charge_power_kw": 0}


CHARGING: dict[str, Any] = {**IN, "charge_state": "charging", "charge_power_kw": 7}


def charge(*, end: dict[str, Any], limit: float | None = 80, state: str | None = "charging") -> list[Said]:
    """Plugged in at 34 %, an hour of charging at 7 kW up to 62 %, and how it ended."""
    power: dict[str, Any] = {**IN, "charge_power_kw": 7} | ({"charge_state": state} if state else {})
    limited = {"charge_limit_percent": limit} if limit else {}
    before = {**RESTING, **limited} if state else {**OUT, "soc_percent": 34, **limited}
    hour: list[Said] = [(60 + 600 * i, {**power, "soc_percent": 34 + 28 * i / 6}) for i in range(7)]
    return [(0, before), *hour, (3720, end)]


def without_reasons(event: Event) -> Event:
    """The event itself."""
    return type(event)(
        **{name: getattr(event, name) for name in event.__struct_fields__ if name != "reasons"}
    )


TEN_AT_NIGHT = at(10 * 3600)
TIMED: dict[str, Any] = {**IN, "charge_starts_at": TEN_AT_NIGHT}
