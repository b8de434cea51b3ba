"""A dict that packs what was not used for long."""

from datetime import UTC, datetime

import pytest

from gateway.car.cable.plug import Plug
from gateway.car.state import CarState
from gateway.packed import Packed

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def a_car(car_id: str, count: int = 1) -> CarState:
    return CarState(
        car_id=car_id, observed_at=NOON, readings_count=count, plug=Plug(plugged=True, since=NOON)
    )


def cars(names: str, *, unpacked: int) -> Packed[CarState]:
    packed = Packed(CarState, unpacked=unpacked)
    packed.update({name: a_car(name) for name in names})
    return packed


def test_every_car_is_there_as_it_was_put_in_however_few_are_at_hand() -> None:
    packed = cars("abcdefgh", unpacked=2)
    assert {name: packed[name] for name in "hgfedcba"} == {name: a_car(name) for name in "abcdefgh"}
    assert (sorted(packed), len(packed), "a" in packed, "z" in packed) == (list("abcdefgh"), 8, True, False)


def test_the_newest_word_about_a_car_counts_whether_it_was_packed_or_not() -> None:
    packed = cars("abcd", unpacked=2)
    packed.update({"a": a_car("a", 2), "d": a_car("d", 2)})
    assert packed == {"a": a_car("a", 2), "b": a_car("b"), "c": a_car("c"), "d": a_car("d", 2)}


def test_a_car_in_use_stays_the_very_same() -> None:
    packed = cars("ab", unpacked=2)
    in_use = packed["a"]
    packed["c"] = a_car("c")
    assert packed["a"] is in_use


@pytest.mark.parametrize("name", ["a", "d"])
def test_a_car_that_was_taken_out_is_not_there(name: str) -> None:
    packed = cars("abcd", unpacked=2)
    del packed[name]
    assert (name in packed, len(packed), packed.get(name)) == (False, 3, None)
    with pytest.raises(KeyError):
        del packed[name]
