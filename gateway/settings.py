"""config/gateway.toml, then KURUMATOMO_… in the environment, then options → values, read once."""

import difflib
import os
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    FilePath,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from yarl import URL

from gateway.broker_url import BrokerAddress, broker_address, is_loopback
from gateway.car.bounds import Bounds
from gateway.delivery.feed_client import feed_address
from gateway.delivery.store import engine_for
from gateway.dialects import DIALECTS, OWN_TOPICS, Listening
from gateway.dialects.topics import routes
from gateway.thresholds import bounds_from, no_such_setting

PREFIX = "KURUMATOMO_"


class ConfigError(Exception):
    """The operator's settings cannot be used. The text names each wrong one, and says what would be right."""


def config_folder() -> Path:
    """Where settings and words lie: KURUMATOMO_CONFIG_DIR, or `config` beside the packages."""
    return Path(os.environ.get("KURUMATOMO_CONFIG_DIR") or Path(__file__).parents[1] / "config")


T = TypeVar("T")


def _checked(read: Callable[[T], object]) -> Callable[[T], T]:
    """A validator that keeps the operator's own words once they can be read."""

    def check(words: T) -> T:
        read(words)
        return words

    return check


def _are_dialects(names: tuple[str, ...]) -> None:
    unknown = [name for name in names if name not in DIALECTS]
    if unknown or not names:
        raise ValueError(f"should be some of {', '.join(DIALECTS)}")


def _with_the_tongues_own(topics: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    for name, patterns in topics.items():
        if name not in OWN_TOPICS:
            raise ValueError(no_such_setting(f"topics.{name}", OWN_TOPICS))
        if not patterns:
            raise ValueError(f"{name}: should name at least one topic, like {OWN_TOPICS[name][0]}")
    routes(topics, OWN_TOPICS)
    return {**OWN_TOPICS, **topics}


class SnapshotSettings(BaseModel):
    """How often the live picture of a car is sent, in the machine's own seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lively_s: float = Field(5, gt=0)  # while driving or charging
    quiet_s: float = Field(60, gt=0)


class Settings(BaseSettings):
    """What the operator decides."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    mqtt: Annotated[str, AfterValidator(_checked(broker_address))] = "mqtt://127.0.0.1:1883"
    mqtt_password: SecretStr | None = None  # in place of one in the URL
    mqtt_password_file: Path | None = None
    mqtt_ca_file: FilePath | None = None  # None: the authorities the system trusts
    client_id: str = Field("kurumatomo-gateway", pattern=r"^[A-Za-z0-9_-]{1,64}$")
    feed: Annotated[str, AfterValidator(_checked(feed_address))] = "http://127.0.0.1:8080"
    feed_token: SecretStr | None = None
    feed_token_file: Path | None = None
    database: Annotated[str, AfterValidator(_checked(engine_for))] = "sqlite:///gateway.sqlite"
    clock: Literal["wall", "sim"] = "wall"
    dialects: Annotated[tuple[str, ...], AfterValidator(_checked(_are_dialects))] = ("native",)
    topics: Annotated[dict[str, tuple[str, ...]], AfterValidator(_with_the_tongues_own)] = dict(OWN_TOPICS)
    insecure: bool = False  # speak without TLS to other machines
    status_port: int = Field(9101, ge=0, le=65535)  # on loopback; 0: any free one
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    quarantine_rows: int = Field(10_000, ge=1)  # refused messages remembered, the newest
    register_poll_s: float = Field(5, gt=0)  # how often the feed is asked what its register says
    register_wait_s: float = Field(15, ge=0)  # at the very first start, for owners and languages to be known
    snapshots: SnapshotSettings = SnapshotSettings()
    noticing: Annotated[
        dict[str, Any], AfterValidator(_checked(bounds_from))
    ] = {}  # thresholds, for every car

    @property
    def bounds(self) -> Bounds:
        """By what a car's news is judged, before its own home is known."""
        return bounds_from(self.noticing)

    @property
    def listening(self) -> Listening:
        """To whom we listen, and where."""
        return Listening(self.dialects, self.topics)

    @property
    def broker(self) -> BrokerAddress:
        """Where messages come from. Raises ConfigError when the password's file cannot be read."""
        address = broker_address(self.mqtt)
        password = _secret("mqtt_password", self.mqtt_password, self.mqtt_password_file)
        return address if password is None else replace(address, password=password)

    @property
    def token(self) -> str:
        """What the feed lets us in with. Raises ConfigError when there is none."""
        token = _secret("feed_token", self.feed_token, self.feed_token_file)
        if not token:
            raise ConfigError(
                "feed_token: set KURUMATOMO_FEED_TOKEN or KURUMATOMO_FEED_TOKEN_FILE to a token of the feed; "
                "`kurumatomo-feed tokens issue --scope gateway` prints one"
            )
        return token

    @model_validator(mode="after")
    def _each_topic_is_of_one_tongue(self) -> Self:
        _ = self.listening
        return self

    @model_validator(mode="after")
    def _nothing_secret_travels_in_the_clear(self) -> Self:
        broker, feed = broker_address(self.mqtt), URL(self.feed)
        if not broker.tls and not is_loopback(broker.host) and not self.insecure:
            raise ValueError(
                "mqtt: should be mqtts:// to another machine (or say --insecure, on a network of your own)"
            )
        if feed.scheme == "http" and not is_loopback(feed.host or "") and not self.insecure:
            raise ValueError(
                "feed: should be https:// to another machine (or say --insecure, on a network of your own)"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, before the environment, before the file."""
        path = config_folder() / "gateway.toml"
        try:
            file = TomlConfigSettingsSource(settings_cls, path)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{path}: {error}") from error
        return init_settings, env_settings, file


def read_settings(**options: object) -> Settings:
    """All settings; an option that is None was not given. Raises ConfigError naming each wrong key."""
    _refuse_misspelt(os.environ)
    try:
        return Settings.model_validate({name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        raise ConfigError("\n".join(_in_words(wrong) for wrong in error.errors())) from error


def _secret(name: str, given: SecretStr | None, file: Path | None) -> str | None:
    if file is None:
        return None if given is None else given.get_secret_value()
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{name}_file: {file} cannot be read ({error.strerror})") from error


def _refuse_misspelt(environment: Iterable[str]) -> None:
    """Other programs have names under KURUMATOMO_ too: only what all but equals one of ours is a mistake."""
    ours = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name.partition("__")[0] not in ours:
            meant = difflib.get_close_matches(name, ours, n=1, cutoff=0.93)
            if meant:
                raise ConfigError(f"{name}: there is no such setting; did you mean {meant[0]}?")


def _in_words(wrong: ErrorDetails) -> str:
    key = ".".join(str(part) for part in wrong["loc"])
    if wrong["type"] == "extra_forbidden":
        known = SnapshotSettings.model_fields if key.startswith("snapshots.") else Settings.model_fields
        return no_such_setting(key, known)
    sentence = wrong["msg"].removeprefix("Value error, ")
    return f"{key}: {sentence}" if key else sentence
