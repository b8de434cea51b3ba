"""Veils hide a home: what lies outside of one does not show where."""

import random
from dataclasses import replace
from itertools import pairwise
from math import cos, hypot, pi, radians, sin
from statistics import mean

import pytest

from feed.social.veils import (
    CELL_M,
    FARTHEST_STEP_M,
    METRES_A_DEGREE,
    NEAREST_STEP_M,
    RADIUS_M,
    Place,
    Veil,
    distance_m,
    draw_veil,
    veil_over,
)

HOME = Place("home", lat=35.0877, lon=137.1563, radius_m=150)
KEY = b"an owner's secret"
TRIPS = 60
OWNERS = 50
PLACED_M = 200  # who comes as near as this has found the home

Point = tuple[float, float]  # metres north and east of the home


def keys(number: int) -> list[bytes]:
    chance = random.Random(11)
    return [chance.randbytes(32) for _ in range(number)]


def moved(place: Place, north_m: float, east_m: float) -> Place:
    return replace(
        place,
        lat=place.lat + north_m / METRES_A_DEGREE,
        lon=place.lon + east_m / METRES_A_DEGREE / cos(radians(place.lat)),
    )


def covers(veil: Veil, point: Point) -> bool:
    there = moved(HOME, *point)
    return veil.covers(there.lat, there.lon)


def test_a_degree_of_latitude_is_111_km() -> None:
    assert round(distance_m(35.0, 137.0, 36.0, 137.0) / 1000, 1) == 111.2


@pytest.mark.parametrize("lat", [0.0, 35.0877, -66.0, 69.7])
def test_the_middle_of_a_veil_lies_far_off_the_home_which_it_covers_with_its_surroundings(lat: float) -> None:
    home = replace(HOME, lat=lat)
    veils = [draw_veil(home, key) for key in keys(200)]

    steps_m = [distance_m(home.lat, home.lon, veil.lat, veil.lon) for veil in veils]

    assert NEAREST_STEP_M - 5 < min(steps_m) < max(steps_m) < FARTHEST_STEP_M + 5
    around = [
        moved(home, 200 * sin(turn), 200 * cos(turn)) for turn in (0.0, 0.8, 1.6, 2.4, 3.2, 4.0, 4.8, 5.6)
    ]
    assert all(veil.covers(there.lat, there.lon) for veil in veils for there in around)


def test_the_steps_of_many_owners_go_everywhere() -> None:
    veils = [draw_veil(HOME, key) for key in keys(400)]

    north_m = mean((veil.lat - HOME.lat) * METRES_A_DEGREE for veil in veils)

    assert abs(north_m) < 150


def test_the_same_home_settled_again_has_the_same_veil_and_another_owner_has_another() -> None:
    assert draw_veil(HOME, KEY) == draw_veil(HOME, KEY)
    assert draw_veil(HOME, KEY) != draw_veil(HOME, b"another's")


def test_a_home_set_a_few_steps_aside_stays_beneath_its_veil_or_its_owner_could_be_averaged_out() -> None:
    first = draw_veil(HOME, KEY)
    chance, place, veils = random.Random(3), HOME, {first}
    for _ in range(100):  # as trembling fixes of a parked car have it, across a corner of the squares too
        aside = moved(HOME, chance.uniform(-40, 40), chance.uniform(-40, 40))
        veils.add(veil_over(aside, KEY, [(place, first)]))

    assert veils == {first}


def test_a_home_somewhere_else_has_a_veil_of_its_own() -> None:
    there = moved(HOME, 5_000, 0)

    assert veil_over(there, KEY, [(HOME, draw_veil(HOME, KEY))]) == draw_veil(there, KEY)


def test_a_home_moved_beneath_the_middle_of_its_veil_gets_another() -> None:
    veil = draw_veil(HOME, KEY)
    in_the_middle = Place("home", veil.lat, veil.lon, 150)

    assert veil_over(in_the_middle, KEY, [(in_the_middle, veil)]) == draw_veil(in_the_middle, KEY) != veil


