"""What a filled form of a car's settings wishes."""

from datetime import UTC, datetime

import pytest

from feed.social.snapshot import Snapshot
from feed.social.whereabouts import Closeness
from feed.store.car_tables import Car
from feed.store.car_views import CarView
from feed.store.cars import RegisteredCar
from feed.store.tables import Account
from feed.web.car_settings.form import stands_at, wished
from feed.web.guard import way_back


def a_view(
    *, home: tuple[float, float] | None = None, stands_at: tuple[float, float] | None = None
) -> CarView:
    car = Car(car_id="CAR-1", home_lat=home and home[0], home_lon=home and home[1])
    seen = Snapshot(
        observed_at=datetime(2026, 11, 23, tzinfo=UTC),
        lat=stands_at and stands_at[0],
        lon=stands_at and stands_at[1],
    )
    return CarView(RegisteredCar(car, Account(display_name="Mame"), None), Closeness.OWNER, seen)


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        pytest.param(
            {"home.lat": "1.5", "home.lon": " 2.5"},
            {"home": {"lat": "1.5", "lon": "2.5", "radius_m": "200"}},
            id="as written",
        ),
        pytest.param(
            {"home.lat": "", "home.lon": "", "home.here": "yes"},
            {"home": {"lat": 3.5, "lon": 4.5, "radius_m": "200"}},
            id="where it stands",
        ),
        pytest.param({"home.lat": "", "home.lon": " "}, {"home": None}, id="no home"),
        pytest.param({}, {}, id="not asked for"),
    ],
)
def test_home_is_where_the_owner_says(entered: dict[str, str], expected: dict[str, object]) -> None:
    view = a_view(home=(1.5, 2.5), stands_at=(3.5, 4.5))
    assert wished({"home.radius_m": "200"} | entered, view) == expected


def test_a_place_that_is_not_known_cannot_become_home() -> None:
    assert stands_at(a_view()) is None
    assert wished({"home.lat": "", "home.lon": "", "home.here": "yes"}, a_view()) == {"home": None}


def test_an_empty_time_zone_is_that_of_the_place() -> None:
    assert wished({"nickname": "Mame", "time_zone": " ", "car_id": "X"}, a_view()) == {
        "nickname": "Mame",
        "time_zone": None,
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/@mame?max_id=1", "/@mame?max_id=1"),
        ("", "/home"),
        ("https://elsewhere.example", "/home"),
        ("//elsewhere.example", "/home"),
        ("/\\elsewhere.example", "/home"),
        ("/@mame\r\nSet-Cookie: x=y", "/home"),
    ],
)
def test_the_way_back_stays_on_our_pages(path: str, expected: str) -> None:
    assert way_back(path, otherwise="/home") == expected
