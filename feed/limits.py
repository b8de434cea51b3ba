"""How often somebody may do something: counted per worker, in windows that begin with the first time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

from feed.errors import TooManyRequestsError

MOST_REMEMBERED = 50_000  # windows; beyond that those that are over are forgotten


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so long."""

    name: str
    times: int
    within: timedelta


CALLS = Limit("calls", 300, timedelta(minutes=5))
CALLS_OF_ONE = Limit("calls of one member", 1500, timedelta(minutes=5))  # by all their apps together
DELETIONS = Limit("deletions", 30, timedelta(minutes=30))
SIGN_INS = Limit("sign-ins", 25, timedelta(minutes=5))
KEYS_ASKED = Limit("passkeys asked for", 100, timedelta(minutes=5))
SIGN_UPS = Limit("sign-ups", 5, timedelta(minutes=30))
GUESSES = Limit("guesses at one password", 25, timedelta(hours=1))
LETTERS = Limit("letters asked for", 5, timedelta(hours=1))
PUSH_TRIES = Limit("tries of a push", 10, timedelta(minutes=10))


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a limit, and when it begins anew."""

    limit: Limit
    remaining: int
    ends_at: datetime


class Limits:
    """Who did what how often of late."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._windows: dict[tuple[str, str], tuple[datetime, int]] = {}

    def count(self, limit: Limit, who: str) -> Allowance:
        """One time more.

        Raises:
            TooManyRequestsError: it was once too often; says when the window is over.
        """
        ends_at, times = self._once_more(limit.name, who, limit.within)
        if times > limit.times:
            wait = ends_at - self._clock()
            raise TooManyRequestsError(retry_after_s=ceil(wait.total_seconds()), limit=limit.name)
        return Allowance(limit, limit.times - times, ends_at)

    def times(self, what: str, who: str, *, within: timedelta) -> int:
        """One time more; gives how often that is within the window, however often it may be."""
        return self._once_more(what, who, within)[1]

    def _once_more(self, what: str, who: str, within: timedelta) -> tuple[datetime, int]:
        now = self._clock()
        ends_at, times = self._windows.get((what, who), (now, 0))
        if ends_at <= now:
            ends_at, times = now + within, 0
        if len(self._windows) >= MOST_REMEMBERED:
            self._forget(now)
        self._windows[what, who] = ends_at, times + 1
        return ends_at, times + 1

    def _forget(self, now: datetime) -> None:
        self._windows = {key: window for key, window in self._windows.items() if window[0] > now}


def neighbourhood(address: str | None) -> str:
    """Who shares an address: an IPv6 network of 64 bits is one customer's. IPv4 may be dressed as IPv6."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "nowhere"
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or found.exploded[:19])
    return str(found)
