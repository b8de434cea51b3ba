"""What a workshop would want to know."""

from datetime import datetime
from typing import ClassVar

from gateway.car.events.event import Event, Level


class AuxBatteryLow(Event, frozen=True, kw_only=True, tag="aux_battery_low", omit_defaults=True):
    """The 12 V battery is far under its reference, and nothing charges it."""

    level: ClassVar[Level] = Level.ALERT

    volts: float


class TyreLow(Event, frozen=True, kw_only=True, tag="tyre_low", omit_defaults=True):
    """A tyre lost pressure."""

    level: ClassVar[Level] = Level.NOTICE

    wheel: int  # 0 front left, 1 front right, 2 rear left, 3 rear right
    degree: int  # 1 low, 2 dangerously low
    kpa: float | None = None


class ServiceDue(Event, frozen=True, kw_only=True, tag="service_due", omit_defaults=True):
    """The next service came nearer by a step, or is overdue."""

    level: ClassVar[Level] = Level.NOTICE

    in_km: float | None = None  # negative: overdue
    in_days: float | None = None


class TroubleCode(Event, frozen=True, kw_only=True, tag="trouble_code", omit_defaults=True):
    """Diagnostic trouble codes that were not seen for a month."""

    level: ClassVar[Level] = Level.ALERT

    codes: tuple[str, ...]


class Silent(Event, frozen=True, kw_only=True, tag="silent", omit_defaults=True):
    """Nothing was heard for a day from a car that is not asleep."""

    level: ClassVar[Level] = Level.NOTICE

    silent_since: datetime
