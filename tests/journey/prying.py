"""Whoever pries reads all that the feed gives them while a car goes about its month, and guesses its home."""

import json
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise, product
from statistics import mean
from typing import Any

import requests

from tests.journey.commuter import PERCENT_PER_KM, Spot, km_between, metres_apart

PATIENCE_S = 10
A_GAP_M = 900  # the car was out of sight between two points
PATHS = (
    "/api/v1/accounts/{id}",
    "/api/v1/accounts/{id}/statuses?limit=40",
    "/api/v1/accounts/{id}/followers",
    "/api/v1/cars/{id}",
    "/api/v1/cars/{id}/history",
    "/api/v1/cars",
    "/api/v1/timelines/home?limit=40",
    "/api/v1/timelines/public?limit=40",
    "/api/v1/notifications",
    "/api/v1/conversations",
    "/api/v2/search?q=home",
)
PAGES = ("/@{name}", "/home", "/public", "/notifications", "/cars", "/@{name}/settings/places")
STREAMS = ("/api/v1/streaming/user", "/api/v1/streaming/public", "/api/v1/streaming/car?id={id}")


@dataclass
class Prying:
    """One reader of everything: by token, and in a browser. Neither: somebody who is not signed in."""

    address: str
    account_id: str  # the car's
    name: str
    token: str | None = None
    browser: requests.Session = field(default_factory=requests.Session)
    texts: list[str] = field(default_factory=list)
    points: list[Spot] = field(default_factory=list)  # where the car was seen, in this order

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Every stream is read, and the live picture asked for again and again, while the block runs."""
        ended = threading.Event()
        threads = [threading.Thread(target=self._stream, args=(path, ended), daemon=True) for path in STREAMS]
        threads.append(threading.Thread(target=self._look, args=(ended,), daemon=True))
        for thread in threads:
            thread.start()
        yield
        ended.set()
        for thread in threads:
            thread.join(PATIENCE_S + 20)

    def read_all(self) -> None:
        """Every page and every answer, every status and what belongs to it."""
        answers = [self._get(path) for path in PATHS]
        ids = {str(status["id"]) for answer in answers for status in _statuses(answer)}
        for status_id in sorted(ids):
            for path in ("", "/context", "/why", "/source"):
                self._get(f"/api/v1/statuses/{status_id}{path}")
        for path in PAGES:
            self._keep(self.browser.get(self._url(path), timeout=PATIENCE_S).text)

    def all_statuses(self) -> list[dict[str, Any]]:
        """Every status of the car's that this reader may see, the oldest first."""
        found: list[dict[str, Any]] = []
        path = "/api/v1/accounts/{id}/statuses?limit=40"
        while page := _statuses(self._get(path)):
            found += page
            path = f"/api/v1/accounts/{{id}}/statuses?limit=40&max_id={page[-1]['id']}"
        return found[::-1]

    def _url(self, path: str) -> str:
        return self.address + path.format(id=self.account_id, name=self.name)

    def _get(self, path: str) -> str:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        text = requests.get(self._url(path), headers=headers, timeout=PATIENCE_S).text
        self._keep(text)
        return text

    def _keep(self, text: str) -> None:
        self.texts.append(text)
        found = re.search(r'"lat":(-?[\d.]+),"lon":(-?[\d.]+)', text)
        if found:
            spot = (float(found[1]), float(found[2]))
            if not self.points or self.points[-1] != spot:
                self.points.append(spot)

    def _look(self, ended: threading.Event) -> None:
        while not ended.wait(0.5):
            self._get("/api/v1/cars/{id}")

    def _stream(self, path: str, ended: threading.Event) -> None:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with requests.get(self._url(path), headers=headers, stream=True, timeout=PATIENCE_S + 10) as answer:
            for line in answer.iter_lines(decode_unicode=True):
                self._keep(str(line))
                if ended.is_set():
                    return


