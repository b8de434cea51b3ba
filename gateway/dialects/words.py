"""How other tongues write figures, shares, yes and no, words and times, as fields of a Reading."""

import re
from collections.abc import Callable, Mapping
from textwrap import shorten
from typing import Any

from gateway.car.reading import ChargeState
from gateway.dialects.contract import utc
from gateway.dialects.message import MalformedMessageError

Fields = dict[str, Any]  # by the names of Reading, in its units; None: said to be not known
Says = Callable[[object], Fields]  # what one value of theirs says

LONGEST_REASON = 200  # characters

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_ROUNDING_SLACK = 5.0  # points


def fields_of(said: Mapping[str, Any], used: Mapping[str, Says]) -> Fields:
    """What all used values of one message say together; of two for one field, the later in the table wins."""
    fields: Fields = {}
    for key, says in used.items():
        if key in said:
            fields |= says(said[key])
    return fields


def figure(field: str, *, times: float = 1.0, none: tuple[float, ...] = ()) -> Says:
    """A way to read a number: `times` makes our unit of theirs, `none` are figures that mean "not known"."""
    low, high = _BOUNDS[field]

    def says(said: object) -> Fields:
        if said is None or (theirs := number(field, said)) in none:
            return {field: None}
        ours = theirs if times == 1.0 else round(theirs * times, 6) + 0.0  # never minus nought
        if not low <= ours <= high:
            raise MalformedMessageError(f"{field}: should be from {low:,} to {high:,}")
        return {field: ours}

    return says


def percent(field: str, *, none: tuple[float, ...] = ()) -> Says:
    """A way to read a share of the battery. Cars round: a little under empty or over full is clipped."""

    def says(said: object) -> Fields:
        if said is None or (share := number(field, said)) in none:
            return {field: None}
        if not -_ROUNDING_SLACK <= share <= 100 + _ROUNDING_SLACK:
            raise MalformedMessageError(f"{field}: should be from 0 to 100")
        return {field: min(max(share, 0.0), 100.0)}

    return says


def claim(field: str) -> Says:
    """A way to read true or false: yes, on, 1 and their like."""

    def says(said: object) -> Fields:
        if said is None:
            return {field: None}
        answer = _CLAIMS.get(str(said).lower()) if isinstance(said, str | int | float) else None
        if answer is None:
            raise MalformedMessageError(f"{field}: should be yes or no")
        return {field: answer}

    return says


def charging(said: object) -> Fields:
    """Whether energy flows. A mere no does not say why not: full, waiting, stopped or unplugged."""
    return {"charge_state": ChargeState.CHARGING if _FLOWS(said)["charge_state"] else None}


def word(field: str, meanings: Mapping[str, object], *, prefix: str = "") -> Says:
    """A way to read one of a few words, with or without prefix; a word for None is their "not known"."""

    def says(said: object) -> Fields:
        if said is None:
            return {field: None}
        bare = said.removeprefix(prefix) if isinstance(said, str) else ""
        if bare not in meanings:
            choice = f"{field}: should be one of {', '.join(meanings)}"
            raise MalformedMessageError(shorten(choice, LONGEST_REASON, placeholder=" …"))
        return {field: meanings[bare]}

    return says


def instant(field: str) -> Says:
    """A way to read a day and time with its zone."""

    def says(said: object) -> Fields:
        if said is None:
            return {field: None}
        if not isinstance(said, str):
            raise MalformedMessageError(f"{field}: should be a day and time")
        return {field: utc(field, said)}

    return says


def number(name: str, said: object) -> float:
    """A number, or a text that is one.

    Raises:
        MalformedMessageError: when it is neither; `name` says whose it is.
    """
    if isinstance(said, str) and _NUMBER.fullmatch(said):
        return float(said)
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise MalformedMessageError(f"{name}: should be a number")
    return float(said)


_CLAIMS = dict.fromkeys(("yes", "true", "on", "1", "1.0"), True) | dict.fromkeys(
    ("no", "false", "off", "0", "0.0"), False
)
_BOUNDS = {  # beyond them: another unit, or nonsense
    "range_km": (0, 2500),
    "charge_power_kw": (-1000, 500),
    "charge_minutes_left": (0, 7 * 24 * 60),
    "lat": (-90, 90),
    "lon": (-180, 180),
    "accuracy_m": (0, 100_000),
    "speed_kmh": (0, 450),
    "heading_deg": (0, 360),
    "odometer_km": (0, 5_000_000),
    "outside_c": (-90, 70),
    "aux_battery_v": (0, 60),
    "tyre_kpa": (0, 1500),
    "service_in_km": (-1_000_000, 1_000_000),
    "service_in_days": (-36_500, 36_500),
}
_FLOWS = claim("charge_state")
