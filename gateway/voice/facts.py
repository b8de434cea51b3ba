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
DANGEROUS = 2  # the degree of a tyre one should not drive on


class Placeholder(NamedTuple):
    """One name in braces: the event's fields it may come from, and how it is put into words."""

    fields: tuple[str, ...]
    words: Callable[[Any, Manner], str]
    longest: str
    least: float | None = None  # less would read as nothing: better not said
    when: Callable[[Any], bool] | None = None  # of the event: else it is told in other words


def _stops_short(event: Event) -> bool:
    limit: float | None = getattr(event, "limit_percent", None)
    return limit is not None and limit < FULL_PERCENT


def _is_ahead(service: Any) -> bool:  # noqa: ANN401 - ServiceDue alone has these
    return all(left is None or left >= 1 for left in (service.in_km, service.in_days))


PLACEHOLDERS: Mapping[str, Placeholder] = {
    "name": Placeholder((), measures.name, 30 * "m"),
    "soc": Placeholder(("soc_percent", "soc_end_percent"), measures.percent, "100", least=0),
    "soc_before": Placeholder(("soc_before_percent",), measures.percent, "100", least=0),
    "gained": Placeholder(("gained_percent",), measures.percent, "100", least=1),
    "limit": Placeholder(("limit_percent",), measures.percent, "100", least=1, when=_stops_short),
    "range": Placeholder(("range_km",), measures.reach, "1,000 km", least=1),
    "distance": Placeholder(("km",), measures.distance, "1,000 km", least=0.1),
    "duration": Placeholder(("minutes",), measures.duration, "23 hrs 59 min", least=1),
    "energy": Placeholder(("kwh",), measures.energy, "100 kWh", least=0.1),
    "power": Placeholder(("power_kw",), measures.power, "350 kW", least=0.1),
    "ready": Placeholder(("ready_at",), measures.time_of_day, "23:59 on September 30"),
    "full": Placeholder(
        ("ready_at",),
        measures.time_of_day,
        "23:59 on September 30",
        when=lambda charge: not _stops_short(charge),
    ),
    "before": Placeholder(("before",), measures.time_of_day, "23:59 on September 30"),
    "step": Placeholder(("step_percent",), measures.percent, "100"),
    "start": Placeholder(("starts_at",), measures.time_of_day, "23:59 on September 30"),
    "cheap_from": Placeholder(("cheap_from",), measures.time_of_day, "23:59 on September 30"),
    "cheap_until": Placeholder(("cheap_until",), measures.time_of_day, "23:59 on September 30"),
    "arrival": Placeholder(("arrival_percent",), measures.percent, "100", least=1),
    "zone": Placeholder(("zone",), measures.name, 30 * "m"),
    "spot": Placeholder((), measures.map_link, 90 * "m"),
    "wheel": Placeholder(
        ("wheel",), measures.wheel, "front right", when=lambda tyre: tyre.degree < DANGEROUS
    ),
    "flat_wheel": Placeholder(
        ("wheel",), measures.wheel, "front right", when=lambda tyre: tyre.degree >= DANGEROUS
    ),
    "pressure": Placeholder(("kpa",), measures.pressure, "1,000 kPa", least=1),
    "volts": Placeholder(("volts",), measures.volts, "12.5 V"),
    "due": Placeholder(("in_km",), measures.reach, "10,000 km", least=1, when=_is_ahead),
    "days": Placeholder(("in_days",), measures.days, "365 days", least=1, when=_is_ahead),
    "overdue": Placeholder(
        ("in_km",), measures.reach, "10,000 km", when=lambda service: (service.in_km or 0) <= -1
    ),
    "days_over": Placeholder(
        ("in_days",), measures.days, "365 days", when=lambda service: (service.in_days or 0) <= -1
    ),
    "codes": Placeholder(("codes",), measures.names, "P0A80, P0A80, P0A80 …"),
    "since": Placeholder(("silent_since",), measures.time_of_day, "23:59 on September 30"),
    "economy": Placeholder(("wh_per_km",), measures.economy, "1,000 Wh/km", least=1),
    "odometer": Placeholder(("odometer_km",), measures.odometer, "1,000,000 km"),
    "friend": Placeholder(("friend",), measures.name, 30 * "m"),
    "posts": Placeholder(("posts",), measures.posts, "100 posts", least=1),
    "drives": Placeholder(("drives",), measures.drives, "100 drives", least=1),
    "charges": Placeholder(("charges",), measures.charges, "100 charges", least=1),
    "town": Placeholder((), measures.town, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
}

NAMED_WITH_TOWN = frozenset(
    {"plugged_in", "charging_started", "charging_done", "charging_interrupted", "drive_ended"}
)
NAMED_WITH_SPOT = frozenset({"towed"})  # where it is, to the metre: for nobody but the owner
NO_NEWS = frozenset({"name"})  # a line says no more for having it


def facts(
    event: Event, *, town: Town | None, name: str = "", withheld: AbstractSet[str] = frozenset()
) -> dict[str, Any]:
    """What may be told and is known, by placeholder. `name` is the car's nickname, if it has one."""
    given = {"town": town, "name": name or None, "spot": _spot(event)}
    told = {
        offered: given[offered] if offered in given else _figure(event, PLACEHOLDERS[offered])
        for offered in OFFERED[event.kind] - withheld
    }
    return {offered: value for offered, value in told.items() if value is not None}


def _figure(event: Event, placeholder: Placeholder) -> Any | None:  # noqa: ANN401 - whatever its words take
    if placeholder.when is not None and not placeholder.when(event):
        return None
    values = (getattr(event, field, None) for field in placeholder.fields)
    value = next((value for value in values if value is not None), None)
    too_little = value is not None and placeholder.least is not None and value < placeholder.least
    return None if too_little else value


def _spot(event: Event) -> tuple[float, float] | None:
    lat, lon = getattr(event, "lat", None), getattr(event, "lon", None)
    return None if lat is None or lon is None else (lat, lon)


def _offered(kind: type[Event]) -> frozenset[str]:
    fields, tag = set(kind.__struct_fields__), _name(kind)
    names = {name for name, placeholder in PLACEHOLDERS.items() if fields & set(placeholder.fields)}
    if "limit_percent" not in fields:
        names -= {"full"}  # ready may then be less than full
    places = {"town": tag in NAMED_WITH_TOWN, "spot": tag in NAMED_WITH_SPOT}
    return NO_NEWS | names | {place for place, is_told in places.items() if is_told}


def _sure(kind: type[Event]) -> frozenset[str]:
    required = {field.name for field in msgspec.structs.fields(kind) if field.required}
    return frozenset(
        name
        for name, placeholder in PLACEHOLDERS.items()
        if required & set(placeholder.fields) and not placeholder.least and placeholder.when is None
    )


def _name(kind: type[Event]) -> str:
    return str(kind.__struct_config__.tag)


OFFERED: Mapping[str, frozenset[str]] = {_name(kind): _offered(kind) for kind in EVENT_KINDS}
SURE: Mapping[str, frozenset[str]] = {_name(kind): _sure(kind) for kind in EVENT_KINDS}  # never unknown
