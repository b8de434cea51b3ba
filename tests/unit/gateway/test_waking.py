"""Who is woken when."""

from datetime import UTC, datetime, timedelta

from gateway.waking import Waking

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def test_the_earliest_is_woken_first_and_each_once() -> None:
    waking = Waking([(LATER, "b"), (NOW, "a"), (LATER + timedelta(minutes=1), "c")])
    assert (waking.due(LATER), waking.due(LATER)) == (["a", "b"], [])


def test_a_car_put_off_is_woken_at_the_later_time_only() -> None:
    waking = Waking([(NOW, "a")])
    waking.set("a", LATER)
    assert (waking.due(NOW), waking.due(LATER)) == ([], ["a"])


def test_a_car_brought_forward_is_woken_once() -> None:
    waking = Waking([(LATER, "a")])
    waking.set("a", NOW)
    assert (waking.due(NOW), waking.due(LATER)) == (["a"], [])


def test_a_car_told_to_sleep_is_not_woken() -> None:
    waking = Waking([(NOW, "a")])
    waking.set("a", None)
    assert waking.due(LATER) == []


def test_a_car_that_was_woken_can_ask_for_the_same_time_again() -> None:
    waking = Waking([(NOW, "a")])
    waking.due(NOW)
    waking.set("a", NOW)
    assert waking.due(NOW) == ["a"]


def test_a_time_moved_with_every_reading_takes_no_more_room() -> None:
    waking = Waking()
    for second in range(10_000):
        waking.set("a", NOW + timedelta(seconds=second))
    assert len(waking._queue) == 1
