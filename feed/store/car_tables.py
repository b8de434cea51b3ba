"""The tables of cars: the register with its settings, the live picture, the history, and tried claims."""

from datetime import datetime, time
from typing import Annotated, Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feed.social.visibility import Chosen
from feed.store.base import AS_ONE_INDEX, Base, Id, ToAccount

AccountKey = Annotated[
    int, mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
]  # rows that go with their account
ToCar = Annotated[str, mapped_column(ForeignKey("cars.car_id", ondelete="CASCADE"), index=True)]


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
    zones: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list
    )  # beside home: name, lat, lon, radius_m
    veils: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list
    )  # what is withheld around each of them
    default_visibility: Mapped[Chosen] = mapped_column(default="private")
    audience: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by kind of event
    place_for_followers: Mapped[str] = mapped_column(String(16), default="town")
    place_for_public: Mapped[str] = mapped_column(String(16), default="town")
    history_for: Mapped[str] = mapped_column(String(16), default="owner")
    quiet_hours: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))  # "from", "until"
    posts_a_day: Mapped[int] = mapped_column(default=12)
    delay_minutes: Mapped[int | None] = mapped_column(default=30)  # None: until it left
    cheap_hours: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    leaves_at: Mapped[time | None]  # by the car's local time
    meets: Mapped[bool] = mapped_column(default=False)
    claim_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    claim_expires_at: Mapped[datetime | None]
    begins_at: Mapped[datetime | None]  # by the car's clock: what it observed before is a former owner's
    revision: Mapped[int] = mapped_column(unique=True)


class CarTongue(Base):
    """A name under which another dialect speaks of the car, and what of it counts."""

    __tablename__ = "car_tongues"

    dialect: Mapped[str] = mapped_column(String(32), primary_key=True)
    foreign_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    car_id: Mapped[ToCar]
    says: Mapped[str] = mapped_column(String(16), default="all")  # or "place"


class CarShare(Base):
    """A dealer is entrusted with some kinds of a car's news, until a moment: for a case, or (0) by itself."""

    __tablename__ = "car_shares"

    car_id: Mapped[ToCar] = mapped_column(primary_key=True)
    account_id: Mapped[ToAccount] = mapped_column(primary_key=True, index=True)
    case_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True, default=0)
    kinds: Mapped[list[str]] = mapped_column(JSON)
    until: Mapped[datetime] = mapped_column(index=True)


class GuestLink(Base):
    """Somebody without an account may look at a car, until a moment. Only the hash of the secret is known."""

    __tablename__ = "guest_links"

    id: Mapped[Id]
    car_id: Mapped[ToCar]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(40))  # for whom it is
    place: Mapped[str] = mapped_column(String(16))
    shows_charge: Mapped[bool]
    shows_ready: Mapped[bool]
    until: Mapped[datetime] = mapped_column(index=True)
    ends_on_arrival: Mapped[bool]
    begins_at: Mapped[datetime]  # by the car's clock
    was_driving: Mapped[bool]  # then
    visits: Mapped[int] = mapped_column(default=0)
    visited_at: Mapped[datetime | None]


class CarCommander(Base):
    """A member whom the owner lets give the car commands."""

    __tablename__ = "car_commanders"
    __table_args__ = (AS_ONE_INDEX,)

    car_id: Mapped[ToCar] = mapped_column(primary_key=True)
    account_id: Mapped[ToAccount] = mapped_column(primary_key=True, index=True)


class VeilKey(Base):
    """The secret by which the veils over somebody's places lie off them. Never told, not even to them."""

    __tablename__ = "veil_keys"

    account_id: Mapped[AccountKey]
    key: Mapped[bytes]


class ErasedCar(Base):
    """A car that was erased, by a keyed hash of its id: nobody lets it in again unawares."""

    __tablename__ = "erased_cars"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    erased_at: Mapped[datetime]


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
    is_veiled: Mapped[bool] = mapped_column(default=False)
    shown_from: Mapped[datetime | None]  # when others may see it as it is, after a veil was left
    service_in_km: Mapped[float | None]
    service_in_days: Mapped[float | None]
    trouble_codes: Mapped[str | None] = mapped_column(
        String(600)
    )  # one after the other; "" when there is none
    tyre_kpa: Mapped[list[float | None] | None] = mapped_column(JSON(none_as_null=True))
    tyre_state: Mapped[str | None] = mapped_column(String(8))
    aux_battery_v: Mapped[float | None]
    aux_battery_low: Mapped[bool | None]


class CarHistory(Base):
    """The last snapshot of each five minutes of a car's time. No places."""

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
    service_in_km: Mapped[float | None]
    service_in_days: Mapped[float | None]
    trouble_codes: Mapped[str | None] = mapped_column(
        String(600)
    )  # one after the other; "" when there is none
    tyre_kpa: Mapped[list[float | None] | None] = mapped_column(JSON(none_as_null=True))
    tyre_state: Mapped[str | None] = mapped_column(String(8))
    aux_battery_v: Mapped[float | None]
    aux_battery_low: Mapped[bool | None]
