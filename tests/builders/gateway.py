"""A car's life as the gateway hears it: readings by the second, and what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.car.bounds import Bounds, Zone
from gateway.car.events import Charge, Drive, Event
from gateway.car.hear import Heard, hear, pass_time
from gateway.car.reading import ChargeState, Reading
from gateway.car.state import CarState

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOME = Zone(lat=35.05, lon=137.15, radius_m=150)
AT_HOME = {"lat": 35.05, "lon": 137.15}
AWAY = {"lat": 35.0555, "lon": 137.15}  # 600 m north

Said = tuple[float, dict[str, Any]]  # seconds after noon, and what was said then


def at(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def a_reading(seconds: float = 0, *, late_by: float = 0, **said: object) -> Reading:
    """What a car said so many seconds after noon, heard at once or some seconds later."""
    if "charge_state" in said:
        said["charge_state"] = ChargeState(said["charge_state"])
    return Reading(
        **{"car_id": "kei", "observed_at": at(seconds), "received_at": at(seconds + late_by)} | said
    )


def readings(timeline: Iterable[Said]) -> list[Reading]:
    """One reading for each line, counted from 1."""
    return [
        a_reading(seconds, **{"seq": seq} | said) for seq, (seconds, said) in enumerate(timeline, start=1)
    ]


@dataclass
class Life:
    """One car, and everything that came of what was heard of it."""

    bounds: Bounds = field(default_factory=Bounds)
    state: CarState = field(default_factory=lambda: CarState(car_id="kei"))
    events: list[Event] = field(default_factory=list)
    drives: list[Drive] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)

    def hear(self, *heard: Reading, now: datetime | None = None) -> "Life":
        """Take readings in, each when it was received."""
        for reading in heard:
            self._keep(hear(self.state, reading, self.bounds, now=now or reading.received_at))
        return self

    def pass_time(self, seconds: float) -> "Life":
        """The gateway's clock shows so many seconds after noon."""
        self._keep(pass_time(self.state, self.bounds, now=at(seconds)))
        return self

    @property
    def told(self) -> list[str]:
        """What kinds of news there were."""
        return [event.kind for event in self.events if not event.late]

    def _keep(self, heard: Heard) -> None:
        self.state = heard.state
        self.events += heard.events
        self.drives += heard.drives
        self.charges += heard.charges


def life(timeline: Iterable[Said], *, until: float | None = None, bounds: Bounds | None = None) -> Life:
    """What came of a timeline, and of the time after it (by default two minutes)."""
    lived = Life(bounds=bounds or Bounds())
    lines = list(timeline)
    lived.hear(*readings(lines))
    return lived.pass_time(lines[-1][0] + 120 if until is None else until)


def told(timeline: Iterable[Said], *, until: float | None = None, bounds: Bounds | None = None) -> list[str]:
    """The kinds of news a timeline makes, in the order in which they are told."""
    return life(timeline, until=until, bounds=bounds).told
