"""When a charge will be enough, as the car foresees it."""

from datetime import timedelta

import pytest

from gateway.car.events import (
    ReadyTime,
)
from tests.builders.charges import CHARGING, WAITING
from tests.builders.gateway import Said, at, life


def forecasts(*said: tuple[float, float]) -> list[Said]:
    """A charge, and at which minute it said how many minutes were left."""
    return [
        (0, WAITING),
        (60, CHARGING),
        *((minute * 60, {**CHARGING, "charge_minutes_left": left}) for minute, left in said),
    ]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(forecasts((5, 100)), [], id="one forecast is none"),
        pytest.param(forecasts((5, 100), (10, 95)), [105], id="two that agree"),
        pytest.param(forecasts((5, 100), (10, 300), (15, 95), (20, 90)), [110], id="wild ones are not told"),
        pytest.param(
            forecasts((5, 100), (6, 99), (40, 80), (41, 79)), [105], id="a shift of a quarter of an hour"
        ),
        pytest.param(
            forecasts((5, 100), (6, 99), (40, 90), (41, 89)), [105, 130], id="a shift of 25 minutes"
        ),
        pytest.param(forecasts((5, 100), (6, 99), (20, 120), (21, 119)), [105], id="too soon after the last"),
        pytest.param(
            forecasts((5, 100), (6, 99), (20, 120), (21, 119), (37, 103)),
            [105, 140],
            id="and half an hour later",
        ),
    ],
)
def test_a_forecast_is_told_when_it_is_stable_and_again_when_it_moved(
    timeline: list[Said], expected: list[float]
) -> None:
    ready = [event.ready_at for event in life(timeline).events if isinstance(event, ReadyTime)]
    assert ready == [at(minutes * 60) for minutes in expected]


def test_a_corrected_forecast_says_what_it_corrects() -> None:
    first, second = (
        event
        for event in life(forecasts((5, 100), (6, 99), (40, 90), (41, 89))).events
        if isinstance(event, ReadyTime)
    )
    assert (first.before, second.before) == (None, first.ready_at)
    assert second.ready_at - first.ready_at == timedelta(minutes=25)
