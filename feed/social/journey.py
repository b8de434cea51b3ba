"""Finished drives and charges, as a car told of them. None means "not known"; times are the car's own."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

Point = tuple[float, float, float, float | None, float | None]  # s since the start, lat, lon, soc %, km/h

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """Where it began and ended is named; the way there is a track of its own."""

    started_at: datetime
    ended_at: datetime
    km: float | None
    soc_start_percent: float | None = None
    soc_end_percent: float | None = None
    kwh: float | None = None  # drawn from the battery
    start_town_en: str | None = None
    start_town_ja: str | None = None
    start_zone: str | None = None  # "home", or the owner's name for another
    end_town_en: str | None = None
    end_town_ja: str | None = None
    end_zone: str | None = None

    @property
    def id(self) -> int:
        """Its number among those of its car."""
        return journey_id(self.started_at)

    def for_others(self) -> "Drive":
        """As who may look back sees it: not how far it was, from which one could tell where it began."""
        return Drive(
            started_at=self.started_at,
            ended_at=self.ended_at,
            km=None,
            soc_start_percent=self.soc_start_percent,
            soc_end_percent=self.soc_end_percent,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Energy into the battery, from one cable or a silence long enough to hide it."""

    started_at: datetime
    ended_at: datetime
    soc_start_percent: float | None = None
    soc_end_percent: float | None = None
    kwh: float | None = None
    peak_kw: float | None = None
    limit_percent: float | None = None
    planned: bool = False  # a timer or a tariff let it begin
    unseen: bool = False  # known only by the higher charge afterwards
    town_en: str | None = None
    town_ja: str | None = None
    zone: str | None = None

    @property
    def id(self) -> int:
        """Its number among those of its car."""
        return journey_id(self.started_at)

    def for_others(self) -> "Charge":
        """As who may look back sees it: not where."""
        return replace(self, town_en=None, town_ja=None, zone=None)


def journey_id(started_at: datetime) -> int:
    """The number by which a car's drive or charge is known: when it began, in milliseconds since 1970."""
    return (started_at - _BEGINNING) // timedelta(milliseconds=1)


def spelt(moment: datetime) -> str:
    """A moment as files have it: UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
