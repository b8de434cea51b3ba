"""The [noticing] settings: any threshold of the car's room, by its own name."""

import difflib
import math
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from gateway.car.bounds import Bounds

OWN = frozenset({"home", "zones", "time_zone", "cheap_hours", "leaves_at"})  # each car's, from the register
THRESHOLDS = frozenset(Bounds.__struct_fields__) - OWN


def bounds_from(section: Mapping[str, Any]) -> Bounds:
    """By what every car's news is judged. Raises ValueError naming the key that is wrong."""
    values = {name: _value(name, given) for name, given in section.items()}
    try:
        return msgspec.convert(values, Bounds)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def no_such_setting(key: str, known: Iterable[str]) -> str:
    """The sentence about a key nobody knows, with the one that was meant where that can be guessed."""
    section, _, name = key.rpartition(".")
    alike = difflib.get_close_matches(name, list(known), n=1)
    meant = f"; did you mean {section}{'.' if section else ''}{alike[0]}?" if alike else ""
    return f"{key}: there is no such setting{meant}"


def _value(name: str, given: object) -> object:
    if name not in THRESHOLDS:
        raise ValueError(no_such_setting(f"noticing.{name}", THRESHOLDS))
    try:
        value = tomllib.loads(f"value = {given}")["value"] if isinstance(given, str) else given
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: should be a number, written as in the file") from error
    numbers = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(number, int | float) and 0 <= number < math.inf for number in numbers):
        raise ValueError(f"{name}: should be 0 or more")
    return value
