"""What goes on between a car and its broker, before it happens: words, and what their connections do."""

from typing import TypeAlias

from msgspec import Struct

from firmware_sim.firmware.reading import Presence, Publication, Reading


class Spoken(Struct, frozen=True):
    """What firmware says at a moment (Unix seconds of the cars' world), not in bytes yet."""

    at_s: float
    said: Reading | Presence


class Line(Struct, frozen=True):
    """One connection to the broker: who signs in there, and what the broker says when it breaks.

    Two lines with the same client id are rivals: a broker lets the older one go.
    """

    client_id: str
    user: str
    will: Publication | None = None


class Connect(Struct, frozen=True):
    """A line is opened."""

    at_s: float
    line: Line


class Say(Struct, frozen=True):
    """A publish goes out on a line."""

    at_s: float
    line: Line
    publication: Publication
    reading: Reading | None = None  # what it puts into bytes, where it is a reading
    again: bool = False  # the last of its topic is said again on every new connection


class Cut(Struct, frozen=True):
    """A line breaks without a goodbye, perhaps in the middle of a publish. The broker says the last will."""

    at_s: float
    line: Line
    half_said: Publication | None = None


class Leave(Struct, frozen=True):
    """A line is closed with a goodbye: no last will."""

    at_s: float
    line: Line


Act: TypeAlias = Connect | Say | Cut | Leave
