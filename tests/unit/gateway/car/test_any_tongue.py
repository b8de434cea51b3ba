"""Order, repetition and restarts change nothing for cars that speak in pieces, or in two tongues, either."""

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gateway.car.reading import Reading
from gateway.car.state import CarState
from tests.builders.days import BOUNDS, DAYS, STEPS_S, WORDS, at_the_end, days, essence
from tests.builders.gateway import HOME, Life, a_reading, at

OTHERS = st.sampled_from(("owntracks", "vss"))


def met(dialect: str) -> Life:
    """A car that has been heard in our own tongue and in another."""
    first = (a_reading(-60, seq=0), a_reading(-60, late_by=1, dialect=dialect))
    return Life(bounds=BOUNDS).hear(*first).pass_time(-30)


def essence_of_all(life: Life) -> tuple[Any, ...]:
    """All that must be the same, in whatever order it was heard."""
    life.state = replace(
        life.state, tongues=tuple(replace(tongue, received_at=None) for tongue in life.state.tongues)
    )
    return essence(life)


@st.composite
def days_in_two_tongues(draw: st.DrawFn) -> tuple[str, list[Reading]]:
    """A day as our own tongue tells it, and what another says of it meanwhile, with a clock of its own."""
    dialect, second, others = draw(OTHERS), 0.5, []
    for _ in range(draw(st.integers(1, 12))):
        second += draw(STEPS_S) + 1
        said = draw(st.fixed_dictionaries({}, optional=WORDS))
        where = said.pop("where", None)
        position = {} if where is None else {"lat": where, "lon": HOME.lon}
        others.append(a_reading(second, dialect=dialect, **said, **position))
    own = draw(days())
    return dialect, sorted([*own, *others], key=lambda reading: reading.observed_at)


@st.composite
def anyhow(draw: st.DrawFn, day: list[Reading]) -> list[Reading]:
    """The day with each reading up to five seconds late, some of them twice."""
    heard = []
    for reading in day:
        for _ in range(draw(st.sampled_from((1, 1, 1, 2)))):
            delay = timedelta(milliseconds=draw(st.integers(1, 4900)))
            heard.append(replace(reading, received_at=reading.observed_at + delay))
    return sorted(draw(st.permutations(heard)), key=lambda reading: reading.received_at)


def punctually(day: list[Reading]) -> list[Reading]:
    """The day, each reading on its way for a moment."""
    return [replace(reading, received_at=reading.observed_at + timedelta(milliseconds=1)) for reading in day]


@DAYS
@given(days_in_two_tongues(), st.data())
def test_two_tongues_that_overtake_each_other_tell_the_same(
    both: tuple[str, list[Reading]], data: st.DataObject
) -> None:
    dialect, day = both
    expected = at_the_end(met(dialect).hear(*punctually(day)), day)
    heard = at_the_end(met(dialect).hear(*data.draw(anyhow(day))), day)
    assert essence_of_all(heard) == essence_of_all(expected)


@DAYS
@given(days_in_two_tongues())
def test_a_restart_between_any_two_readings_tells_the_same(both: tuple[str, list[Reading]]) -> None:
    dialect, day = both
    expected = at_the_end(met(dialect).hear(*punctually(day)), day)
    life = met(dialect)
    for reading in punctually(day):
        life.hear(reading)
        life.state = msgspec.json.decode(msgspec.json.encode(life.state), type=CarState)
    assert essence_of_all(at_the_end(life, day)) == essence_of_all(expected)


@st.composite
def days_in_pieces(draw: st.DrawFn) -> list[list[tuple[float, dict[str, Any]]]]:
    """Moments at which a car says some things, one after the other."""
    moments, second = [], 0.0
    for _ in range(draw(st.integers(1, 15))):
        second += draw(STEPS_S) + 4
        said = draw(st.fixed_dictionaries({}, optional=WORDS))
        where, unknown = said.pop("where", None), said.pop("unknown", frozenset())
        pieces = [{name: word} for name, word in said.items()]
        pieces += [{"unknown": frozenset({name})} for name in sorted(unknown - said.keys()) if where is None]
        pieces += [] if where is None else [{"lat": where}, {"lon": HOME.lon}]
        moments.append([(second + n * 0.1, piece) for n, piece in enumerate(pieces)])
    return moments


def heard_in_pieces(moments: list[list[tuple[float, dict[str, Any]]]]) -> list[Reading]:
    return [a_reading(second, dialect="teslamate", **said) for moment in moments for second, said in moment]


@DAYS
@given(days_in_pieces(), st.data())
def test_pieces_that_come_in_any_order_tell_the_same(
    moments: list[list[tuple[float, dict[str, Any]]]], data: st.DataObject
) -> None:
    shuffled = []
    for moment in moments:
        pieces = data.draw(st.permutations([piece for _, piece in moment]))
        again = data.draw(st.sampled_from(pieces)) if pieces else {}
        seconds = [second for second, _ in moment]
        shuffled.append([*zip(seconds, pieces, strict=True)])
        if pieces and again == pieces[-1]:
            shuffled[-1].append((seconds[-1], again))
    day = heard_in_pieces(moments)
    if not day:
        return
    expected = at_the_end(Life(bounds=BOUNDS).hear(*day), day)
    heard = at_the_end(Life(bounds=BOUNDS).hear(*heard_in_pieces(shuffled)), day)
    assert essence_of_all(heard) == essence_of_all(expected)


@DAYS
@given(days_in_pieces())
def test_a_restart_between_any_two_pieces_tells_the_same(
    moments: list[list[tuple[float, dict[str, Any]]]],
) -> None:
    day = heard_in_pieces(moments)
    if not day:
        return
    life = Life(bounds=BOUNDS)
    for reading in day:
        life.hear(reading)
        life.state = msgspec.json.decode(msgspec.json.encode(life.state), type=CarState)
        life.pass_time((reading.received_at - at(0)).total_seconds())
    expected = at_the_end(Life(bounds=BOUNDS).hear(*day), day)
    assert essence_of_all(at_the_end(life, day)) == essence_of_all(expected)
