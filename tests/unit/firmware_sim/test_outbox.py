"""What a car said is kept until it is acknowledged, sent again when it must be, and bounded."""

from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.firmware.outbox import FIRST_PATIENCE_S, Outbox
from firmware_sim.firmware.reading import Reading
from tests.builders.firmware_sim import a_reading


def an_outbox(*seqs: int, capacity: int = 100) -> Outbox:
    return Outbox(capacity, [a_reading(seq) for seq in seqs])


def taken(outbox: Outbox, *, now_s: float = 0, at_most: int = 100) -> list[int]:
    return [reading.seq for reading in outbox.take(at_most_under_way=at_most, now_s=now_s)]


def kept(outbox: Outbox) -> list[int]:
    return [reading.seq for reading in outbox.kept]


def test_a_reading_is_sent_once_and_kept_until_it_is_acknowledged() -> None:
    outbox = an_outbox(1, 2, 3)
    assert (taken(outbox), taken(outbox), kept(outbox)) == ([1, 2, 3], [], [1, 2, 3])
    assert outbox.acknowledge(2, now_s=1) == 2
    assert kept(outbox) == [3]


def test_no_more_are_under_way_than_may_be() -> None:
    outbox = an_outbox(1, 2, 3, 4)
    assert (taken(outbox, at_most=2), taken(outbox, at_most=2)) == ([1, 2], [])
    outbox.acknowledge(1, now_s=0)
    assert taken(outbox, at_most=2) == [3]


def test_after_a_broken_connection_all_that_is_kept_goes_again_in_order() -> None:
    outbox = an_outbox(1, 2, 3)
    taken(outbox)
    outbox.acknowledge(1, now_s=0)
    outbox.send_again()
    assert taken(outbox) == [2, 3]


def test_patience_ends_later_each_time_and_starts_afresh_with_a_word_from_the_gateway() -> None:
    outbox = an_outbox(1, 2)
    taken(outbox, now_s=0)
    ends = []
    for now_s in range(15):
        if outbox.lose_patience(now_s=now_s):
            ends.append(now_s)
            taken(outbox, now_s=now_s)
    assert ends == [2, 6, 14]
    outbox.acknowledge(1, now_s=15)
    assert not outbox.lose_patience(now_s=15 + FIRST_PATIENCE_S - 0.1)
    assert outbox.lose_patience(now_s=15 + FIRST_PATIENCE_S)


def test_what_was_never_sent_needs_no_patience() -> None:
    assert not an_outbox(1).lose_patience(now_s=1e9)


def test_a_full_flash_gives_up_its_oldest_reading() -> None:
    outbox = an_outbox(1, 2, 3, capacity=3)
    taken(outbox)
    outbox.keep(a_reading(4))
    assert (kept(outbox), outbox.dropped, taken(outbox)) == ([2, 3, 4], 1, [4])


def test_a_reading_whose_time_cannot_be_read_is_kept_but_not_awaited() -> None:
    outbox = Outbox(10, [a_reading(1), Reading(seq=2, observed_at="45/13/2040 10:00:00")])
    assert (len(outbox), outbox.awaited) == (2, 1)
    outbox.acknowledge(2, now_s=0)
    assert (len(outbox), outbox.awaited) == (0, 0)


@given(st.lists(st.one_of(st.just("keep"), st.just("take"), st.just("cut"), st.integers(0, 40)), max_size=80))
def test_nothing_is_forgotten_unacknowledged_and_order_is_kept(story: list[str | int]) -> None:
    outbox, next_seq, acknowledged, sent = Outbox(1000), 1, 0, set[int]()
    for step in story:
        if step == "keep":
            outbox.keep(a_reading(next_seq))
            next_seq += 1
        elif step == "take":
            seqs = taken(outbox)
            assert seqs == sorted(seqs)
            sent |= set(seqs)
        elif step == "cut":
            outbox.send_again()
        else:
            acknowledged = max(acknowledged, min(int(step), next_seq - 1))
            outbox.acknowledge(acknowledged, now_s=0)
    assert kept(outbox) == list(range(acknowledged + 1, next_seq))
    outbox.send_again()
    assert taken(outbox) == kept(outbox)
