"""What the operator decides: config/feed.toml, then KURUMATOMO_FEED_… in the environment, then options."""

import os
import tomllib
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from feed.content_policy import tiles_source
from feed.errors import ConfigError

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "config" / "feed.toml"
PREFIX = "KURUMATOMO_FEED_"
_NOT_OURS = {f"{PREFIX}TOKEN"}  # the gateway's key to us, often set in the same shell
_TRIAL = {"registration": "open", "enrolment": "open", "password_memory_kib": 8, "password_rounds": 1}


class Settings(BaseSettings):
    """One value for each key of config/README.md. Read once, handed down, never changed."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=PREFIX)

    database: str = "sqlite:///kurumatomo-feed.db"
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    metrics_port: int | None = Field(default=None, ge=0, le=65535)  # None: no metrics; 0: a free port
    public_url: str = Field(default="", pattern=r"^https?://[^/?#]+$")  # the name the server gives itself
    behind_proxy: bool = False  # then X-Forwarded-For says where a request comes from
    workers: int = Field(default=1, ge=1, le=30)
    first_worker: int = Field(default=0, ge=0, le=30)  # where this machine's workers begin among all

    title: str = "Kurumatomo"
    description: str = "Where cars are friends."
    contact_email: str = ""
    rules: tuple[str, ...] = ()  # of this server, in the order they are shown
    default_language: Literal["en", "ja"] = "en"
    status_characters: int = Field(default=500, ge=1, le=10_000)

    smtp_host: str = ""  # none: this server sends no mail
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_from: str = Field(default="", pattern=r"^([^@\s<>]+@[^@\s<>]+)?$")  # the address letters come from
    smtp_password: SecretStr = SecretStr("")  # by the environment, or by a file that is named there
    smtp_password_file: Path | None = None

    media_folder: Path = Path("kurumatomo-media")
    upload_bytes: int = Field(default=16 * 1024 * 1024, ge=1024)  # of one picture
    film_bytes: int = Field(default=64 * 1024 * 1024, ge=1024)  # films are kept as they come
    film_seconds: int = Field(default=180, ge=1)
    film_pixels: int = Field(default=3_686_400, ge=1)  # of a frame: 2560 by 1440

    trial: bool = False  # loopback only: open doors, cheap hashes, no limits
    registration: Literal["open", "closed"] = "closed"
    enrolment: Literal["open", "closed"] = "closed"

    session_days: int = Field(default=30, ge=1)
    password_memory_kib: int = Field(default=65_536, ge=8)  # argon2id
    password_rounds: int = Field(default=3, ge=1)

    history_fine_days: int = Field(default=30, ge=1)  # of a car's own time: then one row an hour is left
    history_days: int = Field(default=400, ge=1)  # then nothing

    track_days: int = Field(default=30, ge=0)  # the ways of drives, for owners alone; 0: none is kept

    map_tiles: str = (
        ""  # https://…/{z}/{x}/{y}.png; empty: the outline of the land, which tells nobody anything
    )
    map_attribution: str = ""  # what the tiles' makers want to be read beside them

    stream_queue: int = Field(default=200, ge=1)  # news a slow reader may have waiting before it is cut off
    heartbeat_s: float = Field(default=15.0, gt=0)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what it is given: file and environment are read once, by `read_settings`."""
        return (init_settings,)

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, given: dict[str, Any]) -> dict[str, Any]:
        host, port = given.get("host", "127.0.0.1"), given.get("port", 8080)
        named = {"public_url": f"http://{host}:{port}"} | {k: v for k, v in given.items() if v != ""}
        named["public_url"] = str(named["public_url"]).rstrip("/")
        if (file := named.get("smtp_password_file")) and "smtp_password" not in named:
            named["smtp_password"] = _password_in(Path(file))
        return (
            named | _TRIAL if str(given.get("trial", False)).lower() in {"1", "true", "on", "yes"} else named
        )

    @field_validator("map_tiles")
    @classmethod
    def _be_an_address_of_tiles(cls, address: str) -> str:
        if address:
            tiles_source(address)
        return address

    @model_validator(mode="after")
    def _keep_passwords_covered(self) -> "Settings":
        if self.smtp_user and self.smtp_tls == "none" and not _is_loopback(self.smtp_host):
            raise ValueError("smtp_tls = none would send the password of smtp_user in the clear")
        return self

    @property
    def mail_from(self) -> str:
        """The address letters come from."""
        host = self.public_url.partition("://")[2].partition(":")[0]
        return self.smtp_from or self.contact_email or f"no-reply@{host}"

    @model_validator(mode="after")
    def _keep_trials_at_home(self) -> "Settings":
        if self.trial and not _is_loopback(self.host):
            raise ValueError(f"trial opens every door, so host must be a loopback address, not {self.host}")
        return self


def read_settings(file: Path | None = None, **options: Any) -> Settings:  # noqa: ANN401
    """The settings of this start. Options that are None were not given.

    Raises:
        ConfigError: names the key and what would be right.
    """
    _refuse_unknown_names()
    if file and not file.is_file():
        raise ConfigError(f"{file}: no such file")
    toml = file or DEFAULT_FILE
    try:
        from_file = TomlConfigSettingsSource(Settings, toml)()
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{toml}: {error}") from error
    if "smtp_password" in from_file:
        raise ConfigError(f"smtp_password: not in {toml}; by {PREFIX}SMTP_PASSWORD or smtp_password_file")
    given = {key: value for key, value in options.items() if value is not None}
    try:
        return Settings(**(from_file | EnvSettingsSource(Settings)() | given))
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, e['loc'])) or 'settings'}: {e['msg']}" for e in error.errors())
        raise ConfigError("; ".join(wrong)) from error


def _refuse_unknown_names() -> None:
    for name in os.environ:
        key = name.removeprefix(PREFIX).lower()
        if name.startswith(PREFIX) and name not in _NOT_OURS and key not in Settings.model_fields:
            raise ConfigError(f"{name}: no such setting")


def _password_in(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"smtp_password_file: {file} cannot be read") from error


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
