"""Cars in JSON: the register for the gateway, the live picture and the history for those who may know."""

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from feed.api.moments import iso
from feed.social.health import Health
from feed.social.journey import Charge, Drive
from feed.social.snapshot import Snapshot
from feed.store.car_tables import Car, CarHistory
from feed.store.cars import RegisteredCar
from feed.store.commanders import Commander
from feed.store.register import Entry
from feed.store.tables import Account


def register_entry(entry: Entry) -> dict[str, Any]:
    """All that the gateway must know of a car and its owner's wishes."""
    car, account, owner = entry.registered.car, entry.registered.account, entry.registered.owner
    told = settings(entry.registered)
    del told["history_for"], told["meets"]  # what the gateway has no part in
    return told | {
        "car_id": car.car_id,
        "account_id": str(account.id),
        "acct": account.username,
        "enabled": car.enabled,
        "owner": _owner(owner),
        "dealers": [{"acct": acct, "kinds": sorted(kinds)} for acct, kinds in _entrusted(entry).items()],
        "commanders": [commander(one) for one in entry.commanders],
        "friends": [
            {"car_id": one.car_id, "acct": one.account.username, "nickname": one.account.display_name}
            for one in entry.friends
        ],
        "tongues": [
            {"dialect": one.dialect, "id": one.foreign_id, "says": one.says} for one in entry.tongues
        ],
        "revision": car.revision,
    }


def commander(one: Commander) -> dict[str, str]:
    """Who may command a car beside its owner."""
    return {"acct": one.account.username, "account_id": str(one.account.id)}


def settings(registered: RegisteredCar) -> dict[str, Any]:
    """What the owner has settled."""
    car = registered.car
    return {
        "nickname": registered.account.display_name,
        "persona": car.persona,
        "language": car.language,
        "time_zone": car.time_zone,
        "units": car.units,
        "home": home(car),
        "zones": car.zones,
        "default_visibility": car.default_visibility,
        "audience": car.audience,
        "place_for_followers": car.place_for_followers,
        "place_for_public": car.place_for_public,
        "history_for": car.history_for,
        "quiet_hours": car.quiet_hours,
        "posts_a_day": car.posts_a_day,
        "delay_minutes": "until_left" if car.delay_minutes is None else car.delay_minutes,
        "cheap_hours": car.cheap_hours,
        "leaves_at": car.leaves_at.isoformat() if car.leaves_at else None,
        "meets": car.meets,
    }


def home(car: Car) -> dict[str, float | None] | None:
    """Where the car lives, or None."""
    if car.home_lat is None:
        return None
    return {"lat": car.home_lat, "lon": car.home_lon, "radius_m": car.home_radius_m}


def live_picture(seen: Snapshot) -> dict[str, Any]:
    """A snapshot, reduced to what the viewer may know; its keys are the gateway's."""
    return {
        "observed_at": iso(seen.observed_at),
        "presence": seen.presence,
        "soc_percent": seen.soc_percent,
        "range_km": seen.range_km,
        "plugged_in": seen.plugged_in,
        "charge_state": seen.charge_state,
        "charge_power_kw": seen.charge_power_kw,
        "charge_limit_percent": seen.charge_limit_percent,
        "full_at": iso(seen.full_at) if seen.full_at else None,
        "lat": seen.lat,
        "lon": seen.lon,
        "speed_kmh": seen.speed_kmh,
        "odometer_km": seen.odometer_km,
        "outside_c": seen.outside_c,
        "town": {"en": seen.town.en, "ja": seen.town.ja} if seen.town else None,
        "zone": seen.zone,
        "health": health(seen.health) if seen.health else None,
    }


def health(of: Health) -> dict[str, Any]:
    """A car's health, as far as the viewer may know it; its keys are the gateway's."""
    return asdict(of)


def history_point(row: CarHistory, *, for_owner: bool) -> dict[str, Any]:
    """The last figures of a step; followers get those of the battery only."""
    point = {
        "at": iso(row.observed_at),
        "soc_percent": row.soc_percent,
        "range_km": row.range_km,
        "charge_state": row.charge_state,
        "charge_power_kw": row.charge_power_kw,
    }
    if for_owner:
        point |= {
            "presence": row.presence,
            "speed_kmh": row.speed_kmh,
            "odometer_km": row.odometer_km,
            "outside_c": row.outside_c,
        }
    return point


def drive(one: Drive) -> dict[str, Any]:
    """A finished drive, as far as the viewer may know it."""
    return _journey(one) | {
        "km": one.km,
        "start": _spot(one.start_town_en, one.start_town_ja, one.start_zone),
        "end": _spot(one.end_town_en, one.end_town_ja, one.end_zone),
    }


def charge(one: Charge) -> dict[str, Any]:
    """A finished charge, as far as the viewer may know it."""
    return _journey(one) | {
        "peak_kw": one.peak_kw,
        "limit_percent": one.limit_percent,
        "planned": one.planned,
        "unseen": one.unseen,
        "place": _spot(one.town_en, one.town_ja, one.zone),
    }


def _journey(one: Drive | Charge) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "started_at": iso(one.started_at),
        "ended_at": iso(one.ended_at),
        "minutes": round((one.ended_at - one.started_at).total_seconds() / 60, 1),
        "soc_start_percent": one.soc_start_percent,
        "soc_end_percent": one.soc_end_percent,
        "kwh": one.kwh,
    }


def _spot(town_en: str | None, town_ja: str | None, zone: str | None) -> dict[str, Any]:
    return {"town": {"en": town_en, "ja": town_ja} if town_en else None, "zone": zone}


def _entrusted(entry: Entry) -> dict[str, set[str]]:
    """By dealer all kinds of news, for whatever reason they are entrusted with them."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for share in entry.shares:
        kinds[share.dealer.username].update(share.kinds)
    return kinds


def _owner(owner: Account | None) -> dict[str, str] | None:
    return {"acct": owner.username, "account_id": str(owner.id)} if owner else None
