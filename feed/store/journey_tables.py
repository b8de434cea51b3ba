"""The tables of what cars did: drives, charges, and the tracks of drives."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base
from feed.store.car_tables import AccountKey

_TOWN, _ZONE = String(100), String(32)


class CarDrive(Base):
    """A finished drive; its id is `journey_id` of its start. Told again, it takes its own place."""

    __tablename__ = "car_drives"

    account_id: Mapped[AccountKey]
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    km: Mapped[float]
    soc_start_percent: Mapped[float | None]
    soc_end_percent: Mapped[float | None]
    kwh: Mapped[float | None]
    start_town_en: Mapped[str | None] = mapped_column(_TOWN)
    start_town_ja: Mapped[str | None] = mapped_column(_TOWN)
    start_zone: Mapped[str | None] = mapped_column(_ZONE)
    end_town_en: Mapped[str | None] = mapped_column(_TOWN)
    end_town_ja: Mapped[str | None] = mapped_column(_TOWN)
    end_zone: Mapped[str | None] = mapped_column(_ZONE)


class CarCharge(Base):
    """A finished charge; its id is `journey_id` of its start."""

    __tablename__ = "car_charges"

    account_id: Mapped[AccountKey]
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    soc_start_percent: Mapped[float | None]
    soc_end_percent: Mapped[float | None]
    kwh: Mapped[float | None]
    peak_kw: Mapped[float | None]
    limit_percent: Mapped[float | None]
    planned: Mapped[bool] = mapped_column(default=False)
    unseen: Mapped[bool] = mapped_column(default=False)
    town_en: Mapped[str | None] = mapped_column(_TOWN)
    town_ja: Mapped[str | None] = mapped_column(_TOWN)
    zone: Mapped[str | None] = mapped_column(_ZONE)


class CarTrack(Base):
    """The way of a drive, for the car's owner alone. It is kept some days from when it came."""

    __tablename__ = "car_tracks"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "id"], ["car_drives.account_id", "car_drives.id"], ondelete="CASCADE"
        ),
    )

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # the drive's
    points: Mapped[list[Any]] = mapped_column(JSON)  # feed.social.journey.Point
    received_at: Mapped[datetime] = mapped_column(
        index=True
    )  # by our clock; a correction is no reason to stay
