"""What is only nice to know, and the day in a word."""

from datetime import datetime
from typing import ClassVar

from gateway.car.events.event import Event, Level


class LongestDrive(Event, frozen=True, kw_only=True, tag="longest_drive", omit_defaults=True):
    """The longest drive of the month so far."""

    level: ClassVar[Level] = Level.FUN

    km: float
    started_at: datetime


class BestEconomy(Event, frozen=True, kw_only=True, tag="best_economy", omit_defaults=True):
    """The least energy a kilometre of any drive this month."""

    level: ClassVar[Level] = Level.FUN

    wh_per_km: float
    km: float
    started_at: datetime


class RoundOdometer(Event, frozen=True, kw_only=True, tag="round_odometer", omit_defaults=True):
    """Another ten thousand kilometres."""

    level: ClassVar[Level] = Level.FUN

    odometer_km: float  # the round figure


class FriendsMet(Event, frozen=True, kw_only=True, tag="friends_met", omit_defaults=True):
    """A friend's car stood near for a while. Both owners wished to hear of it."""

    level: ClassVar[Level] = Level.FUN

    friend: str  # the other car's nickname
    friend_acct: str


class DayTold(Event, frozen=True, kw_only=True, tag="day_told", omit_defaults=True):
    """What was kept back (over the day's budget, or in quiet hours), told in one."""

    posts: int  # kept back
    drives: int = 0
    km: float | None = None
    charges: int = 0
    soc_percent: float | None = None
