"""One [[happens]] of a scenario: what a car does, what becomes of it, what people do, what fails around."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from firmware_sim.scenario.moments import Duration, When

Percent = Annotated[float, Field(ge=0, le=100)]


class Happens(BaseModel):
    """Something, at a time."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    at: When


class CarDoes(Happens):
    """Something a car does."""

    car: str | None = None  # the only one when there is but one


class Drives(CarDoes):
    """It drives to a place, or so far in a direction."""

    does: Literal["drive"]
    to: str | None = None
    km: Annotated[float | None, Field(gt=0, le=1000)] = None
    heading_deg: Annotated[float, Field(ge=0, lt=360)] = 90.0
    kmh: Annotated[float, Field(gt=5, le=200)] = 40.0
    climbs_m: Annotated[float, Field(ge=-3000, le=3000)] = 0.0  # evenly; downhill below 0
    stays_on: bool = False  # the ignition, at the end
    navigates: bool = False  # the car foresees its charge there

    @model_validator(mode="after")
    def _knows_where_to(self) -> "Drives":
        if (self.to is None) == (self.km is None):
            raise ValueError('needs either a place to drive to (to = "work") or a distance (km = 12)')
        return self


class IsTowed(CarDoes):
    """It is carried away, switched off."""

    does: Literal["towed"]
    km: Annotated[float, Field(gt=0, le=100)]
    heading_deg: Annotated[float, Field(ge=0, lt=360)] = 90.0
    kmh: Annotated[float, Field(gt=5, le=80)] = 30.0


class PlugsIn(CarDoes):
    """It is plugged in; with `starts` the charge waits for that time."""

    does: Literal["plug_in"]
    kw: Annotated[float, Field(gt=0, le=22)] = 6.0
    dc_kw: Annotated[float, Field(ge=0, le=400)] = 0.0
    starts: When | None = None


class Simply(CarDoes):
    """The cable comes out; the charge breaks off, or goes on; the ignition; firmware begins anew."""

    does: Literal["unplug", "break_off", "resume", "switch_on", "switch_off", "reboot", "update"]


class Becomes(CarDoes):
    """Figures of the car are others from now on."""

    does: Literal["become"]
    soc_percent: Percent | None = None
    outside_c: Annotated[float | None, Field(ge=-40, le=50)] = None
    odometer_km: Annotated[float | None, Field(ge=0)] = None
    aux_battery_v: Annotated[float | None, Field(ge=0, le=16)] = None
    tyre_kpa: Annotated[tuple[float, float, float, float] | None, Field()] = None
    service_in_km: float | None = None
    trouble_code: str | None = None


class Says(CarDoes):
    """It says exactly this, by hand: fields of the native contract."""

    does: Literal["say"]
    words: dict[str, Any]
    times: Annotated[int, Field(ge=1, le=1000)] = 1
    every: Duration = 10.0


class PersonDoes(Happens):
    """A person follows a car, leaves it, or replies to its latest post."""

    person: str
    does: Literal["follow", "unfollow", "reply"]
    car: str | None = None
    text: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> "PersonDoes":
        if (self.does == "reply") != bool(self.text):
            raise ValueError("text is what is replied, and only a reply has one")
        return self


class Fails(Happens):
    """A program of the stack is killed and started again; only with a stack of our own."""

    does: Literal["restart"]
    program: Literal["gateway", "feed", "broker"]


Happening: TypeAlias = Annotated[
    Drives | IsTowed | PlugsIn | Simply | Becomes | Says | PersonDoes | Fails, Field(discriminator="does")
]
