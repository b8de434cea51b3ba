"""Take a copy of all that is known of somebody or of a car: a ZIP of files that other programs can read."""

from collections.abc import Mapping
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

Copy = dict[str, list[dict[str, Any]]]
"""Rows by subject, as `store.everything` finds them."""


def zip_into(file: IO[bytes], copies: Mapping[str, Copy]) -> None:
    """The copies are in the file, each in its folder: JSON by subject, and a car's places as GeoJSON."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for folder, copy in copies.items():
            for subject, rows in copy.items():
                archive.writestr(f"{folder}/{subject}.json", _json(rows))
            if places := [place for car in copy.get("car", []) for place in _places(car)]:
                features = {"type": "FeatureCollection", "features": places}
                archive.writestr(f"{folder}/places.geojson", _json(features))


def _places(car: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The home and the other places of a row of the register, as features."""
    home = {"name": "home"} | {part: car[f"home_{part}"] for part in ("lat", "lon", "radius_m")}
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
            "properties": {"name": place["name"], "radius_m": place["radius_m"]},
        }
        for place in [home, *car["zones"]]
        if place["lat"] is not None
    ]


def _json(told: object) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)
