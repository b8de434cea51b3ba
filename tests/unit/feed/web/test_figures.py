"""Figures and times as the viewer's language writes them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feed.web.figures import Figures, Units, zone_from

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def figures(language: str = "en", *, units: Units = "metric") -> Figures:
    return Figures(language=language, zone=ZoneInfo("Asia/Tokyo"), now=NOW, units=units)


@pytest.mark.parametrize(
    ("age", "english", "japanese"),
    [
        pytest.param(timedelta(seconds=20), None, None, id="just now"),
        pytest.param(timedelta(minutes=5), "5 min ago", "5 分前", id="minutes"),
        pytest.param(timedelta(hours=3), "3 hr ago", "3 時間前", id="hours"),
        pytest.param(timedelta(days=2), "2 days ago", "2 日前", id="days"),
        pytest.param(timedelta(days=30), "24 Oct 2026, 18:00", "2026年10月24日 18:00", id="long ago"),
        pytest.param(timedelta(days=-3), "26 Nov 2026, 18:00", "2026年11月26日 18:00", id="another clock"),
    ],
)
def test_times_are_told_by_their_age_while_they_are_young(
    age: timedelta, english: str | None, japanese: str | None
) -> None:
    assert [figures("en").ago(NOW - age), figures("ja").ago(NOW - age)] == [english, japanese]


@pytest.mark.parametrize(
    ("hours", "english", "japanese"),
    [(2, "20:00", "20:00"), (14.25, "24 Nov, 08:15", "11月24日 8:15")],
)
def test_the_day_is_named_when_it_is_another(hours: float, english: str, japanese: str) -> None:
    ready = NOW + timedelta(hours=hours)
    told = [figures(language).clock(ready, since=NOW) for language in ("en", "ja")]
    assert told == [english, japanese]


def test_figures_are_in_the_viewers_units() -> None:
    metric, imperial = figures(), figures(units="imperial")
    assert [metric.distance(18_234.6), metric.temperature(-3.4)] == ["18,235 km", "-3°C"]
    assert [imperial.distance(187), imperial.temperature(12)] == ["116 mi", "54°F"]
    assert [metric.power(7.24), metric.percent(63.5), metric.number(12_345)] == ["7.2 kW", "64%", "12,345"]


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Asia"])
def test_a_zone_nobody_knows_is_utc(name: str) -> None:
    assert zone_from({"zone": name}) is UTC


@pytest.mark.parametrize("written", ["Asia/Tokyo", "Asia%2FTokyo"])
def test_a_browser_tells_its_zone_by_a_cookie(written: str) -> None:
    assert zone_from({"zone": written}) == ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("minutes", "en", "ja"),
    [
        (0, "0 mins", "0 分"),
        (24, "24 mins", "24 分"),
        (120, "2 hrs", "2 時間"),
        (150, "2 hrs 30 mins", "2 時間 30 分"),
    ],
)
def test_how_long_it_took_is_told_to_the_minute(minutes: int, en: str, ja: str) -> None:
    time = timedelta(minutes=minutes)
    assert [figures(language).lasted(time) for language in ("en", "ja")] == [en, ja]


@pytest.mark.parametrize(
    ("km", "units", "told"),
    [
        (3.14, "metric", "3.1 km"),
        (17.4, "metric", "17 km"),
        (3.14, "imperial", "2 mi"),
        (17.4, "imperial", "11 mi"),
    ],
)
def test_a_short_way_is_told_to_a_tenth(km: float, units: Units, told: str) -> None:
    assert figures(units=units).way(km) == told
