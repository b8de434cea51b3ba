"""What one message said about one car at one moment."""

from datetime import datetime
from enum import StrEnum

from gateway.car.part import Part


class ChargeState(StrEnum):
    """What the charger and the battery are doing together."""

    UNPLUGGED = "unplugged"
    WAITING = "waiting"  # plugged in, not charging yet: a timer or a tariff
    CHARGING = "charging"
    COMPLETE = "complete"
    STOPPED = "stopped"
    FAULT = "fault"


class Presence(StrEnum):
    """Whether the car's own modem is with us."""

    ONLINE = "online"
    ASLEEP = "asleep"
    OFFLINE = "offline"  # its last will: the connection broke


class Reading(Part, frozen=True, kw_only=True):
    """What one message said about one car at one moment. None means "not said"."""

    car_id: str
    observed_at: datetime  # aware, UTC: when the car measured, not when we heard
    received_at: datetime  # aware, UTC: when we heard, by the gateway's clock
    dialect: str = "native"  # the tongue it was said in: each keeps its own count and clock
    seq: int | None = None  # grows by one per message; None where a dialect has no such count
    retained: bool = False  # the broker's memory, not news
    unknown: frozenset[str] = frozenset()  # fields said to be null: known before, not known now

    soc_percent: float | None = None  # 0..100 of usable capacity
    range_km: float | None = None
    plugged_in: bool | None = None
    charge_state: ChargeState | None = None
    charge_power_kw: float | None = None  # positive flows into the battery
    charge_limit_percent: float | None = None
    charge_minutes_left: float | None = None
    charge_starts_at: datetime | None = None  # when a timer or a tariff lets a waiting charge begin
    arrival_percent: float | None = None  # charge the car foresees at its destination
    lat: float | None = None  # WGS 84, degrees; lat and lon come together or not at all
    lon: float | None = None
    accuracy_m: float | None = None
    speed_kmh: float | None = None
    heading_deg: float | None = None
    odometer_km: float | None = None
    ignition_on: bool | None = None
    locked: bool | None = None
    outside_c: float | None = None
    aux_battery_v: float | None = None
    tyre_kpa: tuple[float | None, ...] | None = None  # front left, front right, rear left, rear right
    tyre_alert: tuple[int | None, ...] | None = None  # the same wheels: 0 well, 1 low, 2 dangerously low
    trouble_codes: tuple[str, ...] | None = None
    service_in_km: float | None = None  # negative: overdue
    service_in_days: float | None = None
    presence: Presence | None = None


ABOUT_THE_MESSAGE = frozenset(
    {"car_id", "observed_at", "received_at", "dialect", "seq", "retained", "unknown"}
)
WORDS = frozenset(Reading.__struct_fields__) - ABOUT_THE_MESSAGE  # what it says of the car
OF_THE_PLACE = frozenset({"lat", "lon", "accuracy_m", "heading_deg", "speed_kmh"})  # also a phone can say
