"""Tracks as files that maps read: GeoJSON for pages, GPX to take away. For the owner of the car alone."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

from feed.social.journey import Drive, Point, spelt

Track = tuple[Drive, Sequence[Point]]

_GPX = "http://www.topografix.com/GPX/1/1"


def geojson(tracks: Iterable[Track], **told: Any) -> dict[str, Any]:  # noqa: ANN401
    """A line for each drive, from where it began to where it ended; `told` is told of every line."""
    return {
        "type": "FeatureCollection",
        "features": [part for drive, points in tracks for part in _features(drive, points, told)],
    }


def point(lat: float, lon: float, **told: Any) -> dict[str, Any]:  # noqa: ANN401
    """One place, and what is told of it."""
    return _feature("Point", [lon, lat], **told)


def gpx(tracks: Iterable[Track]) -> bytes:
    """A file with a track for each drive."""
    root = ET.Element("gpx", version="1.1", creator="Kurumatomo", xmlns=_GPX)
    for drive, points in tracks:
        track = ET.SubElement(root, "trk")
        ET.SubElement(track, "name").text = spelt(drive.started_at)
        segment = ET.SubElement(track, "trkseg")
        for point in points:
            place = ET.SubElement(segment, "trkpt", lat=str(point[1]), lon=str(point[2]))
            ET.SubElement(place, "time").text = spelt(drive.started_at + timedelta(seconds=point[0]))
    told: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _features(drive: Drive, points: Sequence[Point], told: dict[str, Any]) -> Iterable[dict[str, Any]]:
    way = [[point[2], point[1]] for point in points]
    yield _feature(
        "LineString",
        way,
        look="track",
        drive_id=str(drive.id),
        started_at=spelt(drive.started_at),
        ended_at=spelt(drive.ended_at),
        km=drive.km,
        times=[spelt(drive.started_at + timedelta(seconds=point[0])) for point in points],
        soc_percent=[point[3] for point in points],
        speed_kmh=[point[4] for point in points],
        **told,
    )
    yield _feature("Point", way[0], look="start", **told)
    yield _feature("Point", way[-1], look="end", **told)


def _feature(kind: str, coordinates: list[Any], **properties: Any) -> dict[str, Any]:  # noqa: ANN401
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}
