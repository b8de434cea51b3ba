"""When the courier tries again."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.delivery.feed_client import retry_after
from gateway.delivery.retry import next_attempt_at

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "chance", "wish_s", "delay_s"),
    [
        pytest.param(1, 1.0, None, 1, id="soon at first"),
        pytest.param(1, 0.0, None, 0.5, id="chance takes up to half off"),
        pytest.param(4, 1.0, None, 8, id="twice as long each time"),
        pytest.param(8, 1.0, None, 120, id="but never over two minutes"),
        pytest.param(10_000, 1.0, None, 120, id="however often"),
        pytest.param(1, 1.0, 30, 30, id="the feed's wish when it is longer"),
        pytest.param(8, 1.0, 30, 120, id="our own when that is longer"),
        pytest.param(1, 1.0, 999_999, 3600, id="an absurd wish is cut to an hour"),
        pytest.param(1, 1.0, -5, 1, id="a date in the past is no wish"),
    ],
)
def test_the_longer_of_our_back_off_and_the_feed_s_wish(
    attempts: int, chance: float, wish_s: float | None, delay_s: float
) -> None:
    wish = None if wish_s is None else timedelta(seconds=wish_s)
    assert next_attempt_at(NOW, attempts=attempts, chance=chance, retry_after=wish) == NOW + timedelta(
        seconds=delay_s
    )


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7),
        ("Mon, 23 Nov 2026 09:00:30 GMT", 30),
        ("soon", None),
        ("-1", None),
        ("9" * 400, 86_400),
    ],
)
def test_a_retry_after_header_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(header, now=NOW) == expected
