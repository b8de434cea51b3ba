"""Where the broker is and how to speak to it, read from one URL."""

import ipaddress
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

PLAIN_PORT, TLS_PORT = 1883, 8883
FORM = "mqtt://user:password@host:1883 or mqtts://user:password@host:8883"


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """One MQTT broker and the account we use there. Its text never shows the password."""

    host: str
    port: int
    tls: bool
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{'mqtts' if self.tls else 'mqtt'}://{self.host}:{self.port}"


def broker_address(url: str) -> BrokerAddress:
    """Read an mqtt:// or mqtts:// URL. Raises ValueError, without the URL's password, when it is not one."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise ValueError(f"not a broker's URL ({wrong}); it looks like {FORM}") from wrong
    if parts.scheme not in {"mqtt", "mqtts"}:
        raise ValueError(f"a broker's URL begins with mqtt:// or mqtts://, not {parts.scheme!r}; like {FORM}")
    if not parts.hostname:
        raise ValueError(f"the URL names no host; it looks like {FORM}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"a broker's URL ends after the port; it looks like {FORM}")
    tls = parts.scheme == "mqtts"
    return BrokerAddress(
        host=parts.hostname,
        port=port or (TLS_PORT if tls else PLAIN_PORT),
        tls=tls,
        username=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
    )


def is_loopback(host: str) -> bool:
    """Whether what is sent to this host never leaves the machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def why_unreachable(error: OSError) -> str:
    """What keeps us from a broker, and what to do where it is its certificate."""
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = error.verify_message.rstrip(".")
        return f"its certificate is not to be trusted ({reason}); KURUMATOMO_MQTT_CA_FILE names whom to trust"
    return str(error)


def tls_context(authorities: Path | None) -> ssl.SSLContext:
    """TLS 1.2 or newer, the host's name checked, against the system's authorities or a file of our own."""
    context = ssl.create_default_context(cafile=authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
