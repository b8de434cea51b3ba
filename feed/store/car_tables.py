"""The tables of cars: the register with its settings, the live picture, the history, and tried claims."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feed.social.visibility import Visibility
from feed.store.base import Base

AccountKey = Annotated[
    int, mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
]  # rows that go with their account


class Car(Base):
    """A car of the register. Its name is its account's; a transfer gives it a new account and a new life."""

    __tablename__ = "cars"

    car_id: Mapped[str] = mapped_column(
        String(64), primary_key=True
    )  # usually the VIN: for owner and staff only
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), unique=True)
    dialect: Mapped[str] = mapped_column(String(32))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    enabled: Mapped[bool] = mapped_column(default=True)
    persona: Mapped[str] = mapped_column(String(32), default="plain")
    language: Mapped[str] = mapped_column(String(8), default="en")
    time_zone: Mapped[str | None] = mapped_column(String(64))  # None: by the place where the car is
    units: Mapped[str] = mapped_column(String(16), default="metric")
    home_lat: Mapped[float | None]
    home_lon: Mapped[float | None]
    home_radius_m: Mapped[float | None]
    veil_lat: Mapped[float | None]  # the centre of what is withheld around home; off it by a random step
    veil_lon: Mapped[float | None]
    default_visibility: Mapped[Visibility] = mapped_column(default="private")
    audience: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by kind of event
    place_for_followers: Mapped[str] = mapped_column(String(16), default="town")
    place_for_public: Mapped[str] = mapped_column(String(16), default="town")
    history_for: Mapped[str] = mapped_column(String(16), default="owner")
    claim_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    claim_expires_at: Mapped[datetime | None]
    begins_at: Mapped[datetime | None]  # by the car's clock: what it observed before is a former owner's
    revision: Mapped[int] = mapped_column(unique=True)


class CarRevision(Base):
    """One row: how many changes the register has seen. Who raises it holds it until the commit."""

    __tablename__ = "car_revision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]


class ClaimTries(Base):
    """Wrong claim codes of one account since a moment; a right one forgets them."""

    __tablename__ = "claim_tries"

    account_id: Mapped[AccountKey]
    since: Mapped[datetime]
    tries: Mapped[int]


class CarSnapshot(Base):
    """What a car last said of itself. None is "not known"; times are the car's own."""

    __tablename__ = "car_snapshots"

    account_id: Mapped[AccountKey]
    observed_at: Mapped[datetime]
    presence: Mapped[str | None] = mapped_column(String(16))
    soc_percent: Mapped[float | None]
    range_km: Mapped[float | None]
    plugged_in: Mapped[bool | None]
    charge_state: Mapped[str | None] = mapped_column(String(16))
    charge_power_kw: Mapped[float | None]
    charge_limit_percent: Mapped[float | None]
    full_at: Mapped[datetime | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    speed_kmh: Mapped[float | None]
    odometer_km: Mapped[float | None]
    outside_c: Mapped[float | None]
    town_en: Mapped[str | None] = mapped_column(String(100))
    town_ja: Mapped[str | None] = mapped_column(String(100))
    zone: Mapped[str | None] = mapped_column(String(32))


class CarHistory(Base):
    """The last snapshot of each five minutes of a car's time. No places: a track is not kept."""

    __tablename__ = "car_history"

    account_id: Mapped[AccountKey]
    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # five minutes since 1970
    observed_at: Mapped[datetime]
    presence: Mapped[str | None] = mapped_column(String(16))
    soc_percent: Mapped[float | None]
    range_km: Mapped[float | None]
    charge_state: Mapped[str | None] = mapped_column(String(16))
    charge_power_kw: Mapped[float | None]
    speed_kmh: Mapped[float | None]
    odometer_km: Mapped[float | None]
    outside_c: Mapped[float | None]
