"""When to try again what did not go through. Pure: the clock and chance are arguments."""

from datetime import datetime, timedelta

FIRST_DELAY = timedelta(seconds=1)
LONGEST_DELAY = timedelta(minutes=2)  # how late a car may be to notice that the feed is back
LONGEST_WISH = timedelta(hours=1)  # of the feed's Retry-After; more is taken for a mistake


def next_attempt_at(
    now: datetime, *, attempts: int, chance: float, retry_after: timedelta | None = None
) -> datetime:
    """The longer of our own back-off and the feed's wish, from now.

    `attempts` counts those made, so 1 or more. `chance` in 0..1 spreads our own delay over its upper half:
    cars that failed together do not come back together.
    """
    doublings = min(attempts - 1, 10)  # enough to pass LONGEST_DELAY; more would only overflow
    own_delay = min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY) * (0.5 + chance / 2)
    return now + max(own_delay, min(retry_after or timedelta(0), LONGEST_WISH))
