"""Charge that can be trusted, and whether it is low."""

from datetime import datetime

import msgspec
from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.moments import after, held, is_late
from gateway.car.reading import Reading

EMPTY_PERCENT = 1  # less is more often a waking meter than an empty battery


class Battery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Charge in percent of usable capacity, and the memory that keeps a trembling meter quiet."""

    soc_percent: float | None = None  # trusted
    soc_at: datetime | None = None  # when that was last said
    doubted_percent: float | None = None  # too far from the trusted one to be believed at once
    doubted_at: datetime | None = None
    rest_percent: float | None = None  # trusted before a long silence, while what follows is doubted
    rest_at: datetime | None = None
    told_percent: float | None = None  # the lowest mark already told; None: all may be told
    under_at: datetime | None = None  # under a mark since then, which is not told yet
    under_confirmed: bool = False  # though heard too late to tell


def advance_battery(before: Battery, reading: Reading, bounds: Bounds, *, plugged: bool) -> Battery:
    """The battery after a reading, or after time alone. While plugged in it may rise and is never low."""
    battery = before
    if reading.soc_percent is not None and (before.soc_at is None or reading.observed_at >= before.soc_at):
        battery = _heard(before, reading.soc_percent, reading.observed_at, bounds, plugged=plugged)
    elif "soc_percent" in reading.unknown:
        battery = Battery(told_percent=before.told_percent)
    return _marked(before, battery, reading, bounds, plugged=plugged)


def battery_due(battery: Battery, bounds: Bounds) -> datetime | None:
    """When a mark just passed has lasted long enough to be told."""
    return None if battery.under_confirmed else after(battery.under_at, bounds.low_held_s)


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
    if since is None:
        rest, since = before.soc_percent, before.soc_at
    if since is None or rest is None or battery.soc_percent is None or battery.soc_at == before.soc_at:
        return None
    risen = battery.soc_percent > rest + bounds.soc_rise_percent
    return (rest, since) if risen and held(since, bounds.unseen_silence_s, battery.soc_at) else None


def _heard(before: Battery, soc: float, at: datetime, bounds: Bounds, *, plugged: bool) -> Battery:
    battery = before
    if before.doubted_at is None and _is_near(before, soc, at, bounds, plugged=plugged):
        return replace(before, soc_percent=soc, soc_at=at)
    if before.doubted_at is None and held(before.soc_at, bounds.unseen_silence_s, at):
        battery = replace(before, rest_percent=before.soc_percent, rest_at=before.soc_at)
    if _is_near(battery, soc, at, bounds, plugged=plugged) or _says_it_again(battery, soc, at, bounds):
        return replace(
            battery,
            soc_percent=soc,
            soc_at=at,
            doubted_percent=None,
            doubted_at=None,
            rest_percent=None,
            rest_at=None,
        )
    if battery.doubted_percent is not None and _is_nearer_to_doubted(battery, soc):
        return battery  # the same doubt, not old enough yet
    return replace(battery, doubted_percent=soc, doubted_at=at)


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


def _marked(before: Battery, battery: Battery, reading: Reading, bounds: Bounds, *, plugged: bool) -> Battery:
    soc = battery.soc_percent
    if battery is before and battery.under_at is None and not (plugged and battery.told_percent):
        return battery
    if soc is None:
        return battery
    mark = _mark_under(soc, bounds)
    if before.soc_percent is None and before.told_percent is None:  # the first word is no news
        return replace(battery, told_percent=mark)
    if plugged:
        return _rearmed(battery, told=None)
    told = _still_told(battery.told_percent, soc, bounds)
    if mark is None or (told is not None and mark >= told):
        return _rearmed(battery, told=told)
    return _under(battery, mark, reading, bounds)


def _mark_under(soc: float, bounds: Bounds) -> float | None:
    passed = [mark for mark in (bounds.low_percent, *bounds.critical_percent) if soc <= mark]
    return min(passed, default=None)


def _still_told(told: float | None, soc: float, bounds: Bounds) -> float | None:
    """The lowest mark that charge has not left behind again by the margin."""
    if told is None or soc < told + bounds.low_margin_percent:
        return told
    above = [mark for mark in (*bounds.critical_percent, bounds.low_percent) if mark > told]
    return _still_told(min(above, default=None), soc, bounds)


def _rearmed(battery: Battery, *, told: float | None) -> Battery:
    if battery.told_percent == told and battery.under_at is None:
        return battery
    return replace(battery, told_percent=told, under_at=None, under_confirmed=False)


def _under(battery: Battery, mark: float, reading: Reading, bounds: Bounds) -> Battery:
    """A mark is told once confirmed; heard too late, it waits for a timely reading that still says so."""
    at = reading.observed_at
    if battery.under_at is None:
        return replace(battery, under_at=at)
    said_again = battery.soc_at == at and at > battery.under_at
    lasted = held(battery.under_at, bounds.low_held_s, at) and battery.doubted_at is None
    if not said_again and (battery.under_confirmed or not lasted):
        return battery
    if is_late(reading, bounds):
        return replace(battery, under_confirmed=True)
    return replace(battery, told_percent=mark, under_at=None, under_confirmed=False)
