"""Charge that can be trusted."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.moments import held
from gateway.car.part import Part
from gateway.car.reading import Reading

EMPTY_PERCENT = 1  # less is more often a waking meter than an empty battery


class Battery(Part, frozen=True, kw_only=True):
    """Charge in percent of usable capacity, as far as the meter can be believed."""

    soc_percent: float | None = None  # trusted
    soc_at: datetime | None = None  # when that was last said
    doubted_percent: float | None = None  # too far from the trusted one to be believed at once
    doubted_at: datetime | None = None
    rest_percent: float | None = None  # trusted before a long silence, while what follows is doubted
    rest_at: datetime | None = None


def advance_battery(before: Battery, reading: Reading, bounds: Bounds, *, plugged: bool) -> Battery:
    """The battery after a reading. Only while plugged in may it rise without being doubted."""
    soc, at = reading.soc_percent, reading.observed_at
    if soc is None:
        return Battery() if "soc_percent" in reading.unknown else before
    if before.soc_at is not None and at < before.soc_at:
        return before
    if before.doubted_at is None and _is_near(before, soc, at, bounds, plugged=plugged):
        return replace(before, soc_percent=soc, soc_at=at)
    return _weighed(before, soc, at, bounds, plugged=plugged)


def percent_at_start(before: Battery, battery: Battery) -> float | None:
    """Charge when what was doubted until now was first said, else now; None while in doubt."""
    if battery.doubted_at is not None:
        return None
    if battery.soc_percent is None or before.doubted_percent is None:
        return battery.soc_percent
    return (
        before.doubted_percent if _is_nearer_to_doubted(before, battery.soc_percent) else battery.soc_percent
    )


def rise_unseen(before: Battery, battery: Battery, bounds: Bounds) -> tuple[float, datetime] | None:
    """Charge and time before a silence, when the first charge trusted after it is clearly higher."""
    rest, since = before.rest_percent, before.rest_at
    if before.doubted_at is None:
        rest, since = before.soc_percent, before.soc_at
    if since is None or rest is None or battery.soc_percent is None or battery.soc_at == before.soc_at:
        return None
    risen = battery.soc_percent > rest + bounds.soc_rise_percent
    return (rest, since) if risen and held(since, bounds.unseen_silence_s, battery.soc_at) else None


def _weighed(before: Battery, soc: float, at: datetime, bounds: Bounds, *, plugged: bool) -> Battery:
    """A word that is doubted, or comes while another is."""
    if _is_near(before, soc, at, bounds, plugged=plugged) or _says_it_again(before, soc, at, bounds):
        return Battery(soc_percent=soc, soc_at=at)
    if before.doubted_percent is None and held(before.soc_at, bounds.unseen_silence_s, at):
        rested = replace(before, rest_percent=before.soc_percent, rest_at=before.soc_at)
        return replace(rested, doubted_percent=soc, doubted_at=at)
    if _is_nearer_to_doubted(before, soc):
        return before  # the same doubt, not old enough yet
    return replace(before, doubted_percent=soc, doubted_at=at)


def _is_near(battery: Battery, soc: float, at: datetime, bounds: Bounds, *, plugged: bool) -> bool:
    trusted = battery.soc_percent
    if trusted is None or battery.soc_at is None:
        return soc >= EMPTY_PERCENT
    if soc > trusted:
        return plugged or soc <= trusted + bounds.soc_rise_percent
    if soc < EMPTY_PERCENT:
        return trusted - soc <= bounds.soc_fall_percent
    minutes = (at - battery.soc_at).total_seconds() / 60
    return trusted - soc <= bounds.soc_fall_percent + bounds.soc_fall_percent_per_minute * minutes


def _says_it_again(battery: Battery, soc: float, at: datetime, bounds: Bounds) -> bool:
    return held(battery.doubted_at, bounds.soc_doubt_s, at) and _is_nearer_to_doubted(battery, soc)


def _is_nearer_to_doubted(battery: Battery, soc: float) -> bool:
    if battery.doubted_percent is None:
        return False
    if battery.soc_percent is None:
        return True
    return abs(soc - battery.doubted_percent) < abs(soc - battery.soc_percent)
