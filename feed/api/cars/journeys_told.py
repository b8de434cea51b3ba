"""What the gateway may tell of drives and charges, checked to lie within what cars can do."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, TypeAdapter, model_validator

from feed.actions.keep_journeys import JourneyTold
from feed.api.cars.schemas import Figure, Percent, Told, TownTold
from feed.social.journey import Charge, Drive, Point

_Moment = Annotated[
    AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC))
]
_Kwh = Annotated[Figure, Field(ge=0, le=10_000)]
_PointTold = tuple[
    Annotated[Figure, Field(ge=-60, le=31 * 86_400)],
    Annotated[Figure, Field(ge=-90, le=90)],
    Annotated[Figure, Field(ge=-180, le=180)],
    Percent | None,
    Annotated[Figure, Field(ge=0, le=400)] | None,
]
_LONGEST = timedelta(days=31)


class Journeys(Told):
    """Journeys to keep; each is checked by itself, so that one bad one takes no others with it."""

    journeys: list[dict[str, object]] = Field(max_length=100)


class SpotTold(Told):
    """A place by its names."""

    town: TownTold | None = None
    zone: str | None = Field(default=None, max_length=32)

    def names(self, where: str = "") -> dict[str, Any]:
        """The three names, as a drive or a charge has them."""
        town = self.town
        return {
            f"{where}town_en": town.en if town else None,
            f"{where}town_ja": town.ja if town else None,
            f"{where}zone": self.zone,
        }


class _JourneyTold(Told):
    car_id: str = Field(min_length=1, max_length=64)
    acct: str = Field(default="", max_length=64)
    started_at: _Moment
    ended_at: _Moment
    soc_start_percent: Percent | None = None
    soc_end_percent: Percent | None = None
    kwh: _Kwh | None = None

    @model_validator(mode="after")
    def _end_after_the_start(self) -> "_JourneyTold":
        if not timedelta(0) <= self.ended_at - self.started_at <= _LONGEST:
            raise ValueError("ended_at must be after started_at, and no month later")
        return self


class DriveTold(_JourneyTold):
    """A finished drive."""

    kind: Literal["drive"]
    km: Figure = Field(ge=0, le=20_000)
    start: SpotTold = SpotTold()
    end: SpotTold = SpotTold()
    track: list[_PointTold] = Field(default=[], max_length=300)

    def told(self) -> JourneyTold:
        """The same as the feed's own value."""
        drive = Drive(
            **_figures(self),
            **self.start.names("start_"),
            **self.end.names("end_"),
            km=self.km,
        )
        track: list[Point] = list(self.track)
        return JourneyTold(car_id=self.car_id, acct=self.acct, journey=drive, track=track)


class ChargeTold(_JourneyTold):
    """A finished charge."""

    kind: Literal["charge"]
    peak_kw: Figure | None = Field(default=None, ge=0, le=1_000)
    limit_percent: Percent | None = None
    planned: bool = False
    unseen: bool = False
    place: SpotTold = SpotTold()

    def told(self) -> JourneyTold:
        """The same as the feed's own value."""
        charge = Charge(
            **_figures(self),
            **self.place.names(),
            peak_kw=self.peak_kw,
            limit_percent=self.limit_percent,
            planned=self.planned,
            unseen=self.unseen,
        )
        return JourneyTold(car_id=self.car_id, acct=self.acct, journey=charge)


def _figures(told: _JourneyTold) -> dict[str, Any]:
    return {name: getattr(told, name) for name in _SHARED}


_SHARED = ("started_at", "ended_at", "soc_start_percent", "soc_end_percent", "kwh")
ANY_JOURNEY: TypeAdapter[DriveTold | ChargeTold] = TypeAdapter(
    Annotated[DriveTold | ChargeTold, Field(discriminator="kind")]
)
