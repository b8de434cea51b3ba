"""When the next digest is due: at its hour where its reader is, whatever the clocks there do."""

from datetime import datetime

import pytest

from feed.social.digest_times import Every, next_digest


@pytest.mark.parametrize(
    ("after", "every", "hour", "zone", "expected"),
    [
        pytest.param("2026-11-23T08:00Z", "day", 18, "Asia/Tokyo", "2026-11-23T09:00Z", id="later today"),
        pytest.param("2026-11-23T09:00Z", "day", 18, "Asia/Tokyo", "2026-11-24T09:00Z", id="just now"),
        pytest.param("2026-11-23T20:00Z", "day", 6, "Asia/Tokyo", "2026-11-23T21:00Z", id="tomorrow there"),
        pytest.param("2026-11-23T09:00Z", "week", 18, "Asia/Tokyo", "2026-11-30T09:00Z", id="a week on"),
        pytest.param("2026-11-25T09:00Z", "week", 0, "Asia/Tokyo", "2026-11-29T15:00Z", id="monday there"),
        pytest.param("2026-03-28T12:00Z", "day", 7, "Europe/Berlin", "2026-03-29T05:00Z", id="summer begins"),
        pytest.param("2026-10-24T12:00Z", "day", 7, "Europe/Berlin", "2026-10-25T06:00Z", id="and ends"),
    ],
)
def test_a_digest_is_due(after: str, every: Every, hour: int, zone: str, expected: str) -> None:
    found = next_digest(datetime.fromisoformat(after), every=every, hour=hour, time_zone=zone)
    assert found == datetime.fromisoformat(expected)
