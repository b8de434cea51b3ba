"""Finished drives and charges, as the feed takes them."""

from datetime import datetime
from typing import ClassVar

import msgspec

from gateway.car.bounds import Bounds, Zone
from gateway.car.events import Charge, Drive
from gateway.car.travel.ground import Fix, distance_m
from gateway.voice.towns import Town, Towns

Point = tuple[float, float, float, float | None, float | None]  # s since the start, lat, lon, soc %, km/h


class Spot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place by its names."""

    town: Town | None = None
    zone: str | None = None  # "home", or the owner's name for another


class DriveTold(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="drive"):
    """A drive. (car_id, started_at) names it: told again, it takes its own place."""

    kind: ClassVar[str] = "drive"
    car_id: str
    acct: str  # the account the car had then: a former owner's drives are not for the next
    started_at: datetime
    ended_at: datetime
    km: float
    soc_start_percent: float | None = None
    soc_end_percent: float | None = None
    kwh: float | None = None
    start: Spot | None = None
    end: Spot | None = None
    track: tuple[Point, ...] = ()  # for the owner alone


class ChargeTold(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="charge"
):
    """A charge. (car_id, started_at) names it."""

    kind: ClassVar[str] = "charge"
    car_id: str
    acct: str
    started_at: datetime
    ended_at: datetime
    soc_start_percent: float | None = None
    soc_end_percent: float | None = None
    kwh: float | None = None
    peak_kw: float | None = None
    limit_percent: float | None = None
    planned: bool = False
    unseen: bool = False
    place: Spot | None = None


def drive_told(drive: Drive, bounds: Bounds, towns: Towns, *, acct: str) -> DriveTold:
    """A drive with the names of where it began and ended."""
    return DriveTold(
        car_id=drive.car_id,
        acct=acct,
        started_at=drive.started_at,
        ended_at=drive.ended_at,
        km=drive.km,
        soc_start_percent=drive.soc_start_percent,
        soc_end_percent=drive.soc_end_percent,
        kwh=drive.kwh,
        start=_spot(drive.start, bounds, towns),
        end=_spot(drive.end, bounds, towns),
    )


def charge_told(charge: Charge, bounds: Bounds, towns: Towns, *, acct: str) -> ChargeTold:
    """A charge with the names of where it was."""
    return ChargeTold(
        car_id=charge.car_id,
        acct=acct,
        started_at=charge.started_at,
        ended_at=charge.ended_at,
        soc_start_percent=charge.soc_start_percent,
        soc_end_percent=charge.soc_end_percent,
        kwh=charge.kwh,
        peak_kw=charge.peak_kw,
        limit_percent=charge.limit_percent,
        planned=charge.planned,
        unseen=charge.unseen,
        place=_spot(charge.fix, bounds, towns),
    )


def _spot(fix: Fix | None, bounds: Bounds, towns: Towns) -> Spot | None:
    return None if fix is None else Spot(town=towns.town_near(fix.lat, fix.lon), zone=_zone(fix, bounds))


def _zone(fix: Fix, bounds: Bounds) -> str | None:
    """The first of the owner's places that it is in, home before others."""
    places = [("home", bounds.home), *((place.name, place.zone) for place in bounds.zones)]
    return next((name for name, zone in places if zone is not None and _is_in(fix, zone)), None)


def _is_in(fix: Fix, zone: Zone) -> bool:
    return distance_m(fix.lat, fix.lon, zone.lat, zone.lon) <= zone.radius_m
