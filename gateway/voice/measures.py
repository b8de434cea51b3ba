"""Figures and moments in the words of a language: numbers, distances, durations, times of day."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

from gateway.voice.habits import habit_of
from gateway.voice.towns import Town

Units = Literal["metric", "imperial"]

KM_PER_MILE = 1.609344
KPA_PER_PSI = 6.894757
NAMES_SAID = 3
TENTHS_BELOW = 10  # "7.5 km", but "12 km"
INERT = str.maketrans({"@": "＠", "#": "＃"})
SOON = timedelta(hours=12)  # a time of day within that needs no day
WEEK_DAYS = 7  # so far off, a weekday could be another week's


class Manner(NamedTuple):
    """How one car puts its figures, and when it does."""

    language: str
    units: Units
    time_zone: ZoneInfo
    spoken_at: datetime


def percent(value: float, manner: Manner) -> str:
    """Without its sign, which the sentence sets as it likes: "34"."""
    return _number(round(value), manner.language)


def distance(km: float, manner: Manner) -> str:
    """Such as "7.5 km" or "12 mi"."""
    if manner.units == "imperial":
        return _quantity(_tidy(km / KM_PER_MILE), "length-mile", manner.language)
    return _quantity(_tidy(km), "length-kilometer", manner.language)


def reach(km: float, manner: Manner) -> str:
    """A distance that is a guess, so without tenths, and without its sign."""
    km = abs(km)
    if manner.units == "imperial":
        return _quantity(round(km / KM_PER_MILE), "length-mile", manner.language)
    return _quantity(round(km), "length-kilometer", manner.language)


def odometer(km: float, manner: Manner) -> str:
    """Such as "20,000 km": in kilometres for everybody, as it is round in no other unit."""
    return _quantity(round(km), "length-kilometer", manner.language)


def energy(kwh: float, manner: Manner) -> str:
    """Such as "12 kWh"."""
    return _quantity(_tidy(kwh), "energy-kilowatt-hour", manner.language)


def power(kw: float, manner: Manner) -> str:
    """Such as "7.2 kW"."""
    return _quantity(_tidy(kw), "power-kilowatt", manner.language)


def economy(wh_per_km: float, manner: Manner) -> str:
    """Such as "146 Wh/km", or the same over a mile."""
    if manner.units == "imperial":
        return _joined(round(wh_per_km * KM_PER_MILE), "Wh/mi", manner.language)
    return _joined(round(wh_per_km), "Wh/km", manner.language)


def pressure(kpa: float, manner: Manner) -> str:
    """Such as "240 kPa" or "35 psi"."""
    if manner.units == "imperial":
        return _joined(round(kpa / KPA_PER_PSI), "psi", manner.language)
    return _joined(round(kpa), "kPa", manner.language)


def volts(value: float, manner: Manner) -> str:
    """Such as "11.8 V"."""
    return _quantity(round(value, 1), "electric-volt", manner.language)


def days(value: float, manner: Manner) -> str:
    """Such as "7 days", without its sign."""
    return _quantity(round(abs(value)), "duration-day", manner.language)


def posts(number: int, manner: Manner) -> str:
    """Such as "3 posts"."""
    return _counted(number, "posts", manner.language)


def drives(number: int, manner: Manner) -> str:
    """Such as "3 drives"."""
    return _counted(number, "drives", manner.language)


def charges(number: int, manner: Manner) -> str:
    """Such as "one charge"."""
    return _counted(number, "charges", manner.language)


def wheel(position: int, manner: Manner) -> str:
    """Which of the four, in words."""
    return habit_of(manner.language).wheels[position]


def name(value: str, manner: Manner) -> str:  # noqa: ARG001 - every measure is asked alike
    """A name somebody gave, such that it calls nobody, tags nothing and leads nowhere."""
    return value.translate(INERT).replace("//", "／／")


def names(values: tuple[str, ...], manner: Manner) -> str:  # noqa: ARG001
    """The first few of several."""
    return ", ".join(values[:NAMES_SAID]) + (" …" if len(values) > NAMES_SAID else "")


def town(value: Town, manner: Manner) -> str:
    """Its name in the car's language."""
    return value.name(manner.language)


def map_link(spot: tuple[float, float], manner: Manner) -> str:  # noqa: ARG001
    """A web address that shows a place, given as lat and lon, on a map."""
    lat, lon = (f"{degrees:.5f}" for degrees in spot)
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"


def duration(minutes: float, manner: Manner) -> str:
    """Such as "35 min" or "1 hr 20 min"."""
    hours, rest = divmod(round(minutes), 60)
    parts = ((hours, "duration-hour"), (rest, "duration-minute"))
    said = [_quantity(number, unit, manner.language) for number, unit in parts if number]
    return habit_of(manner.language).joint.join(said)


def time_of_day(at: datetime, manner: Manner) -> str:
    """Such as "02:15"; with its day unless it is today's or comes within hours."""
    habit, zone = habit_of(manner.language), manner.time_zone
    here, today = at.astimezone(zone), manner.spoken_at.astimezone(zone).date()
    time = habit.clock.format(hour=here.hour, minute=here.minute)
    ahead_days = (here.date() - today).days
    if ahead_days == 0 or timedelta() <= at - manner.spoken_at <= SOON:
        return time
    pattern = {-1: habit.yesterday, 1: habit.tomorrow}.get(ahead_days, habit.another_day)
    if abs(ahead_days) < WEEK_DAYS:
        return pattern.format(time=time, day=format_date(here, "EEEE", locale=manner.language))
    return pattern.format(time=time, day=format_skeleton("MMMMd", here, locale=manner.language))


def _tidy(number: float) -> float:
    """With tenths only where they matter, so that there are few to be put into words."""
    return round(number, 1) if number < TENTHS_BELOW else round(number)


def _counted(number: int, thing: str, language: str) -> str:
    forms = habit_of(language).counted.get(thing, {"other": "{number}"})
    form = forms.get(Locale.parse(language).plural_form(number), forms["other"])
    return form.format(number=_number(number, language))


def _joined(number: float, unit: str, language: str) -> str:
    return f"{_number(number, language)}{habit_of(language).joint}{unit}"


@lru_cache(maxsize=4096)
def _number(number: float, language: str) -> str:
    return format_decimal(number, format="#,##0.#", locale=language)


@lru_cache(maxsize=4096)
def _quantity(number: float, unit: str, language: str) -> str:
    words = format_unit(number, unit, "short", format="#,##0.#", locale=language)
    return words.replace(" ", habit_of(language).joint)
