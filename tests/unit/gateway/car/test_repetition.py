"""A car at rest that says the same again: the short way and the long one."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from gateway.car.bounds import Bounds
from gateway.car.hear import Heard, hear
from gateway.car.reading import Reading
from gateway.car.state import CarState
from tests.builders.days import BOUNDS, days
from tests.builders.gateway import AT_HOME, AWAY, HOME, Life, a_reading, at

PARKED = {"soc_percent": 80.0, "speed_kmh": 0.0, "ignition_on": False, "plugged_in": False, **AT_HOME}
STEPS_S = st.sampled_from((0, 1, 10, 61, 301, 1000, 7200, 90_000))


@st.composite
def days_of_repetition(draw: st.DrawFn) -> list[Reading]:
    """Any day, of which each reading is said several times, some of them heard late."""
    said_again: list[Reading] = []
    for reading in draw(days()):
        stands = draw(st.sampled_from(({}, {"speed_kmh": 0.0}, PARKED)))
        said = replace(reading, **stands)
        not_said = frozenset(word for word in said.unknown if getattr(said, word) is None)
        said_again += [replace(said, unknown=not_said)] * draw(st.integers(1, 5))
    second = 0
    for seq, reading in enumerate(said_again, start=1):
        second += draw(STEPS_S)
        heard_at = at(second + draw(st.sampled_from((0, 0, 0, 0, 3, 1000))))
        said_again[seq - 1] = replace(reading, seq=seq, observed_at=at(second), received_at=heard_at)
    return said_again


@settings(max_examples=400, deadline=None)
@given(days_of_repetition())
def test_the_short_way_leads_where_the_long_one_leads(day: list[Reading]) -> None:
    state = CarState(car_id="kei")
    for reading in day:
        by_the_short, by_the_long = (
            hear(before, reading, BOUNDS, now=reading.received_at)
            for before in (state, replace(state, said=None))
        )
        assert _parts(by_the_short) == _parts(by_the_long)
        state = by_the_short.state


def _parts(heard: Heard) -> dict[str, object]:
    """Part by part, so that a failure names the one that differs."""
    return asdict(heard.state) | {"told": (heard.events, heard.drives, heard.charges)}


def parked(**said: object) -> CarState:
    """A car that stands at home, and said so twice."""
    life = Life(bounds=Bounds(home=HOME, time_zone="Asia/Tokyo"))
    return life.hear(*(a_reading(60 * n, seq=n, **(PARKED | said)) for n in (1, 2))).state


def test_a_parked_car_is_heard_out() -> None:
    said = a_reading(120, seq=2, **PARKED)
    assert parked().said == said


def test_who_moves_is_in_doubt_or_waits_is_not_heard_out() -> None:
    unsettled: tuple[dict[str, object], ...] = (
        {"speed_kmh": 30.0, "ignition_on": True},  # a drive
        {"speed_kmh": 10.5},  # rolling, switched off
        {"ignition_on": True},  # somebody may have forgotten it
        {"plugged_in": True, "charge_state": "charging", "charge_power_kw": 7.0},
        {"charge_starts_at": at(9000)},  # the moment comes by itself
    )
    assert [parked(**said).said for said in unsettled] == [None] * len(unsettled)


def test_what_is_said_anew_takes_the_long_way() -> None:
    before = parked()
    bounds = Bounds(home=HOME, time_zone="Asia/Tokyo")
    moved = a_reading(180, seq=3, **(PARKED | AWAY))
    after = hear(before, moved, bounds, now=moved.received_at).state
    assert (after.lat, after.readings_count) == (AWAY["lat"], 3)


def test_a_zone_drawn_meanwhile_is_noticed() -> None:
    before = parked()
    again = a_reading(180, seq=3, **PARKED)
    after = hear(before, again, Bounds(time_zone="Asia/Tokyo"), now=again.received_at).state
    assert (before.place.at_home, after.place.at_home) == (True, None)


def test_a_reading_heard_too_late_is_not_what_it_said_last() -> None:
    late = a_reading(180, seq=3, late_by=timedelta(hours=1).total_seconds(), **PARKED)
    after = hear(parked(), late, Bounds(home=HOME), now=late.received_at).state
    assert after.said is None
