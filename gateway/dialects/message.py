"""What MQTT gave us, and the one error a dialect may raise about it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One MQTT publish as it reached us, not yet understood."""

    topic: str
    payload: bytes
    retained: bool
    received_at: datetime  # aware, UTC, by the gateway's clock (wall, or the simulated world's)


class MalformedMessageError(ValueError):
    """The sender broke the contract. The text is the reason quarantine keeps; it never quotes the payload."""
