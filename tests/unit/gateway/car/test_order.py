"""Each reading once, and in the order the car said them."""

import pytest

from gateway.car.state import CarState
from tests.builders.gateway import Life, a_reading, at, life, readings

SPEEDS = [(0, {"speed_kmh": 10}), (1, {"speed_kmh": 20}), (2, {"speed_kmh": 30}), (3, {"speed_kmh": 40})]


def test_a_reading_heard_twice_changes_nothing_the_second_time() -> None:
    lived = life(SPEEDS)
    before = lived.state
    lived.hear(*readings(SPEEDS))
    assert lived.state is before


def test_the_next_in_the_count_is_taken_in_at_once() -> None:
    lived = life(SPEEDS)
    lived.hear(a_reading(10, seq=5, soc_percent=50))
    assert (lived.state.up_to_seq, lived.state.soc_percent, lived.state.readings_count) == (5, 50, 5)


def test_one_that_overtook_waits_for_the_one_before_it() -> None:
    lived = life(SPEEDS).hear(a_reading(11, seq=6, soc_percent=60, late_by=1))
    assert (lived.state.up_to_seq, lived.state.soc_percent) == (4, None)
    lived.hear(a_reading(10, seq=5, soc_percent=61, late_by=2))
    assert (lived.state.up_to_seq, lived.state.soc_percent, lived.state.readings_count) == (6, 60, 6)


def test_after_five_seconds_it_waits_no_longer() -> None:
    lived = life(SPEEDS).hear(a_reading(11, seq=6, soc_percent=60))
    assert lived.state.wake_at == at(16)
    lived.pass_time(15.9)
    assert lived.state.soc_percent is None
    lived.pass_time(16)
    assert lived.state.soc_percent == 60


def test_the_car_may_not_forget_what_was_overtaken_and_may_still_come() -> None:
    lived = life(SPEEDS).hear(a_reading(11, seq=6)).pass_time(60)
    assert lived.state.up_to_seq == 4
    lived.hear(a_reading(10, seq=5, late_by=120))
    assert (lived.state.up_to_seq, lived.state.readings_count) == (6, 6)


def test_what_will_never_come_holds_the_count_back_for_a_quarter_of_an_hour() -> None:
    lived = life(SPEEDS).hear(a_reading(11, seq=6)).pass_time(60)
    lived.hear(a_reading(900, seq=7))
    assert lived.state.up_to_seq == 4
    lived.hear(a_reading(1000, seq=8))
    assert lived.state.up_to_seq == 8


def test_a_straggler_fills_in_what_it_alone_knew_and_overrules_nothing_newer() -> None:
    lived = life([*SPEEDS, (5, {"range_km": 200})]).hear(a_reading(20, seq=7, soc_percent=60, range_km=200))
    straggler = a_reading(10, seq=6, soc_percent=64, range_km=210, outside_c=3.0, late_by=40)
    lived.pass_time(40).hear(straggler)
    assert (lived.state.soc_percent, lived.state.range_km, lived.state.gauges.outside_c) == (60, 200, 3.0)
    before = lived.state
    lived.hear(straggler)
    assert lived.state is before


def test_a_car_that_counts_from_one_again_is_heard() -> None:
    lived = life(SPEEDS)
    lived.hear(*(a_reading(100 + seq, seq=seq, soc_percent=70 - seq) for seq in (1, 2, 3))).pass_time(200)
    assert (lived.state.up_to_seq, lived.state.soc_percent, lived.state.readings_count) == (3, 67, 7)


def test_a_repetition_is_not_mistaken_for_a_new_count() -> None:
    lived = life(SPEEDS)
    before = lived.state
    lived.hear(a_reading(0, seq=1, late_by=3600, speed_kmh=10))
    assert lived.state is before


def test_more_than_sixty_four_do_not_wait() -> None:
    lived = life(SPEEDS)
    lived.hear(*(a_reading(10, seq=seq) for seq in range(6, 6 + 64)))
    assert (lived.state.readings_count, len(lived.state.order.waiting)) == (4, 64)
    lived.hear(a_reading(10, seq=6 + 64))
    assert (lived.state.readings_count, len(lived.state.order.waiting)) == (69, 0)


def test_a_reading_without_a_count_is_taken_in_at_once() -> None:
    lived = Life().hear(a_reading(0, soc_percent=50))
    assert (lived.state.soc_percent, lived.state.up_to_seq) == (50, None)


@pytest.mark.parametrize("lost", [range(5, 6), range(5, 500)])
def test_gaps_are_remembered_but_not_without_bound(lost: range) -> None:
    lived = life(SPEEDS)
    seq = 5
    for gap in range(40):
        seq += len(lost)
        lived.hear(a_reading(10 + gap * 10, seq=seq)).pass_time(16 + gap * 10)
        seq += 1
    assert len(lived.state.order.gaps) == 16


def test_a_car_never_heard_of_knows_nothing() -> None:
    stranger = CarState(car_id="kei")
    assert (stranger.up_to_seq, stranger.soc_percent, stranger.wake_at, stranger.readings_count) == (
        None,
        None,
        None,
        0,
    )


def test_what_was_said_before_we_first_heard_of_the_car_is_taken_in_once() -> None:
    lived = Life().hear(a_reading(50, seq=9, soc_percent=50)).pass_time(60)
    assert (lived.state.up_to_seq, lived.state.readings_count) == (9, 1)
    lived.hear(a_reading(40, seq=8, range_km=200, late_by=30), a_reading(40, seq=8, range_km=200, late_by=40))
    assert (lived.state.up_to_seq, lived.state.readings_count, lived.state.range_km) == (9, 2, 200)


def test_a_new_count_is_not_taken_for_a_gap_of_the_old_one() -> None:
    lived = Life().hear(a_reading(0, seq=500)).pass_time(10)
    lived.hear(*(a_reading(100 + seq, seq=seq) for seq in (1, 2))).pass_time(200)
    assert (lived.state.up_to_seq, lived.state.readings_count) == (2, 3)
