"""Finished drives and charges on their way to the feed: the row is the queue."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, exists, select

from gateway.car.events import Waypoint
from gateway.delivery.tables import journeys, register, waypoints
from gateway.delivery.upsert import Row, add, replace
from gateway.voice.journey import ChargeTold, DriveTold, Point

Journey = DriveTold | ChargeTold

LONGEST_TRACK = 300  # points; a longer one loses every so many
WAYS_LAST = timedelta(days=1)  # by the cars' time: what nobody could make a drive of is forgotten


class QueuedJourney(NamedTuple):
    """A journey as the queue has it. A later version of the same may come while this one is on its way."""

    kind: str
    car_id: str
    started_at: datetime
    version: int
    journey: str  # JSON, as the feed gets it


def note_way(connection: Connection, points: Sequence[Waypoint]) -> None:
    """Remember points of drives under way. Safe to repeat."""
    add(connection, waypoints, [_point_row(point) for point in points])


def queue(connection: Connection, told: Sequence[Journey]) -> None:
    """Queue journeys, each in the place of one that waits by the same name. Safe to repeat."""
    for journey in told:
        whole = _with_track(connection, journey) if isinstance(journey, DriveTold) else journey
        row = {
            "kind": journey.kind,
            "car_id": journey.car_id,
            "started_at": journey.started_at,
            "version": _version(connection, journey) + 1,
            "journey": msgspec.json.encode(whole).decode(),
        }
        replace(connection, journeys, [row])


def waiting_journeys(connection: Connection, *, limit: int) -> list[QueuedJourney]:
    """Some that wait, the earliest first; not those of cars the feed does not know yet."""
    query = (
        select(*(journeys.c[name] for name in QueuedJourney._fields))
        .where(exists().where(register.c.car_id == journeys.c.car_id))
        .order_by(journeys.c.started_at)
        .limit(limit)
    )
    return [QueuedJourney(*row) for row in connection.execute(query)]


def have_arrived(connection: Connection, arrived: Sequence[QueuedJourney]) -> None:
    """Take these out of the queue, unless there is something newer to say by then."""
    for one in arrived:
        is_this = and_(_is(one), journeys.c.version == one.version)
        connection.execute(delete(journeys).where(is_this))


def forget_ways(connection: Connection, cars_now: datetime) -> None:
    """Forget the points that are a day old."""
    connection.execute(delete(waypoints).where(waypoints.c.at < (cars_now - WAYS_LAST).timestamp()))


def _is(one: Journey | QueuedJourney) -> ColumnElement[bool]:
    return and_(
        journeys.c.kind == one.kind,
        journeys.c.car_id == one.car_id,
        journeys.c.started_at == one.started_at,
    )


def _version(connection: Connection, journey: Journey) -> int:
    return connection.scalar(select(journeys.c.version).where(_is(journey))) or 0


def _with_track(connection: Connection, drive: DriveTold) -> DriveTold:
    """The drive with its way. What lies before it belongs to nothing that could still change, and goes."""
    began, ended = drive.started_at.timestamp(), drive.ended_at.timestamp()
    own = waypoints.c.car_id == drive.car_id
    connection.execute(delete(waypoints).where(own, waypoints.c.at < began))
    query = select(waypoints).where(own, waypoints.c.at <= ended).order_by(waypoints.c.at)
    points: list[Point] = [
        (round(row.at - began), round(row.lat, 5), round(row.lon, 5), row.soc_percent, row.speed_kmh)
        for row in connection.execute(query)
    ]
    return msgspec.structs.replace(drive, track=thinned(points))


def thinned(points: Sequence[Point]) -> tuple[Point, ...]:
    """At most 300 of the points, evenly, the first and the last among them."""
    if len(points) <= LONGEST_TRACK:
        return tuple(points)
    step = (len(points) - 1) / (LONGEST_TRACK - 1)
    return tuple(points[round(number * step)] for number in range(LONGEST_TRACK))


def _point_row(point: Waypoint) -> Row:
    return {
        "car_id": point.car_id,
        "at": point.at.timestamp(),
        "lat": point.lat,
        "lon": point.lon,
        "soc_percent": point.soc_percent,
        "speed_kmh": point.speed_kmh,
    }
