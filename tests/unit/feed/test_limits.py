"""How often somebody may do something."""

from datetime import UTC, datetime, timedelta

import pytest

from feed.errors import TooManyRequestsError
from feed.limits import Limit, Limits, neighbourhood

TWICE = Limit("knocks", 2, timedelta(minutes=5))


class Clock:
    now = datetime(2026, 11, 23, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_each_may_so_often_within_so_long() -> None:
    clock = Clock()
    limits = Limits(clock)
    assert [limits.count(TWICE, "aki").remaining for _ in range(2)] == [1, 0]
    assert limits.count(TWICE, "ben").remaining == 1
    clock.now += timedelta(minutes=4)
    with pytest.raises(TooManyRequestsError) as refusal:
        limits.count(TWICE, "aki")
    assert refusal.value.retry_after_s == 60
    clock.now += timedelta(minutes=1)
    assert limits.count(TWICE, "aki").remaining == 1


def test_what_is_only_counted_is_never_refused() -> None:
    clock = Clock()
    limits = Limits(clock)
    times = [limits.times("guesses", "aki", within=timedelta(hours=1)) for _ in range(3)]
    clock.now += timedelta(hours=1)
    assert [*times, limits.times("guesses", "aki", within=timedelta(hours=1))] == [1, 2, 3, 1]


@pytest.mark.parametrize(
    ("address", "neighbours"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff::", "2001:0db8:0001:0002"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("not an address", "nowhere"),
        (None, "nowhere"),
    ],
)
def test_a_customer_of_a_provider_has_one_address(address: str | None, neighbours: str) -> None:
    assert neighbourhood(address) == neighbours
