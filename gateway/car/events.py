"""What happened between two states: every kind of news a car can have."""

from datetime import datetime

import msgspec


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """One fact that led to an event: a reading's figure with its time, or the threshold it crossed."""

    name: str
    value: float | bool | str
    unit: str | None = None
    at: datetime | None = None  # when the car measured it; None for a threshold


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """Something worth knowing about one car. `at` is when it happened, by the car's time."""

    car_id: str
    at: datetime
    reasons: tuple[Reason, ...] = ()
    late: bool = False  # learned too late to be told: it goes to history only

    @property
    def kind(self) -> str:
        """The snake_case name under which personas, settings and the wire know it."""
        return str(self.__struct_config__.tag)


class PluggedIn(Event, frozen=True, kw_only=True, tag="plugged_in", omit_defaults=True):
    """The cable went in; if charging and its forecast followed within the minute, they are told here too."""

    soc_percent: float | None = None
    charging: bool = False
    power_kw: float | None = None
    ready_at: datetime | None = None
    limit_percent: float | None = None


class Unplugged(Event, frozen=True, kw_only=True, tag="unplugged", omit_defaults=True):
    """The cable came out."""

    soc_percent: float | None = None
    gained_percent: float | None = None  # points gained in the charge that ended with it
    kwh: float | None = None


class ChargingStarted(Event, frozen=True, kw_only=True, tag="charging_started", omit_defaults=True):
    """Energy flows, and has for long enough to be believed."""

    soc_percent: float | None = None
    power_kw: float | None = None
    ready_at: datetime | None = None
    limit_percent: float | None = None


class ReadyTime(Event, frozen=True, kw_only=True, tag="ready_time", omit_defaults=True):
    """The first forecast to be trusted, or one that moved enough to matter."""

    ready_at: datetime
    before: datetime | None = None  # what was told last, when this one corrects it
    soc_percent: float | None = None
    limit_percent: float | None = None


class ChargingDone(Event, frozen=True, kw_only=True, tag="charging_done", omit_defaults=True):
    """As full as it was asked to be."""

    soc_percent: float | None = None
    gained_percent: float | None = None
    kwh: float | None = None
    minutes: float | None = None


class ChargingInterrupted(Event, frozen=True, kw_only=True, tag="charging_interrupted", omit_defaults=True):
    """Charging stopped short of its limit, and nobody had planned that."""

    soc_percent: float | None = None
    limit_percent: float | None = None


class ChargedUnseen(Event, frozen=True, kw_only=True, tag="charged_unseen", omit_defaults=True):
    """A higher charge after a silence: the car was charged and nobody told us."""

    soc_percent: float
    soc_before_percent: float
    silent_since: datetime


class BatteryLow(Event, frozen=True, kw_only=True, tag="battery_low", omit_defaults=True):
    """Charge went under the first mark while not plugged in."""

    soc_percent: float
    range_km: float | None = None


class BatteryCritical(Event, frozen=True, kw_only=True, tag="battery_critical", omit_defaults=True):
    """Charge went under one of the last marks (10 %, then 5 %) while not plugged in."""

    soc_percent: float
    step_percent: float
    range_km: float | None = None


class DriveStarted(Event, frozen=True, kw_only=True, tag="drive_started", omit_defaults=True):
    """The car has been under way long enough to mean it."""

    soc_percent: float | None = None
    lat: float | None = None
    lon: float | None = None


class DriveEnded(Event, frozen=True, kw_only=True, tag="drive_ended", omit_defaults=True):
    """A drive worth telling is over. `at` is when the car came to rest."""

    started_at: datetime
    km: float
    minutes: float
    soc_start_percent: float | None = None
    soc_end_percent: float | None = None
    kwh: float | None = None  # drawn from the battery, so positive
    wh_per_km: float | None = None
    lat: float | None = None
    lon: float | None = None


class CameHome(Event, frozen=True, kw_only=True, tag="came_home", omit_defaults=True):
    """Inside the home zone long enough to have arrived."""

    soc_percent: float | None = None


class LeftHome(Event, frozen=True, kw_only=True, tag="left_home", omit_defaults=True):
    """Outside the home zone far and long enough to have left."""

    soc_percent: float | None = None


class CameHomeUnplugged(Event, frozen=True, kw_only=True, tag="came_home_unplugged", omit_defaults=True):
    """Parked at home with little charge, and the cable still on its hook."""

    soc_percent: float
    range_km: float | None = None
    parked_since: datetime


EVENT_KINDS: tuple[type[Event], ...] = (
    PluggedIn,
    Unplugged,
    ChargingStarted,
    ReadyTime,
    ChargingDone,
    ChargingInterrupted,
    ChargedUnseen,
    BatteryLow,
    BatteryCritical,
    DriveStarted,
    DriveEnded,
    CameHome,
    LeftHome,
    CameHomeUnplugged,
)


class Drive(msgspec.Struct, frozen=True, kw_only=True):
    """A finished drive as history keeps it; (car_id, started_at) names it."""

    car_id: str
    started_at: datetime
    ended_at: datetime
    km: float
    minutes: float
    soc_start_percent: float | None
    soc_end_percent: float | None
    kwh: float | None  # drawn from the battery, so positive; None when power was not said throughout


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """A finished charge as history keeps it; (car_id, started_at) names it."""

    car_id: str
    started_at: datetime
    ended_at: datetime
    soc_start_percent: float | None
    soc_end_percent: float | None
    kwh: float | None  # into the battery; None when power was not said throughout
    unseen: bool  # known only by the higher charge after a silence
