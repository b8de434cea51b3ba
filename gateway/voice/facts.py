"""What each kind of news has to tell: the placeholders a line may use, and what stands for them."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

import msgspec

from gateway.car.events import EVENT_KINDS, Event
from gateway.voice import measures
from gateway.voice.measures import Manner
from gateway.voice.towns import Town

FULL_PERCENT = 100.0


class Placeholder(NamedTuple):
    """One name in braces: the event's fields it may come from, and how it is put into words."""

    fields: tuple[str, ...]
    words: Callable[[Any, Manner], str]
    longest: str
    least: float | None = None  # less would read as nothing: better not said


def _town_name(town: Town, manner: Manner) -> str:
    return town.name(manner.language)


PLACEHOLDERS: Mapping[str, Placeholder] = {
    "soc": Placeholder(("soc_percent", "soc_end_percent"), measures.percent, "100", least=0),
    "soc_before": Placeholder(("soc_before_percent",), measures.percent, "100", least=0),
    "gained": Placeholder(("gained_percent",), measures.percent, "100", least=1),
    "limit": Placeholder(("limit_percent",), measures.percent, "100", least=1),
    "range": Placeholder(("range_km",), measures.reach, "1,000 km", least=1),
    "distance": Placeholder(("km",), measures.distance, "1,000 km", least=0.1),
    "duration": Placeholder(("minutes",), measures.duration, "23 hrs 59 min", least=1),
    "energy": Placeholder(("kwh",), measures.energy, "100 kWh", least=0.1),
    "power": Placeholder(("power_kw",), measures.power, "350 kW", least=0.1),
    "ready": Placeholder(("ready_at",), measures.time_of_day, "23:59 on Wednesday"),
    "full": Placeholder(("ready_at",), measures.time_of_day, "23:59 on Wednesday"),
    "before": Placeholder(("before",), measures.time_of_day, "23:59 on Wednesday"),
    "step": Placeholder(("step_percent",), measures.percent, "100"),
    "start": Placeholder(("starts_at",), measures.time_of_day, "23:59 on Wednesday"),
    "cheap_from": Placeholder(("cheap_from",), measures.time_of_day, "23:59 on Wednesday"),
    "cheap_until": Placeholder(("cheap_until",), measures.time_of_day, "23:59 on Wednesday"),
    "arrival": Placeholder(("arrival_percent",), measures.percent, "100", least=0),
    "zone": Placeholder(("zone",), measures.name, 30 * "m"),
    "wheel": Placeholder(("wheel",), measures.wheel, "front passenger side"),
    "pressure": Placeholder(("kpa",), measures.pressure, "1,000 kPa", least=1),
    "volts": Placeholder(("volts",), measures.volts, "12.5 V"),
    "due": Placeholder(("in_km",), measures.reach, "1,000 km", least=1),
    "days": Placeholder(("in_days",), measures.days, "30 days", least=1),
    "codes": Placeholder(("codes",), measures.names, "P0A80, P0A80, P0A80 …"),
    "since": Placeholder(("silent_since",), measures.time_of_day, "23:59 on Wednesday"),
    "economy": Placeholder(("wh_per_km",), measures.economy, "1,000 Wh/km"),
    "odometer": Placeholder(("odometer_km",), measures.reach, "1,000,000 km"),
    "friend": Placeholder(("friend",), measures.name, 30 * "m"),
    "posts": Placeholder(("posts",), measures.count, "100"),
    "drives": Placeholder(("drives",), measures.count, "100", least=1),
    "charges": Placeholder(("charges",), measures.count, "100", least=1),
    "town": Placeholder((), _town_name, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
}

NAMED_WITH_TOWN = frozenset(
    {"plugged_in", "charging_started", "charging_done", "charging_interrupted", "drive_ended"}
)
CONDITIONAL = frozenset({"full", "limit"})  # one or the other: they are told in different words


def facts(event: Event, *, town: Town | None, withheld: AbstractSet[str] = frozenset()) -> dict[str, Any]:
    """What may be told and is known, by placeholder."""
    known: dict[str, Any] = {} if town is None else {"town": town}
    for name in OFFERED[event.kind] - withheld:
        placeholder = PLACEHOLDERS[name]
        for field in placeholder.fields:
            value = getattr(event, field, None)
            if value is not None and (placeholder.least is None or value >= placeholder.least):
                known[name] = value
    known.pop("full" if known.get("limit", FULL_PERCENT) < FULL_PERCENT else "limit", None)
    return known


def _offered(kind: type[Event], fields: AbstractSet[str]) -> frozenset[str]:
    names = {name for name, placeholder in PLACEHOLDERS.items() if fields & set(placeholder.fields)}
    return frozenset(names | ({"town"} if _name(kind) in NAMED_WITH_TOWN else set()))


def _sure(kind: type[Event]) -> frozenset[str]:
    required = {field.name for field in msgspec.structs.fields(kind) if field.required}
    return frozenset(
        name
        for name, placeholder in PLACEHOLDERS.items()
        if required & set(placeholder.fields) and not placeholder.least and name not in CONDITIONAL
    )


def _name(kind: type[Event]) -> str:
    return str(kind.__struct_config__.tag)


OFFERED: Mapping[str, frozenset[str]] = {
    _name(kind): _offered(kind, set(kind.__struct_fields__)) for kind in EVENT_KINDS
}
SURE: Mapping[str, frozenset[str]] = {_name(kind): _sure(kind) for kind in EVENT_KINDS}  # never unknown
