"""The car's health as a whole: what its rules remember, and when time alone will change it."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

import msgspec

from gateway.car.bounds import Bounds
from gateway.car.cable.charging import Charging
from gateway.car.health.aux_battery import AuxBattery, advance_aux_battery, aux_battery_due
from gateway.car.health.service import Service, advance_service, service_due_at
from gateway.car.health.trouble import Trouble, advance_trouble, trouble_due
from gateway.car.health.tyres import Tyres, advance_tyres, tyres_due
from gateway.car.part import Part
from gateway.car.reading import Reading
from gateway.car.travel.driving import Driving

_words = attrgetter(
    "aux_battery_v", "tyre_kpa", "tyre_alert", "service_in_km", "service_in_days", "trouble_codes"
)
_NOTHING = (None,) * 6


class Health(Part, frozen=True, kw_only=True):
    """What each rule remembers."""

    changed_at: datetime | None = None  # by what was said then; earlier words come too late
    doubts: bool = False  # something has not lasted long enough to be believed
    aux_battery: AuxBattery = AuxBattery()
    tyres: Tyres = Tyres()
    service: Service = Service()
    trouble: Trouble = Trouble()


def advance_health(
    before: Health, reading: Reading, bounds: Bounds, *, driving: Driving, charging: Charging
) -> Health:
    """The health after a reading, or after time alone: the very same object when nothing changed."""
    if not before.doubts and _words(reading) == _NOTHING and "aux_battery_v" not in reading.unknown:
        return before
    at = reading.observed_at
    if before.changed_at is not None and at < before.changed_at:
        return before
    if reading.retained:
        before = _forgetting(before, reading)
    busy = driving.trip is not None or charging.session is not None
    aux_battery = advance_aux_battery(before.aux_battery, reading, bounds, busy=busy)
    tyres = advance_tyres(before.tyres, reading, bounds, doubts=before.doubts)
    service = advance_service(before.service, reading, bounds)
    trouble = advance_trouble(before.trouble, reading, bounds)
    if (
        aux_battery is before.aux_battery
        and tyres is before.tyres
        and service is before.service
        and trouble is before.trouble
    ):
        return before
    after = Health(changed_at=at, aux_battery=aux_battery, tyres=tyres, service=service, trouble=trouble)
    return msgspec.structs.replace(after, doubts=any(True for _ in _dues(after, bounds)))


def health_due(health: Health, bounds: Bounds) -> Iterator[datetime]:
    """When time alone confirms what is doubted."""
    return _dues(health, bounds) if health.doubts else iter(())


def _forgetting(health: Health, reading: Reading) -> Health:
    """The health without what the broker's memory speaks of, so that its words come as first words."""
    return msgspec.structs.replace(
        health,
        aux_battery=health.aux_battery if reading.aux_battery_v is None else AuxBattery(),
        tyres=health.tyres if reading.tyre_kpa is None and reading.tyre_alert is None else Tyres(),
        service=health.service
        if reading.service_in_km is None and reading.service_in_days is None
        else Service(),
        trouble=health.trouble
        if reading.trouble_codes is None
        else msgspec.structs.replace(health.trouble, heard=False),
    )


def _dues(health: Health, bounds: Bounds) -> Iterator[datetime]:
    for due in (
        aux_battery_due(health.aux_battery, bounds),
        tyres_due(health.tyres, bounds),
        service_due_at(health.service, bounds),
        trouble_due(health.trouble, bounds),
    ):
        if due is not None:
            yield due
