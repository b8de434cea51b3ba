"""What a road's gateway has told, as far as it can be compared."""

from datetime import datetime

import sqlalchemy

from gateway.delivery.store import engine_for
from tests.servers.parts import wait_until
from tests.servers.road import Road, Row

Driven = tuple[str, datetime, float]  # car, when it began, km
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


def driven(road: Road) -> list[Driven]:
    """The drives the gateway knows of, once the feed has every one of them."""
    known = sorted(
        (row["car_id"], datetime.fromisoformat(row["started_at"]).replace(tzinfo=None), row["km"])
        for row in of("drive", road.history())
    )
    wait_until(lambda: _arrived(road) == known, what="every drive has reached the feed", within_s=90)
    return known


def _arrived(road: Road) -> list[Driven]:
    query = (
        "SELECT car_id, started_at, km FROM car_drives JOIN cars ON cars.account_id = car_drives.account_id"
    )
    columns = {"started_at": sqlalchemy.DateTime}
    engine = engine_for(road.feed_database)
    with engine.connect() as connection:
        rows = connection.execute(sqlalchemy.text(query).columns(**columns)).all()
    engine.dispose()
    return sorted((car_id, at.replace(tzinfo=None), km) for car_id, at, km in rows)
