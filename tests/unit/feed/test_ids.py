"""Identifiers sort by time, never repeat and never go back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed.ids import WORKERS, Ids, first_id_at, moment_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@given(steps_ms=st.lists(st.integers(-5_000, 5_000), min_size=2, max_size=200))
def test_they_only_grow_however_the_clock_is_set(steps_ms: list[int]) -> None:
    now = NOW

    def clock() -> datetime:
        return now

    ids = Ids(clock)
    made = [ids.next()]
    for step in steps_ms:
        now += timedelta(milliseconds=step)
        made.append(ids.next())
    assert made == sorted(set(made))


def test_two_workers_in_one_millisecond_make_none_twice() -> None:
    workers = [Ids(lambda: NOW, worker=number) for number in range(WORKERS)]
    made = [worker.next() for worker in workers for _ in range(100)]
    assert len(set(made)) == len(made)


def test_as_text_they_are_of_one_width_and_sort_alike() -> None:
    moments = (datetime(year, 1, 1, tzinfo=UTC) for year in (2023, 2026, 2040, 2060, 2100))
    made = [str(Ids(lambda moment=moment: moment).next()) for moment in moments]  # type: ignore[misc]
    assert {len(one) for one in made} == {18}
    assert made == sorted(made)


def test_they_tell_when_they_were_made_in_the_layout_clients_know() -> None:
    assert moment_of(Ids(lambda: NOW).next()) == NOW
    assert first_id_at(NOW) == int(NOW.timestamp() * 1000) << 16


def test_a_worker_beyond_the_last_is_refused() -> None:
    with pytest.raises(ValueError, match="worker 32"):
        Ids(lambda: NOW, worker=WORKERS)
