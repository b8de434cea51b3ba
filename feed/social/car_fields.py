"""The figures of a car that any Mastodon app shows on its profile: charge, range, place, when last seen."""

from dataclasses import dataclass
from datetime import tzinfo

from babel.dates import format_datetime
from babel.numbers import format_decimal

from feed.social.snapshot import Snapshot

KM_PER_MILE = 1.609344


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a profile: its name and its value, plain text in the viewer's language."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words and forms of one language."""

    charge: str
    range: str
    place: str
    seen: str
    charging: str
    plugged_in: str
    home: str
    joint: str
    moment: str  # a Babel date pattern


WORDINGS = {
    "en": Wording(
        charge="Charge",
        range="Range",
        place="Place",
        seen="Seen",
        charging="charging",
        plugged_in="plugged in",
        home="home",
        joint=", ",
        moment="d MMM, HH:mm",
    ),
    "ja": Wording(
        charge="充電",
        range="航続可能距離",
        place="場所",
        seen="最終更新",
        charging="充電中",
        plugged_in="プラグ接続中",
        home="自宅",
        joint="・",
        moment="M月d日 HH:mm",
    ),
}


def profile_fields(seen: Snapshot, *, language: str, units: str, time_zone: tzinfo) -> tuple[Field, ...]:
    """The lines for what a viewer may know; what is not known has no line.

    `units` is "metric" or "imperial"; `time_zone` is the one in which the moment is told.
    """
    locale = "ja" if language.startswith("ja") else "en"
    words = WORDINGS[locale]
    moment = format_datetime(seen.observed_at, words.moment, tzinfo=time_zone, locale=locale)
    lines = (
        (words.charge, _charge(seen, words, locale)),
        (words.range, _range(seen, units, locale)),
        (words.place, _place(seen, words, locale)),
        (words.seen, moment),
    )
    return tuple(Field(name, value) for name, value in lines if value)


def _charge(seen: Snapshot, words: Wording, locale: str) -> str:
    level = f"{seen.soc_percent:.0f}%" if seen.soc_percent is not None else ""
    if seen.charge_state == "charging":
        power = f" ({_number(seen.charge_power_kw, locale)} kW)" if seen.charge_power_kw else ""
        plug = words.charging + power
    else:
        plug = words.plugged_in if seen.plugged_in else ""
    return words.joint.join(part for part in (level, plug) if part)


def _range(seen: Snapshot, units: str, locale: str) -> str:
    if seen.range_km is None:
        return ""
    if units == "imperial":
        return f"{_number(round(seen.range_km / KM_PER_MILE), locale)} mi"
    return f"{_number(round(seen.range_km), locale)} km"


def _place(seen: Snapshot, words: Wording, locale: str) -> str:
    town = seen.town.name(locale) if seen.town else ""
    zone = words.home if seen.zone == "home" else seen.zone or ""
    return words.joint.join(part for part in (town, zone) if part)


def _number(value: float, locale: str) -> str:
    return format_decimal(value, format="#,##0.#", locale=locale)