def test_a_large_zone_lies_beneath_its_veil_as_well() -> None:
    park = replace(HOME, name="park", radius_m=2_000)
    veil = draw_veil(park, KEY)

    rim = [moved(park, 2_000 * sin(turn / 10), 2_000 * cos(turn / 10)) for turn in range(63)]

    assert all(veil.covers(there.lat, there.lon) for there in rim)


def test_the_edge_of_a_veil_follows_its_cells() -> None:
    veil = Veil("home", lat=HOME.lat, lon=HOME.lon)

    edges = [
        next(east for east in range(3 * RADIUS_M) if not covers(veil, (north, east + 0.5)))
        for north in range(0, 1_500, 25)
    ]

    steps = {round((one - other) / CELL_M) for one, other in pairwise(edges)}
    assert {round(edge / CELL_M * 2) % 2 for edge in edges} == {1}  # in the midst between two cells
    assert steps > {0, 1}


def ends_of_trips(veil: Veil, chance: random.Random) -> list[Point]:
    """The last point a follower sees of each trip home, by roads from everywhere that bend a little."""
    ends = []
    for _ in range(TRIPS):
        heading, bend, far_m = chance.uniform(0, 2 * pi), chance.gauss(0, 0.15), 6_000.0
        point = last = (far_m, 0.0)
        while not covers(veil, point):
            last = point
            far_m -= chance.uniform(80, 160)  # ten seconds at town speed
            turned = heading + bend * far_m / 1_000
            point = (far_m * sin(turned), far_m * cos(turned))
        ends.append(last)
    return ends


def middle(points: list[Point]) -> Point:
    return mean(north for north, _ in points), mean(east for _, east in points)


def middle_of_circle(points: list[Point]) -> Point:
    """Of the circle that fits best (Kåsa): least squares of x² + y² = 2ax + 2by + k."""
    rows = [[0.0] * 4 for _ in range(3)]
    for north, east in points:
        terms = (2 * north, 2 * east, 1.0)
        for row, term in zip(rows, terms, strict=True):
            for at, other in enumerate((*terms, north**2 + east**2)):
                row[at] += term * other
    for at in range(3):
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in {0, 1, 2} - {at}:
            factor = rows[other][at]
            rows[other] = [value - factor * own for value, own in zip(rows[other], rows[at], strict=True)]
    return rows[0][3], rows[1][3]


def nearest_to_the_middle(points: list[Point]) -> Point:
    """The mean of those of the ends that lie nearest to the middle of them all."""
    north, east = middle_of_circle(points)
    return middle(sorted(points, key=lambda point: hypot(point[0] - north, point[1] - east))[: TRIPS // 3])


def middle_of_cells(veil: Veil) -> Point:
    """Of all cells in which nothing is ever seen, which who knows how a veil is made can find."""
    reach = range(-3 * RADIUS_M, 3 * RADIUS_M, CELL_M // 2)
    return middle([(north, east) for north in reach for east in reach if covers(veil, (north, east))])


def test_from_sixty_trips_nobody_places_the_home() -> None:
    """Within 200 m, by the mean of what is seen nearest, by a circle, or by the cells that stay empty.

    A mean of a few wanders about so much that some day it comes to lie anywhere, as a blind guess would.
    """
    chance = random.Random(60)
    found: dict[str, int] = dict.fromkeys(("the mean of ends", "nearest ends", "circle", "cells"), 0)
    for key in keys(OWNERS):
        veil = draw_veil(HOME, key)
        ends = ends_of_trips(veil, chance)
        guesses = {
            "the mean of ends": middle(ends),
            "nearest ends": nearest_to_the_middle(ends),
            "circle": middle_of_circle(ends),
            "cells": middle_of_cells(veil),
        }
        for attack, guess in guesses.items():
            found[attack] += hypot(*guess) <= PLACED_M

    assert (found["circle"], found["cells"]) == (0, 0)
    assert max(found.values()) <= OWNERS // 20
