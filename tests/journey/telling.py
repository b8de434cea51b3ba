"""What a road's gateway has told, as far as it can be compared."""

from tests.servers.parts import wait_until
from tests.servers.road import Road, Row

Told = tuple[str, str, str]  # car, the car's own time, words


def of(kind: str, history: list[Row]) -> list[Row]:
    """The rows of one kind: drive, charge, event or post."""
    return [row for row in history if row["kind"] == kind]


def told(history: list[Row]) -> list[Told]:
    """The posts, as far as a replay must repeat them."""
    return sorted((row["car_id"], row["at"], row["text"]) for row in of("post", history))


def settled(road: Road) -> list[Row]:
    """The history once every draft has reached the feed."""
    wait_until(
        lambda: all(post["status"] == "sent" for post in of("post", road.history())),
        what="every draft is sent",
        within_s=90,
    )
    return road.history()
