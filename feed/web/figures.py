"""Figures and times as the viewer's language writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Literal
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

Units = Literal["metric", "imperial"]

KM_PER_MILE = 1.609344
_TIME = {"en": "HH:mm", "ja": "H:mm"}
_DAY_AND_TIME = {"en": "d MMM, HH:mm", "ja": "M月d日 H:mm"}
_DATE = {"en": "d MMM y", "ja": "y年M月d日"}
_WEEKDAY = {"en": "EEE d MMM", "ja": "M月d日(E)"}
_DATE_AND_TIME = {"en": "d MMM y, HH:mm", "ja": "y年M月d日 H:mm"}
_SHORT = 10  # kilometres or miles
_RECENT = timedelta(days=6)
_JUST_NOW = timedelta(seconds=45)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Writes figures for one viewer at one moment."""

    language: str
    zone: tzinfo
    now: datetime
    units: Units = "metric"

    @property
    def _locale(self) -> str:
        return "en_GB" if self.language == "en" else self.language  # a day of 24 hours, as the cars tell it

    def ago(self, moment: datetime) -> str | None:
        """How long ago, in short; None when it was just now."""
        age = self.now - moment
        if timedelta(0) <= age <= _JUST_NOW:
            return None
        if timedelta(0) <= age < _RECENT:
            return format_timedelta(-age, add_direction=True, format="short", locale=self._locale)
        return self.moment(moment)  # long ago, or a car whose clock is not ours

    def moment(self, moment: datetime) -> str:
        """Day and time of day."""
        return format_datetime(moment, _DATE_AND_TIME[self.language], tzinfo=self.zone, locale=self._locale)

    def day(self, moment: datetime) -> str:
        """A day that is the same everywhere, given by its midnight in UTC."""
        return format_date(moment.astimezone(UTC), _DATE[self.language], locale=self._locale)

    def weekday(self, moment: datetime) -> str:
        """The viewer's day in which a moment lies, and which of the week."""
        return format_datetime(moment, _WEEKDAY[self.language], tzinfo=self.zone, locale=self._locale)

    def span(self, time: timedelta) -> str:
        """How long something took, in short."""
        return format_timedelta(time, format="short", locale=self._locale)

    def lasted(self, time: timedelta) -> str:
        """How long something took, in hours and minutes."""
        hours, minutes = divmod(round(time / timedelta(minutes=1)), 60)
        parts = [(hours, "duration-hour"), (minutes, "duration-minute")]
        told = [_unit(count, unit, self._locale) for count, unit in parts if count]
        return " ".join(told) or _unit(0, "duration-minute", self._locale)

    def clock(self, moment: datetime, *, since: datetime) -> str:
        """The time of day; with the day when it is not the day of `since`."""
        local, day = moment.astimezone(self.zone), since.astimezone(self.zone).date()
        patterns = _TIME if local.date() == day else _DAY_AND_TIME
        return format_datetime(local, patterns[self.language], locale=self._locale)

    def percent(self, percent: float) -> str:
        """A share of a hundred, whole."""
        return format_percent(percent / 100, locale=self._locale)

    def number(self, number: float) -> str:
        """A whole number with the language's separators."""
        return format_decimal(round(number), locale=self._locale)

    def distance(self, km: float) -> str:
        """A distance in the viewer's units, whole."""
        if self.units == "imperial":
            return _unit(round(km / KM_PER_MILE), "length-mile", self._locale)
        return _unit(round(km), "length-kilometer", self._locale)

    def way(self, km: float) -> str:
        """How far it was, in the viewer's units: a short way to a tenth."""
        imperial = self.units == "imperial"
        length = km / KM_PER_MILE if imperial else km
        unit = "length-mile" if imperial else "length-kilometer"
        return _unit(round(length, 1 if length < _SHORT else None), unit, self._locale)

    def temperature(self, celsius: float) -> str:
        """A temperature in the viewer's units, whole."""
        if self.units == "imperial":
            return _unit(round(celsius * 9 / 5 + 32), "temperature-fahrenheit", self._locale)
        return _unit(round(celsius), "temperature-celsius", self._locale)

    def voltage(self, volts: float) -> str:
        """A voltage, to a tenth."""
        return _unit(round(volts, 1), "electric-volt", self._locale)

    def energy(self, kwh: float) -> str:
        """An energy in kilowatt-hours, to a tenth."""
        return _unit(round(kwh, 1), "energy-kilowatt-hour", self._locale)

    def power(self, kw: float) -> str:
        """A power in kilowatts, to a tenth."""
        return _unit(round(kw, 1), "power-kilowatt", self._locale)


def zone_from(cookies: Mapping[str, str]) -> tzinfo:
    """The time zone the browser told us of; UTC until it has."""
    name = unquote(cookies.get("zone", ""))  # browsers are told to write it so
    return ZoneInfo(name) if name in _zone_names() else UTC


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def _unit(value: float, unit: str, locale: str) -> str:
    return str(format_unit(value, unit, length="short", locale=locale))
