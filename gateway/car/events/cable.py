"""The cable, and what the charger does."""

from datetime import datetime
from typing import ClassVar

from gateway.car.events.event import Event, Level


class PluggedIn(Event, frozen=True, kw_only=True, tag="plugged_in", omit_defaults=True):
    """The cable went in; if charging and its forecast followed within the minute, they are told here too."""

    soc_percent: float | None = None
    charging: bool = False
    power_kw: float | None = None
    ready_at: datetime | None = None
    limit_percent: float | None = None


class Unplugged(Event, frozen=True, kw_only=True, tag="unplugged", omit_defaults=True):
    """The cable came out."""

    soc_percent: float | None = None
    gained_percent: float | None = None  # points gained in the charge that ended with it
    kwh: float | None = None


class ChargingStarted(Event, frozen=True, kw_only=True, tag="charging_started", omit_defaults=True):
    """Energy flows, and has for long enough to be believed."""

    soc_percent: float | None = None
    power_kw: float | None = None
    ready_at: datetime | None = None
    limit_percent: float | None = None


class ReadyTime(Event, frozen=True, kw_only=True, tag="ready_time", omit_defaults=True):
    """The first forecast to be trusted, or one that moved enough to matter."""

    ready_at: datetime
    before: datetime | None = None  # what was told last, when this one corrects it
    soc_percent: float | None = None
    limit_percent: float | None = None


class ChargeMilestone(Event, frozen=True, kw_only=True, tag="charge_milestone", omit_defaults=True):
    """Charging passed a mark the owner wants to hear of (80 %)."""

    soc_percent: float
    step_percent: float
    ready_at: datetime | None = None


class ChargeWaiting(Event, frozen=True, kw_only=True, tag="charge_waiting", omit_defaults=True):
    """Plugged in, and waiting for a timer or a cheaper hour to begin."""

    soc_percent: float | None = None
    starts_at: datetime | None = None
    limit_percent: float | None = None


class CheaperLater(Event, frozen=True, kw_only=True, tag="cheaper_later", omit_defaults=True):
    """Charging at a dear hour, though a cheap one comes early enough."""

    level: ClassVar[Level] = Level.NOTICE

    cheap_from: datetime
    soc_percent: float | None = None
    cheap_until: datetime | None = None


class ChargingDone(Event, frozen=True, kw_only=True, tag="charging_done", omit_defaults=True):
    """As full as it was asked to be."""

    soc_percent: float | None = None
    gained_percent: float | None = None
    kwh: float | None = None
    minutes: float | None = None


class ChargingInterrupted(Event, frozen=True, kw_only=True, tag="charging_interrupted", omit_defaults=True):
    """Charging stopped short of its limit, and nobody had planned that."""

    level: ClassVar[Level] = Level.ALERT

    soc_percent: float | None = None
    limit_percent: float | None = None
