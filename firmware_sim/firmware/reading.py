"""What a car says at one moment, before any dialect puts it into bytes."""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType

Figure: TypeAlias = float | str | UnsetType | None
"""A number; None when it is not known any more; UNSET when nothing is said of it; and from a recording, where
something stood that is no number, the text that stood there: dirt must travel too."""


class Presence(StrEnum):
    """Whether the car's modem is there."""

    ONLINE = "online"
    ASLEEP = "asleep"
    OFFLINE = "offline"


class Reading(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One report. Names and units are those of the native contract."""

    seq: int
    observed_at: datetime | str  # aware, UTC; text where a recording holds no readable time
    soc_percent: Figure = UNSET
    range_km: Figure = UNSET
    plugged_in: bool | str | UnsetType | None = UNSET
    charge_state: str | UnsetType | None = UNSET
    charge_power_kw: Figure = UNSET  # positive flows into the battery
    charge_limit_percent: Figure = UNSET
    charge_minutes_left: Figure = UNSET
    charge_starts_at: datetime | UnsetType | None = UNSET  # aware: when a timer lets a waiting charge begin
    arrival_percent: Figure = UNSET  # the charge foreseen at the destination
    lat: Figure = UNSET
    lon: Figure = UNSET
    accuracy_m: Figure = UNSET
    speed_kmh: Figure = UNSET
    heading_deg: Figure = UNSET
    odometer_km: Figure = UNSET
    ignition_on: bool | str | UnsetType | None = UNSET
    locked: bool | str | UnsetType | None = UNSET
    outside_c: Figure = UNSET
    aux_battery_v: Figure = UNSET
    tyre_kpa: tuple[float | str, ...] | UnsetType | None = (
        UNSET  # front left, front right, rear left, rear right
    )
    tyre_alert: tuple[int, ...] | UnsetType | None = UNSET  # the same: 0 well, 1 low, 2 dangerously low
    trouble_codes: tuple[str, ...] | UnsetType | None = UNSET
    service_in_km: Figure = UNSET  # negative: overdue
    service_in_days: Figure = UNSET

    @property
    def readable(self) -> bool:
        """Whether it says when it was; a gateway can never take in, nor acknowledge, one that does not."""
        return isinstance(self.observed_at, datetime)


class Publication(Struct, frozen=True):
    """One MQTT publish, ready to go."""

    topic: str
    payload: bytes
    retain: bool = False
    qos: int = 1
