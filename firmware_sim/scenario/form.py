"""What may stand in a scenario file, table by table; docs/scenarios.md explains it to people."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from firmware_sim.dialects import DIALECTS
from firmware_sim.faults import FAULTS, Mishearing
from firmware_sim.scenario.happenings import Happening
from firmware_sim.scenario.moments import Duration, When
from firmware_sim.settings import known_zone

Name = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,19}$")]
Kind = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,31}$")]
Several = Annotated[tuple[Name, ...], Field(min_length=1)]
ANYONE, STRANGER = "anyone", "stranger"
"""Somebody who is not signed in, and a member who follows nobody."""


def _known_fault(kind: str) -> str:
    if kind not in FAULTS:
        raise ValueError(f"is one of {', '.join(FAULTS)}")
    return kind


class Table(BaseModel):
    """A table of the file; a key nobody knows is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Place(Table):
    """A spot with a name, and how far around it counts as being there."""

    lat: Annotated[float, Field(ge=-85, le=85)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    radius_m: Annotated[float, Field(ge=60, le=2000)] = 150


class Person(Table):
    """One [[person]]."""

    name: Name
    language: Literal["en", "ja"] = "en"
    role: Literal["member", "dealer", "staff"] = "member"


class Car(Table):
    """One [[car]]: what it is, whose, and how its owner has set it up."""

    name: Name
    nickname: str = ""
    model: str = "leaf-40"
    owner: Name
    friends: tuple[Name, ...] = ()  # who follow it
    dealers: tuple[Name, ...] = ()  # who are entrusted with its health
    at: str  # a place
    home: str | None = None  # a place
    zones: tuple[str, ...] = ()  # other places it knows by name
    soc_percent: Annotated[float, Field(ge=0, le=100)] = 60.0
    odometer_km: Annotated[float, Field(ge=0)] = 12_000.0
    plugged_in_kw: Annotated[float, Field(ge=0, le=22)] = 0.0  # at the start it hangs on this; 0: on nothing
    charge_limit_percent: Annotated[float, Field(gt=0, le=100)] = 100.0
    speaks: Annotated[tuple[str, ...], Field(min_length=1)] = ("native",)
    flash_readings: Annotated[int, Field(ge=10)] = 5000
    wishes: dict[str, Any] = {}  # the owner's settings, as in config/fleet.toml

    @model_validator(mode="after")
    def _speaks_what_is_known(self) -> "Car":
        for tongue in self.speaks:
            if tongue.removesuffix(":place") not in DIALECTS:
                raise ValueError(f'speaks {", ".join(DIALECTS)} (":place" after it: only of the place)')
        return self


class Fault(Table):
    """One [[fault]]."""

    car: Name | None = None
    kind: Annotated[str, AfterValidator(_known_fault)]
    rate: Annotated[float, Field(gt=0, le=1)] = 1.0
    from_: Annotated[When | None, Field(alias="from")] = None
    until: When | None = None
    by: float | None = None
    field: str = ""
    seed: int = 0

    @model_validator(mode="after")
    def _is_told_what_it_needs(self) -> "Fault":
        fault = FAULTS[self.kind]
        known = fault.fields if isinstance(fault, Mishearing) else frozenset()
        if known and self.field not in known:
            raise ValueError(f"field has to be one of {', '.join(sorted(known))}")
        if self.field and not known:
            raise ValueError(f"{self.kind} is of no figure: leave field out")
        if self.by is not None and not fault.unit:
            raise ValueError(f"{self.kind} knows no measure: leave by out")
        return self


class Looked(Table):
    """Who looks, at which car's posts, for what, and when."""

    by: Several
    of: Name | None = None  # the only car when there is but one
    kind: Kind | None = None
    says: str = ""  # words the post has to contain
    after: When | None = None  # from the start on
    within: Duration | None = None  # to the end

    @model_validator(mode="before")
    @classmethod
    def _one_is_several(cls, told: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        if isinstance(told, dict) and isinstance(told.get("by"), str):
            return told | {"by": (told["by"],)}
        return told


class Seen(Looked):
    """One [[seen]]: each of them has to see such a post."""

    times: Annotated[int | None, Field(ge=1)] = None  # exactly so many; None: one or more
    rings: bool | None = None  # whether their phone has to ring at it


class NotSeen(Looked):
    """One [[not_seen]]: none of them may see such a post."""


class Counted(Table):
    """One [[counted]]: a figure of the gateway's over the whole scenario; only with a stack of our own."""

    what: Literal["readings", "duplicates", "quarantined", "posts"]
    at_least: int = 0
    at_most: int | None = None


class Acknowledged(Table):
    """One [[acknowledged]]: in the end the gateway has told the car that nothing is missing."""

    car: Name | None = None


class Form(Table):
    """A whole scenario."""

    title: str
    promise: str = ""
    starts: datetime
    time_zone: Annotated[str, AfterValidator(known_zone)] = "Asia/Tokyo"
    lasts: Duration
    outside_c: Annotated[float, Field(ge=-40, le=50)] = 15.0
    seed: int = 1
    places: dict[str, Place]
    person: Annotated[tuple[Person, ...], Field(min_length=1)]
    car: Annotated[tuple[Car, ...], Field(min_length=1)]
    happens: tuple[Happening, ...] = ()
    fault: tuple[Fault, ...] = ()
    seen: tuple[Seen, ...] = ()
    not_seen: tuple[NotSeen, ...] = ()
    counted: tuple[Counted, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()

    @model_validator(mode="after")
    def _starts_by_the_cars_clock(self) -> "Form":
        if self.starts.tzinfo is not None:
            raise ValueError(
                "starts is a local time without a zone, such as 2026-11-23T18:30:00; see time_zone"
            )
        if not (self.seen or self.not_seen or self.counted or self.acknowledged):
            raise ValueError("nothing is expected: say what must be [[seen]] or [[not_seen]]")
        return self
