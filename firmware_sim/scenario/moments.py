"""Times as people write them in a scenario: 18:42, "+12m", "day 2 07:15", "1h30m"."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated

from pydantic import BeforeValidator

_PART = re.compile(r"(\d+(?:\.\d+)?)(d|h|m|s)")
_SECONDS = {"d": 86_400.0, "h": 3600.0, "m": 60.0, "s": 1.0}
_CLOCK = re.compile(r"(?:day (?P<day>[1-9]\d?) +)?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of a scenario: so long after it starts, or a time of day of its first, second … day."""

    after_s: float = 0.0
    clock: time | None = None
    day: int | None = None  # None: the first time after the start at which a clock says so

    def seconds(self, starts: datetime) -> float:
        """Unix seconds, for a scenario that starts at this aware local time."""
        if self.clock is None:
            return starts.timestamp() + self.after_s
        midnight = starts.replace(hour=0, minute=0, second=0, microsecond=0)
        at = (midnight + timedelta(days=(self.day or 1) - 1)).replace(
            hour=self.clock.hour, minute=self.clock.minute, second=self.clock.second
        )
        if self.day is None and at < starts:
            at += timedelta(days=1)
        return at.timestamp()


def _duration(told: object) -> object:
    parts = list(_PART.finditer(told)) if isinstance(told, str) else []
    if not isinstance(told, str) or not parts or "".join(part[0] for part in parts) != told.replace(" ", ""):
        raise ValueError('is a length of time such as "90s", "5m" or "1h30m"')
    return sum(float(part[1]) * _SECONDS[part[2]] for part in parts)


def _moment(told: object) -> object:
    if isinstance(told, time):
        return Moment(clock=told)
    if isinstance(told, str) and told.startswith("+"):
        return Moment(after_s=float(str(_duration(told[1:]))))
    found = _CLOCK.fullmatch(told) if isinstance(told, str) else None
    try:
        if found:
            hours, *others = found["clock"].split(":")
            clock = time.fromisoformat(":".join([hours.zfill(2), *others]))
            return Moment(clock=clock, day=int(found["day"]) if found["day"] else None)
    except ValueError:
        pass
    raise ValueError('is a time such as "18:42", "day 2 07:15", or "+12m" (so long after the start)')


Duration = Annotated[float, BeforeValidator(_duration)]
"""A length of time, in seconds."""

When = Annotated[Moment, BeforeValidator(_moment)]
"""A time of the scenario."""
