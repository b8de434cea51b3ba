"""What every piece of news has: whose it is, when it happened, how loud it is, and why we think so."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import msgspec


class Level(StrEnum):
    """How loud news is: this decides who hears of it unless the owner chose otherwise."""

    ALERT = "alert"  # the owner, at once, day and night
    NOTICE = "notice"  # the owner
    INFO = "info"  # those the car speaks to by default
    FUN = "fun"  # the owner, until more is asked for


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """One fact that led to an event: a reading's figure with its time, or the threshold it crossed."""

    name: str
    value: float | bool | str
    unit: str | None = None
    at: datetime | None = None  # when the car measured it; None for a threshold


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """Something worth knowing about one car. `at` is when it happened, by the car's time."""

    level: ClassVar[Level] = Level.INFO

    car_id: str
    at: datetime
    reasons: tuple[Reason, ...] = ()
    late: bool = False  # learned too late to be told: it goes to history only

    @property
    def kind(self) -> str:
        """The snake_case name under which personas, settings and the wire know it."""
        return str(self.__struct_config__.tag)
