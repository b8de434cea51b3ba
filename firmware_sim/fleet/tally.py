"""What became of a load's readings: said, taken by the broker, acknowledged by the gateway, and how late."""

import time
from array import array
from collections import deque
from dataclasses import dataclass, field

MOST_LAGS = 2_000_000  # beyond it the percentiles are those of the beginning


class Awaited:
    """One car's readings the gateway has not acknowledged: numbers go on by one, so only moments are kept."""

    __slots__ = ("_said_s", "acknowledged", "first_seq", "said")

    def __init__(self, first_seq: int) -> None:
        self.first_seq = first_seq
        self.said = self.acknowledged = 0
        self._said_s: deque[float] = deque()

    @property
    def waiting(self) -> int:
        """How many are not acknowledged."""
        return len(self._said_s)

    def say(self, now_s: float) -> None:
        """The next one was said."""
        self.said += 1
        self._said_s.append(now_s)

    def hear(self, up_to_seq: int, now_s: float, lags_s: "array[float]") -> int:
        """The gateway has committed so much; how many that are, and how long each took."""
        news = min(up_to_seq - self.first_seq + 1 - self.acknowledged, len(self._said_s))
        for _ in range(news):
            said_s = self._said_s.popleft()
            if len(lags_s) < MOST_LAGS:
                lags_s.append(now_s - said_s)
        self.acknowledged += max(0, news)
        return max(0, news)


@dataclass(frozen=True, slots=True)
class Moment:
    """How it stood, so many seconds after the beginning."""

    at_s: float
    connections: int
    attempted: int
    taken_by_broker: int
    acknowledged: int
    lag_p50_ms: float  # of those acknowledged since the moment before; 0: none
    lag_p99_ms: float


@dataclass(slots=True)
class Tally:
    """Counted while it goes on."""

    attempted: int = 0
    acknowledged: int = 0
    lags_s: "array[float]" = field(default_factory=lambda: array("d"))
    moments: list[Moment] = field(default_factory=list)
    began_s: float = field(default_factory=time.monotonic)
    _shown: int = 0

    def said(self, car: Awaited) -> None:
        """A car said something new."""
        self.attempted += 1
        car.say(time.monotonic())

    def heard(self, car: Awaited, up_to_seq: int) -> None:
        """The gateway acknowledged to a car."""
        self.acknowledged += car.hear(up_to_seq, time.monotonic(), self.lags_s)

    def begin(self) -> None:
        """From here on it is measured: what cars said to be known at all is only counted."""
        self.lags_s, self._shown = array("d"), 0
        self.moments.clear()
        self.began_s = time.monotonic()

    def note(self, *, connections: int, taken_by_broker: int) -> None:
        """Remember how it stands now."""
        lately, self._shown = self.lags_s[self._shown :], len(self.lags_s)
        self.moments.append(
            Moment(
                at_s=round(time.monotonic() - self.began_s, 2),
                connections=connections,
                attempted=self.attempted,
                taken_by_broker=taken_by_broker,
                acknowledged=self.acknowledged,
                lag_p50_ms=percentile_ms(lately, 0.5),
                lag_p99_ms=percentile_ms(lately, 0.99),
            )
        )

    def told(self, taken_by_broker: int) -> str:
        """One line for the eye."""
        last = self.moments[-1] if self.moments else None
        lag = f", lag {last.lag_p50_ms:,.0f} / {last.lag_p99_ms:,.0f} ms" if last else ""
        taken, heard = f"{taken_by_broker:,} at the broker", f"{self.acknowledged:,} acknowledged"
        return f"{self.attempted:,} sent, {taken}, {heard}{lag}"


def percentile_ms(lags_s: "array[float]", share: float) -> float:
    """So many of them were faster than this; 0 when there are none."""
    if not lags_s:
        return 0.0
    ordered = sorted(lags_s)
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)
