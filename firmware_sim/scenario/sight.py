"""What was seen of a scenario, by whom, and until when in car time."""

from collections.abc import Mapping

from msgspec import Struct, field

from firmware_sim.scenario.feed import Post


class Sight(Struct, frozen=True):
    """A post that somebody saw for the first time at this moment (Unix seconds of the cars' world)."""

    by: str
    of: str
    post: Post
    at_s: float
    rings: bool = False
    comes: bool = True  # to them, on their home timeline or by ringing; False: only who looks finds it


class Record(Struct, frozen=True):
    """Everything a verdict needs."""

    sights: tuple[Sight, ...] = ()
    said: Mapping[str, int] = field(default_factory=dict)  # by car: the last number it said
    acknowledged: Mapping[str, int] = field(
        default_factory=dict
    )  # by car: up to which the gateway told it so
    counted: Mapping[str, float] | None = None  # what the gateway counted meanwhile; None: nobody can say
