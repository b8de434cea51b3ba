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


def moment_said(at: datetime | None) -> str | None:
    """A moment the car spoke of, as a fact."""
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")


def threshold(name: str, value: float, unit: str) -> Reason:
    """A bound that decided, by its name in the settings."""
    return Reason(name, value, unit)