def guesses(points: list[Spot], statuses: Iterable[dict[str, Any]], spots: list[Spot]) -> dict[str, Spot]:
    """Where somebody clever would look for the home, by each of their ways.

    spots: the places the car drives to, which they are given for nothing.
    """
    found: dict[str, Spot] = {}
    if points:
        ends = [spot for pair in pairwise(points) if metres_apart(*pair) > A_GAP_M for spot in pair]
        found["the middle of all points"] = _middle(points)
        if ends:
            found["the middle of where it went out of sight"] = _middle(ends)
        near_home = [end for end in ends if min(metres_apart(end, spot) for spot in spots) > A_GAP_M]
        if len(near_home) > 2:
            found["the middle of where it went out of sight, but at no known place"] = _middle(near_home)
            found["the circle through where it went out of sight"] = _circle(near_home)
            found["the middle of the box around that"] = _box(near_home)
    if told_km := list(_told_km(statuses)):
        found["as far from the known places as it told"] = _as_far_as(told_km, spots)
    return found


def _statuses(answer: str) -> list[dict[str, Any]]:
    try:
        told = json.loads(answer)
    except ValueError:
        return []
    return [one for one in told if "visibility" in one] if isinstance(told, list) else []


def _middle(points: list[Spot]) -> Spot:
    return mean(lat for lat, _ in points), mean(lon for _, lon in points)


def _box(points: list[Spot]) -> Spot:
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _circle(points: list[Spot]) -> Spot:
    """The centre of the circle that fits best, by Kåsa's least squares."""
    near = _middle(points)
    flat = [km_between(near, point) for point in points]
    sxx, syy = sum(x * x for x, _ in flat), sum(y * y for _, y in flat)
    sxy = sum(x * y for x, y in flat)
    bx = sum(x * (x * x + y * y) for x, y in flat) / 2
    by = sum(y * (x * x + y * y) for x, y in flat) / 2
    determinant = sxx * syy - sxy * sxy
    if abs(determinant) < 1e-9:
        return near
    return _moved(near, (bx * syy - by * sxy) / determinant, (by * sxx - bx * sxy) / determinant)


def _told_km(statuses: Iterable[dict[str, Any]]) -> Iterator[float]:
    """How far drives went: by the words, or by what charge was left before and after."""
    soc_before: float | None = None
    for status in statuses:
        words = re.sub(r"<[^>]+>", "", str(status["content"]))
        distance, soc = re.search(r"([\d.,]+) km", words), re.search(r"(\d+) %", words)
        if distance and "about" not in words:
            yield float(distance[1].replace(",", ""))
        elif soc and soc_before is not None and float(soc[1]) < soc_before:
            yield (soc_before - float(soc[1])) / PERCENT_PER_KM
        soc_before = float(soc[1]) if soc else soc_before


def _as_far_as(told_km: list[float], spots: list[Spot]) -> Spot:
    """The point whose ways to the known places, along the streets, fit the told distances best."""
    centre = _middle(spots)
    for step_km in (2.0, 0.5, 0.1):
        grid = product(range(-10, 11), repeat=2)
        centre = min(
            (_moved(centre, east * step_km, north * step_km) for east, north in grid),
            key=lambda spot: _misfit(spot, told_km, spots),
        )
    return centre


def _misfit(home: Spot, told_km: list[float], spots: list[Spot]) -> float:
    ways = [sum(map(abs, km_between(home, spot))) for spot in spots]
    return sum(min(abs(way - km) for way in ways) ** 2 for km in told_km)


def _moved(spot: Spot, east_km: float, north_km: float) -> Spot:
    km_a_degree_north = 1 / km_between(spot, (spot[0] + 1, spot[1]))[1]
    km_a_degree_east = 1 / km_between(spot, (spot[0], spot[1] + 1))[0]
    return spot[0] + north_km * km_a_degree_north, spot[1] + east_km * km_a_degree_east
