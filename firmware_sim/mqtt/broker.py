"""Where the broker is, from its URL."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

from firmware_sim.errors import UsageError

PLAIN_PORT, TLS_PORT = 1883, 8883


@dataclass(frozen=True, slots=True)
class Broker:
    """Where the broker is and how to sign in."""

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: bool = False

    @classmethod
    def from_url(cls, url: str, *, password: str | None = None) -> Self:
        """From mqtt://user:password@host:port; a password in the URL wins over the one given.

        Raises UsageError when it is no such URL.
        """
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = 0
        if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname or port == 0:
            raise UsageError(
                "the broker's URL must look like mqtt://user@host:1883 (or mqtts://…:8883 for TLS)"
            )
        tls = parts.scheme == "mqtts"
        return cls(
            host=parts.hostname,
            port=port or (TLS_PORT if tls else PLAIN_PORT),
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else password,
            tls=tls,
        )

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"
