"""A car that is not heard of, though it did not say that it sleeps."""

import pytest

from gateway.car.events import Reason, Silent
from gateway.car.reading import Presence
from tests.builders.gateway import Life, a_reading, at

HOUR, DAY = 3600, 86_400


def last_heard(word: Presence | None, *, late_by: float = 0) -> Life:
    """A car that spoke at noon, and what its modem said a minute later."""
    lived = Life().hear(
        a_reading(-60, seq=1, soc_percent=60), a_reading(0, seq=2, late_by=late_by, soc_percent=60)
    )
    return lived if word is None else lived.hear(a_reading(late_by + 60, presence=word))


def days_told(lived: Life) -> list[float]:
    """After how many days of silence it was told."""
    return [(event.at - at(0)).total_seconds() / DAY for event in lived.events if isinstance(event, Silent)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param(Presence.ONLINE, [1], id="it said that it is awake"),
        pytest.param(Presence.OFFLINE, [1], id="its connection broke"),
        pytest.param(Presence.ASLEEP, [], id="asleep is not silent"),
        pytest.param(None, [], id="a tongue that never says whether it sleeps"),
    ],
)
def test_a_silence_of_a_day_is_told_unless_the_car_sleeps(
    word: Presence | None, expected: list[float]
) -> None:
    assert days_told(last_heard(word).pass_time(DAY - 1)) == []
    assert days_told(last_heard(word).pass_time(DAY + 60)) == expected


def test_it_is_told_once_a_day_and_a_week_long() -> None:
    lived = last_heard(Presence.OFFLINE)
    for hour in range(1, 24 * 30):
        lived.pass_time(hour * HOUR + 60)
    assert days_told(lived) == [1, 2, 3, 4, 5, 6, 7]


def test_time_alone_wakes_it() -> None:
    lived = last_heard(Presence.OFFLINE)
    woken = 0
    while lived.state.wake_at is not None and woken < 20:
        lived.pass_time((lived.state.wake_at - at(0)).total_seconds())
        woken += 1
    assert days_told(lived) == [1, 2, 3, 4, 5, 6, 7]
    assert woken < 12


def test_who_fell_asleep_and_was_lost_then_is_missed_from_the_next_day_on() -> None:
    lived = last_heard(Presence.ASLEEP).pass_time(1.5 * DAY)
    lived.hear(a_reading(1.6 * DAY, presence=Presence.OFFLINE)).pass_time(2.1 * DAY)
    assert days_told(lived) == [2]


def test_who_speaks_again_is_not_missed_until_another_day_has_passed() -> None:
    lived = last_heard(Presence.OFFLINE).pass_time(DAY + 60)
    lived.hear(a_reading(1.5 * DAY, seq=3, soc_percent=60)).pass_time(2.4 * DAY)
    assert days_told(lived) == [1]
    assert days_told(lived.pass_time(2.6 * DAY)) == [1, 2.5]


def test_what_came_hours_late_tells_of_no_silence() -> None:
    assert days_told(last_heard(Presence.ONLINE, late_by=5 * HOUR).pass_time(3 * DAY)) == []


def test_what_the_broker_remembers_ends_no_silence_with_news() -> None:
    lived = last_heard(Presence.OFFLINE).hear(a_reading(3 * DAY, retained=True, soc_percent=60))
    assert days_told(lived) == []


def test_the_news_of_a_silence_says_why() -> None:
    assert last_heard(Presence.OFFLINE).pass_time(DAY + 60).events == [
        Silent(
            car_id="kei",
            at=at(DAY),
            silent_since=at(0),
            reasons=(
                Reason("heard", True, None, at(0)),
                Reason("presence", "offline", None, at(60)),
                Reason("silent_s", 86_400, "s"),
            ),
        )
    ]
