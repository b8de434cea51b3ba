"""What the gateway may tell, checked: who wants to be enrolled, and snapshots within what cars can do."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, Strict, StringConstraints

from feed.social.health import Health, TyreState
from feed.social.snapshot import ChargeState, Presence, Snapshot, Town

Figure = Annotated[float, Strict()]  # neither true nor "1"
Percent = Annotated[Figure, Field(ge=0, le=100)]


class Told(BaseModel):
    """The parent of what the gateway tells."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class NewcomerTold(Told):
    """A car the gateway has heard and we perhaps not."""

    car_id: str
    dialect: str


class Enrolment(Told):
    """Cars to enrol."""

    cars: list[NewcomerTold] = Field(max_length=500)


class Snapshots(Told):
    """Snapshots to keep; each is checked by itself, so that one bad one takes no others with it."""

    snapshots: list[dict[str, object]] = Field(max_length=500)


class TownTold(Told):
    """A town in both languages."""

    en: str = Field(max_length=100)
    ja: str = Field(max_length=100)


class HealthTold(Told):
    """A car's health. Absent or null: not known."""

    service_in_km: Figure | None = Field(default=None, ge=-1_000_000, le=1_000_000)
    service_in_days: Figure | None = Field(default=None, ge=-36_500, le=36_500)
    trouble_codes: list[Annotated[str, StringConstraints(pattern=r"^[!-~]{1,16}$")]] | None = Field(
        default=None, max_length=32
    )
    tyre_kpa: list[Annotated[Figure, Field(ge=0, le=2_000)] | None] | None = Field(default=None, max_length=4)
    tyre_state: TyreState | None = None
    aux_battery_v: Figure | None = Field(default=None, ge=0, le=60)
    aux_battery_low: bool | None = None

    def health(self) -> Health:
        """The same as the feed's own value."""
        told = dict(self)
        for name in ("trouble_codes", "tyre_kpa"):
            told[name] = None if told[name] is None else tuple(told[name])
        return Health(**told)


class SnapshotTold(Told):
    """One car's live picture, within what cars can do. Absent or null: not known."""

    car_id: str = Field(min_length=1, max_length=64)
    observed_at: AwareDatetime = Field(
        ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC)
    )
    presence: Presence | None = None
    soc_percent: Percent | None = None
    range_km: Figure | None = Field(default=None, ge=0, le=2_000)
    plugged_in: bool | None = None
    charge_state: ChargeState | None = None
    charge_power_kw: Figure | None = Field(default=None, ge=-1_000, le=1_000)
    charge_limit_percent: Percent | None = None
    full_at: AwareDatetime | None = None
    lat: Figure | None = Field(default=None, ge=-90, le=90)
    lon: Figure | None = Field(default=None, ge=-180, le=180)
    speed_kmh: Figure | None = Field(default=None, ge=0, le=400)
    odometer_km: Figure | None = Field(default=None, ge=0, le=5_000_000)
    outside_c: Figure | None = Field(default=None, ge=-80, le=80)
    town: TownTold | None = None
    zone: str | None = Field(default=None, max_length=32)
    health: HealthTold | None = None

    def snapshot(self) -> Snapshot:
        """The same as the feed's own value, without the car's id."""
        figures = {name: value for name, value in self if name not in {"car_id", "town", "health"}}
        return Snapshot(
            **figures,
            town=Town(en=self.town.en, ja=self.town.ja) if self.town else None,
            health=self.health.health() if self.health else None,
        )
