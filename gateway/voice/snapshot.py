"""The live picture of a car, as the feed takes it."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from gateway.car.bounds import Bounds
from gateway.car.health.aux_battery import LEAST_V, LOW, MOST_V
from gateway.car.reading import ChargeState, Presence
from gateway.car.state import CarState
from gateway.voice.towns import Town, Towns

SILENCE = timedelta(minutes=30)  # three times what a parked modem leaves between two messages

TyreState = Literal["well", "low", "flat"]
LivePresence = Literal["online", "driving", "charging", "asleep", "lost"]


class Health(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the car feels. None means "not known"."""

    service_in_km: float | None = None  # negative: overdue
    service_in_days: float | None = None
    trouble_codes: tuple[str, ...] | None = None  # without those in doubt; empty: none is stored
    tyre_kpa: tuple[float | None, ...] | None = None  # front left, front right, rear left, rear right
    tyre_state: TyreState | None = None  # of the worst one
    aux_battery_v: float | None = None
    aux_battery_low: bool | None = None


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One car at one moment of its own time. None means "not known"."""

    car_id: str
    observed_at: datetime
    presence: LivePresence | None = None
    soc_percent: float | None = None
    range_km: float | None = None
    plugged_in: bool | None = None
    charge_state: ChargeState | None = None
    charge_power_kw: float | None = None  # positive flows into the battery
    charge_limit_percent: float | None = None
    full_at: datetime | None = None  # when the charge under way will be enough
    lat: float | None = None
    lon: float | None = None
    speed_kmh: float | None = None
    odometer_km: float | None = None
    outside_c: float | None = None
    town: Town | None = None
    zone: str | None = None  # "home", or the owner's name for another
    health: Health | None = None


def snapshot(state: CarState, bounds: Bounds, towns: Towns, *, now: datetime) -> Snapshot:
    """What there is to see of a car; `now` is by the gateway's clock."""
    lat, lon = state.lat, state.lon
    presence = _presence(state, now)
    return Snapshot(
        car_id=state.car_id,
        observed_at=state.observed_at or now,
        presence=presence,
        soc_percent=state.soc_percent,
        range_km=state.gauges.range_km,
        plugged_in=state.plug.plugged,
        charge_state=state.charging.state,
        charge_power_kw=state.charging.power_kw if presence == "charging" else None,
        charge_limit_percent=state.charging.limit_percent,
        full_at=state.told.forecast_at if presence == "charging" else None,
        lat=lat,
        lon=lon,
        speed_kmh=state.speed_kmh,
        odometer_km=state.odometer_km,
        outside_c=state.gauges.outside_c,
        town=None if lat is None or lon is None else towns.town_near(lat, lon),
        zone=_zone(state, bounds),
        health=_health(state),
    )


def _zone(state: CarState, bounds: Bounds) -> str | None:
    """The first zone the car is in, home before others; not one the owner has moved or taken back since."""
    drawn = {(place.name, place.zone) for place in bounds.zones} | {(None, bounds.home)}
    inside = (fence for fence in state.place.fences if fence.inside and (fence.name, fence.zone) in drawn)
    return next((fence.name or "home" for fence in inside), None)


def _health(state: CarState) -> Health | None:
    health = state.health
    tyres = [wheel.degree.known for wheel in health.tyres.wheels if wheel.degree.known is not None]
    aux, volts = health.aux_battery.degree.known, state.gauges.aux_battery_v
    told = Health(
        service_in_km=health.service.in_km,
        service_in_days=health.service.in_days,
        trouble_codes=health.trouble.present if health.trouble.heard else None,
        tyre_kpa=None if set(health.tyres.kpa) == {None} else health.tyres.kpa,
        tyre_state=_TYRE_STATES[max(tyres)] if tyres else None,
        aux_battery_v=volts if volts is not None and LEAST_V < volts < MOST_V else None,
        aux_battery_low=None if aux is None else aux == LOW,
    )
    return None if told == _NOT_KNOWN else told


def _presence(state: CarState, now: datetime) -> LivePresence | None:
    if state.presence is Presence.OFFLINE:
        return "lost"
    if state.presence is Presence.ASLEEP:
        return "asleep"
    if state.received_at is None:
        return None if state.presence is None else "online"
    if now - state.received_at > SILENCE:
        return "asleep" if state.presence_at is None else "lost"  # a modem that never says so just sleeps
    if _is_driving(state):
        return "driving"
    return "charging" if _is_charging(state) else "online"


def _is_driving(state: CarState) -> bool:
    return state.driving.trip is not None and state.driving.trip.confirmed


def _is_charging(state: CarState) -> bool:
    session = state.charging.session
    return session is not None and session.confirmed and session.halted_at is None


_TYRE_STATES: tuple[TyreState, ...] = ("well", "low", "flat")  # by their degree
_NOT_KNOWN = Health()
