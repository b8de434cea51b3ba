"""The topic of a car's live picture, as one viewer may see it."""

from feed.streaming.hub import Topic

NAME = "car"


def picture_of(account_id: int, *, viewer_id: int) -> Topic:
    """What a viewer listens to; no two viewers share it, for no two may know the same."""
    return Topic(NAME, f"{account_id}:{viewer_id}")
