"""What is said of everything that can happen."""

from gateway.car.events import Event
from gateway.voice.draft import Draft
from gateway.voice.profile import Audience
from tests.builders.voice import (
    a_state,
    one_of_each,
    say_all,
)

WISHES = (None, "nobody", "owner", "direct", "private", "unlisted", "public")


def wish(kind: str, wished: str | None) -> dict[str, Audience]:
    return {} if wished is None else {kind: Audience(wished)}


def first(kind: str) -> Event:
    return one_of_each()[kind][0]


def everything_said(**profile: object) -> list[Draft]:
    """Of every kind, whatever its owner may wish, at home and away."""
    return [
        draft
        for kind, events in one_of_each().items()
        for event in events
        for wished in WISHES
        for at_home in (True, False, None)
        for draft in say_all(event, a_state(at_home=at_home), audience=wish(kind, wished), **profile)
    ]
