"""Why an event was told: readings with their times, and the thresholds they crossed."""

from datetime import datetime

from gateway.car.events import Reason
from gateway.car.state import CarState


def said(name: str, value: float | str | None, unit: str | None, at: datetime | None) -> tuple[Reason, ...]:
    """A reading's figure, if there is one."""
    return () if value is None else (Reason(name, value, unit, at),)


def said_soc(state: CarState) -> tuple[Reason, ...]:
    """The charge we trust, and when it was last said."""
    return said("soc_percent", state.battery.soc_percent, "%", state.battery.soc_at)


def said_plug(state: CarState) -> tuple[Reason, ...]:
    """The cable as we believe it, and since when."""
    return said("plugged_in", state.plug.plugged, None, state.plug.since)


def threshold(name: str, value: float, unit: str) -> Reason:
    """A bound that decided, by its name in the settings."""
    return Reason(name, value, unit)
