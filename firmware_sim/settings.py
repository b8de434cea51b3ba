"""config/firmware_sim.toml and the environment → frozen values; read once."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from firmware_sim.car.model import Model
from firmware_sim.day.ageing import Ailment
from firmware_sim.day.habits import Habits
from firmware_sim.errors import UsageError
from firmware_sim.firmware.telematics import ReportingRules

FROZEN = ConfigDict(frozen=True, extra="forbid")
Named = TypeVar("Named", Model, Habits)
Positive = Annotated[float, Field(gt=0)]
Percent = Annotated[float, Field(ge=0, le=100)]


def known_zone(name: str) -> str:
    """The name, if it is a time zone's; ValueError else."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError('no such time zone; one is called "Asia/Tokyo"') from error
    return name


def _only_keys_of(kind: type[Named]) -> BeforeValidator:
    """Dataclasses would ignore a key they do not know; a misspelt one must be heard of."""

    def check(entry: object) -> object:
        known = {field.name for field in fields(kind)}
        if isinstance(entry, Mapping) and (unknown := sorted(set(entry) - known)):
            raise ValueError(f"unknown keys {', '.join(unknown)}; known are {', '.join(sorted(known))}")
        return entry

    return BeforeValidator(check)


class Firmware(BaseModel):
    """When a modem reports, and how much it can keep."""

    model_config = FROZEN
    driving_interval_s: Positive
    charging_interval_s: Positive
    parked_interval_s: Positive
    sleeps_after_s: Positive
    heartbeat_interval_s: Positive
    soc_step_percent: Percent
    flash_readings: Annotated[int, Field(ge=10)]
    dead_bands: dict[str, Annotated[float, Field(ge=0)]]

    def rules(self) -> ReportingRules:
        """The same for the firmware, which knows no settings."""
        return ReportingRules(**self.model_dump(exclude={"flash_readings"}))


class Surroundings(BaseModel):
    """Where cars live that no fleet file places."""

    model_config = FROZEN
    lat: Annotated[float, Field(ge=-70, le=70)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    time_zone: Annotated[str, AfterValidator(known_zone)]
    motorway_km: Annotated[float, Field(ge=5, le=100)]


class Settings(BaseSettings):
    """All that config/firmware_sim.toml says."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="KURUMATOMO_SIM_", env_nested_delimiter="__"
    )
    morning_h: Annotated[float, Field(ge=0, lt=24)]
    town: Surroundings
    firmware: Firmware
    model: tuple[Annotated[Model, _only_keys_of(Model)], ...]
    habits: tuple[Annotated[Habits, _only_keys_of(Habits)], ...]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        in_the_file = TomlConfigSettingsSource(settings_cls, toml_file=_file())
        return init_settings, env_settings, dotenv_settings, file_secret_settings, in_the_file


class Home(BaseModel):
    """Where a car of a fleet file lives, or often is."""

    lat: Annotated[float, Field(ge=-85, le=85)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class FleetTongue(BaseModel):
    """A tongue a car of a fleet file speaks, and its name there: `emma-mochi` of emma/mochi, or a number."""

    model_config = FROZEN
    dialect: str
    id: Annotated[str, Field(pattern="^[A-Za-z0-9]+(-[A-Za-z0-9]+)?$")]
    says: Literal["all", "place"] = "all"


class FleetCar(BaseModel):
    """One [[car]] of a fleet file, as far as it concerns the simulator."""

    model_config = ConfigDict(frozen=True)
    car_id: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{1,64}$")]
    model: str
    home: Home
    zones: tuple[Home, ...] = ()  # the first where its owner works, the others where they go on errands
    time_zone: Annotated[str, AfterValidator(known_zone)]
    habits: str | None = None
    tongues: tuple[FleetTongue, ...] = ()  # none: native, under its car_id
    ails: tuple[Ailment, ...] = ()  # what is the matter with it, so that it shows soon


class FleetFile(BaseModel):
    """The cars of a fleet file; people and everything else in it are for others."""

    car: Annotated[tuple[FleetCar, ...], Field(min_length=1)]


def load() -> Settings:
    """Read the settings. Raises UsageError that names each wrong key."""
    try:
        return Settings()
    except ValidationError as error:
        raise UsageError(_told(error, _file())) from error


def load_fleet(path: Path) -> tuple[FleetCar, ...]:
    """Read a fleet file. Raises UsageError that says what is wrong with it."""
    try:
        return FleetFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).car
    except OSError as error:
        raise UsageError(f"the fleet file {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the fleet file {path} is not TOML: {error}") from error
    except ValidationError as error:
        raise UsageError(_told(error, path)) from error


def named(name: str, among: Sequence[Named]) -> Named:
    """The model or the habits of this name. Raises UsageError that lists what there is."""
    for one in among:
        if one.name == name:
            return one
    raise UsageError(f'there is no "{name}"; known are {", ".join(one.name for one in among)}')


def mqtt_password(environment: Mapping[str, str] = os.environ) -> str | None:
    """The broker's password, from KURUMATOMO_MQTT_PASSWORD or the file KURUMATOMO_MQTT_PASSWORD_FILE."""
    if (path := environment.get("KURUMATOMO_MQTT_PASSWORD_FILE")) is None:
        return environment.get("KURUMATOMO_MQTT_PASSWORD")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(f"KURUMATOMO_MQTT_PASSWORD_FILE cannot be read: {error.strerror}") from error


def _file() -> Path:
    folder = os.environ.get("KURUMATOMO_CONFIG_DIR") or Path(__file__).parents[1] / "config"
    return Path(folder) / "firmware_sim.toml"


def _told(error: ValidationError, path: Path) -> str:
    wrong = [f"{'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}" for each in error.errors()]
    return f"{path.name} is not right: " + "; ".join(wrong)
