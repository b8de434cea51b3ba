"""Charge that runs low, comes from nowhere, or will not be enough."""

from datetime import datetime
from typing import ClassVar

from gateway.car.events.event import Event, Level


class ChargedUnseen(Event, frozen=True, kw_only=True, tag="charged_unseen", omit_defaults=True):
    """A higher charge after a silence: the car was charged and nobody told us."""

    soc_percent: float
    soc_before_percent: float
    silent_since: datetime


class BatteryLow(Event, frozen=True, kw_only=True, tag="battery_low", omit_defaults=True):
    """Charge went under the first mark while not plugged in."""

    level: ClassVar[Level] = Level.NOTICE

    soc_percent: float
    range_km: float | None = None


class BatteryCritical(Event, frozen=True, kw_only=True, tag="battery_critical", omit_defaults=True):
    """Charge went under one of the last marks (10 %, then 5 %) while not plugged in."""

    level: ClassVar[Level] = Level.ALERT

    soc_percent: float
    step_percent: float
    range_km: float | None = None


class RangeRisk(Event, frozen=True, kw_only=True, tag="range_risk", omit_defaults=True):
    """The charge foreseen at the destination is too little."""

    level: ClassVar[Level] = Level.ALERT

    arrival_percent: float
    soc_percent: float | None = None
