"""A rule is asked only when something it watches has changed; that must miss nothing."""

from hypothesis import given
from msgspec.structs import replace

from gateway.car.advance import advance, next_due
from gateway.car.events import Event
from gateway.car.moments import nothing_said
from gateway.car.notice import RULES, notice
from gateway.car.reading import Reading
from gateway.car.state import CarState
from tests.builders.days import BOUNDS, DAYS, days


def asked_anyhow(before: CarState, after: CarState) -> tuple[Event, ...]:
    """What every rule says, whether or not anything it watches has changed."""
    told: list[Event] = []
    for rule, _ in RULES:
        news = rule(before, after, BOUNDS)
        told += news if isinstance(news, tuple) else () if news is None else (news,)
    return tuple(told)


@DAYS
@given(days())
def test_what_did_not_change_is_no_news(day: list[Reading]) -> None:
    state = CarState(car_id="kei")
    for reading in day:
        while (due := next_due(state, BOUNDS)) is not None and due <= reading.observed_at:
            after = advance(state, nothing_said("kei", due, heard_at=due), BOUNDS)
            assert notice(state, after, BOUNDS, late=False) == asked_anyhow(state, after)
            state = after
        after = advance(state, reading, BOUNDS)
        assert notice(state, after, BOUNDS, late=False) == asked_anyhow(state, after)
        state = replace(after, observed_at=reading.observed_at)
