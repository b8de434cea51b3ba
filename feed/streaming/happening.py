"""What workers tell one another: that something happened, by its id. Each looks up who may hear of it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

import orjson

Kind = Literal[
    "status",
    "edited",
    "notification",
    "withdrawn",
    "revoked",
    "picture",
    "filters",
    "merged",
    "announced",
    "unannounced",
    "reacted",
]

READERS_TOLD_AT_ONCE = 200  # so that one happening stays far below the 8,000 bytes of a PostgreSQL notice


@dataclass(frozen=True, slots=True)
class Happening:
    """A status, notification or picture is there; a status, filter or token is changed or gone."""

    kind: Kind
    id: int
    readers: tuple[int, ...] = ()  # of a withdrawn status: on whose home timelines it was
    was_public: bool = False  # of a withdrawn status: then everybody may know that it is gone
    name: str = ""  # of a reaction to an announcement


def withdrawn(status_id: int, readers: Iterable[int], *, was_public: bool) -> list[Happening]:
    """The news that a status is gone, in portions."""
    waiting = sorted(readers)
    portions = [
        waiting[at : at + READERS_TOLD_AT_ONCE] for at in range(0, len(waiting), READERS_TOLD_AT_ONCE)
    ]
    return [
        Happening("withdrawn", status_id, tuple(portion), was_public and not number)
        for number, portion in enumerate(portions or [[]])
    ]


def encode(happening: Happening) -> str:
    """One happening as text."""
    return orjson.dumps(asdict(happening)).decode()


def decode(text: str) -> Happening:
    """The other way round."""
    told = orjson.loads(text)
    return Happening(told["kind"], told["id"], tuple(told["readers"]), told["was_public"], told["name"])
