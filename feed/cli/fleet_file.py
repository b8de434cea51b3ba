"""config/fleet.toml: the people and cars of a demo, checked."""

import tomllib
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from feed.errors import ConfigError
from feed.social.car_wishes import CarWishes, Language
from feed.social.roles import Role
from feed.social.tongues import Dialect, Says, wrong_name
from feed.social.wrongs import wrongs


def _foreign_id(name: str) -> str:
    if wrong := wrong_name(name):
        raise ValueError(wrong)
    return name


class FleetPerson(BaseModel):
    """One [[person]]. Their password is drawn when they come in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    username: str
    name: str = ""
    language: Language = "en"
    role: Role = "member"


class FleetTongue(BaseModel):
    """A name under which another dialect speaks of the car."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dialect: Dialect
    id: Annotated[str, AfterValidator(_foreign_id)]
    says: Says = "all"


class FleetCar(CarWishes):
    """One [[car]]: who it is, whose, and what its owner wishes."""

    car_id: str
    dialect: Dialect = "native"
    owner: str
    friends: tuple[str, ...] = ()  # who follow it
    tongues: tuple[FleetTongue, ...] = ()
    model: str = ""  # this, its habits and what it ails from are for the simulator
    habits: str = ""
    ails: tuple[str, ...] = ()

    def wishes(self) -> CarWishes:
        """What its owner settled."""
        return CarWishes.model_validate(
            self.model_dump(exclude_unset=True, include=set(CarWishes.model_fields))
        )


class FleetFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    person: tuple[FleetPerson, ...] = ()
    car: tuple[FleetCar, ...] = ()

    @model_validator(mode="after")
    def _everybody_is_named(self) -> Self:
        people = {person.username for person in self.person}
        for car in self.car:
            if strangers := {car.owner, *car.friends} - people:
                raise ValueError(
                    f"{car.car_id} knows {', '.join(sorted(strangers))}, who is no [[person]] here"
                )
        return self


def read_fleet(path: Path) -> FleetFile:
    """The people and cars of a file.

    Raises:
        ConfigError: if it cannot be read, or says something that cannot be; each key is named.
    """
    try:
        return FleetFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{key} {what}".strip() for key, what in wrongs(error).items())
        raise ConfigError(f"{path}: {wrong}") from error
