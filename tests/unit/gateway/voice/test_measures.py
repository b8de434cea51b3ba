"""Figures, names and moments in words: as people who speak a language put them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gateway.voice import measures
from gateway.voice.measures import Manner, Units

EVENING = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)  # a Monday, 19:02 in Japan


def manner(language: str = "en", units: Units = "metric") -> Manner:
    """Spoken in Japan, one evening."""
    return Manner(language, units, ZoneInfo("Asia/Tokyo"), EVENING)


@pytest.mark.parametrize(
    ("ago", "english", "japanese"),
    [
        pytest.param(timedelta(hours=3), "16:02", "16:02", id="today"),
        pytest.param(timedelta(days=1), "19:02 yesterday", "昨日の19:02", id="yesterday"),
        pytest.param(timedelta(days=6), "19:02 on Tuesday", "火曜日の19:02", id="within a week"),
        pytest.param(timedelta(days=7), "19:02 on November 16", "11月16日の19:02", id="a week"),
        pytest.param(-timedelta(days=7), "19:02 on November 30", "11月30日の19:02", id="in a week"),
    ],
)
def test_a_time_further_off_says_more_of_its_day(ago: timedelta, english: str, japanese: str) -> None:
    told = [measures.time_of_day(EVENING - ago, manner(language)) for language in ("en", "ja")]
    assert told == [english, japanese]


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        pytest.param(measures.pressure, 182.4, ("182 kPa", "26 psi", "182kPa"), id="of a tyre"),
        pytest.param(measures.economy, 128.4, ("128 Wh/km", "207 Wh/mi", "128Wh/km"), id="economy"),
        pytest.param(measures.volts, 10.94, ("10.9 V", "10.9 V", "10.9V"), id="voltage"),
        pytest.param(measures.days, -3.0, ("3 days", "3 days", "3日"), id="days overdue"),
        pytest.param(measures.reach, -200.0, ("200 km", "124 mi", "200km"), id="overdue"),
        pytest.param(
            measures.odometer, 20_000, ("20,000 km", "20,000 km", "20,000km"), id="round in kilometres alone"
        ),
    ],
)
def test_a_figure_has_its_unit_as_the_owner_measures(
    measure: Callable[[float, Manner], str], value: float, expected: tuple[str, ...]
) -> None:
    manners = (manner(), manner(units="imperial"), manner("ja"))
    assert tuple(measure(value, each) for each in manners) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("one drive", "3 drives", "one charge", "12 posts")),
        ("ja", ("1回", "3回", "1回", "12件")),
        ("fi", ("1", "3", "1", "12")),
    ],
)
def test_things_are_counted_with_their_noun(language: str, expected: tuple[str, ...]) -> None:
    said = manner(language)
    assert expected == (
        measures.drives(1, said),
        measures.drives(3, said),
        measures.charges(1, said),
        measures.posts(12, said),
    )


def test_wheels_are_where_one_would_look_for_them() -> None:
    assert [measures.wheel(position, manner("ja")) for position in range(4)] == [
        "左前",
        "右前",
        "左後ろ",
        "右後ろ",
    ]
    assert measures.wheel(3, manner("fi")) == "rear right"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Pre-boy", "Pre-boy"),
        ("@emma", "＠emma"),
        ("#1 car", "＃1 car"),
        ("https://a.example", "https:／／a.example"),
    ],
)
def test_a_name_calls_nobody_tags_nothing_and_leads_nowhere(name: str, expected: str) -> None:
    assert measures.name(name, manner()) == expected


def test_of_many_codes_the_first_are_named() -> None:
    assert measures.names(("P0A80", "U0100"), manner()) == "P0A80, U0100"
    assert measures.names(("P1", "P2", "P3", "P4"), manner()) == "P1, P2, P3 …"


def test_a_spot_is_a_link_to_a_map() -> None:
    link = "https://www.openstreetmap.org/?mlat=35.09000&mlon=-137.16123#map=17/35.09000/-137.16123"
    assert measures.map_link((35.09, -137.161234), manner()) == link
