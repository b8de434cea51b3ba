"""Charge that can be trusted, and news of little of it."""

import pytest

from gateway.car.events import BatteryCritical, BatteryLow, Reason
from tests.builders.gateway import Said, a_reading, at, life, told


def falling(*percents: float, every_s: float = 60) -> list[Said]:
    """Charge said again and again."""
    return [(index * every_s, {"soc_percent": percent}) for index, percent in enumerate(percents)]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(falling(22, 21, 20, 19.9), ["battery_low"], id="low at 20 %, said twice"),
        pytest.param(falling(22, 20), ["battery_low"], id="low at 20 %, said once and held a minute"),
        pytest.param(falling(19, 18, 17), [], id="first word is no news"),
        pytest.param(falling(12, 11, 10, 9), ["battery_critical"], id="critical, though low was no news"),
        pytest.param(
            falling(*(22 - step / 2 for step in range(44))),
            ["battery_low", "battery_critical", "battery_critical"],
            id="low, at 10 % and at 5 %",
        ),
        pytest.param(
            falling(22, *([20.1, 19.9] * 20)), ["battery_low"], id="a trembling meter cries low once"
        ),
        pytest.param(
            falling(22, 20, 20, 21, 22, 22.9, 20, 20), ["battery_low"], id="low until the margin is passed"
        ),
        pytest.param(
            [*falling(22, 20, 20, 22), (400, {"plugged_in": True}), (500, {"soc_percent": 23})],
            ["battery_low"],
            id="charging is no reason to tell again",
        ),
        pytest.param(
            [
                (0, {"plugged_in": True, "soc_percent": 22}),
                (60, {"soc_percent": 19}),
                (120, {"soc_percent": 18}),
            ],
            [],
            id="never low while plugged in",
        ),
        pytest.param(falling(22, 19.9, 21, 21, every_s=20), [], id="one reading that took itself back"),
        pytest.param(
            falling(30, 16, 15.9, 15.9, 15.8), ["battery_low"], id="a deep fall is doubted, then told"
        ),
    ],
)
def test_little_charge_is_told_once(timeline: list[Said], expected: list[str]) -> None:
    assert told(timeline) == expected


def test_low_is_told_again_after_the_cable_was_in() -> None:
    timeline: list[Said] = [
        *falling(22, 20, 20),
        (400, {"plugged_in": False}),
        (500, {"plugged_in": True}),
        (900, {"soc_percent": 20.5}),
        (1000, {"plugged_in": False, "soc_percent": 20}),
        (1100, {"soc_percent": 20}),
    ]
    assert told(timeline) == ["battery_low", "plugged_in", "unplugged", "battery_low"]


def test_the_news_of_a_low_battery_says_why() -> None:
    lived = life(
        [(0, {"soc_percent": 21, "range_km": 40}), (60, {"soc_percent": 20}), (70, {"soc_percent": 19.5})]
    )
    assert lived.events == [
        BatteryLow(
            car_id="kei",
            at=at(60),
            soc_percent=19.5,
            range_km=40,
            reasons=(
                Reason("soc_percent", 19.5, "%", at(70)),
                Reason("low_percent", 20, "%"),
                Reason("low_held_s", 60, "s"),
                Reason("low_margin_percent", 3, "%"),
            ),
        )
    ]


def test_critical_news_names_the_mark() -> None:
    steps = [
        event.step_percent
        for event in life(falling(*(12 - step / 2 for step in range(20)))).events
        if isinstance(event, BatteryCritical)
    ]
    assert steps == [10, 5]


GLITCH: list[Said] = [
    (0, {"soc_percent": 14.72, "speed_kmh": 0}),
    (2, {"soc_percent": 14.72}),
    (4, {"soc_percent": 0.02}),
    (6, {"soc_percent": 13.32}),
    (60, {"soc_percent": 13.32}),
    (120, {"soc_percent": 13.3}),
]


def test_a_glitch_to_zero_is_neither_an_empty_battery_nor_a_charge() -> None:
    lived = life(GLITCH)
    assert (lived.events, lived.charges, lived.state.soc_percent) == ([], [], 13.3)


def test_a_glitch_is_never_shown() -> None:
    lived = life(GLITCH[:3], until=9)
    assert lived.state.soc_percent == 14.72


def test_an_empty_battery_in_a_first_word_waits_for_a_second() -> None:
    lived = life([(0, {"soc_percent": 0})])
    assert lived.state.soc_percent is None
    lived.hear(a_reading(100, seq=2, soc_percent=0))
    assert lived.state.soc_percent == 0


def test_recuperation_and_rebound_are_no_charge() -> None:
    lived = life(falling(50, 49, 49.6, 50, 50, 49, every_s=700))
    assert (lived.charges, lived.events) == ([], [])


def test_a_charge_nobody_saw_shows_in_the_rise_after_a_silence() -> None:
    lived = life([(0, {"soc_percent": 40}), (60, {"soc_percent": 40}), *after_the_night(71, 71, 70.9)])
    assert [
        (c.started_at, c.ended_at, c.soc_start_percent, c.soc_end_percent, c.kwh, c.unseen)
        for c in lived.charges
    ] == [(at(60), at(30_000), 40, 71, None, True)]
    assert lived.told == ["charged_unseen"]


@pytest.mark.parametrize(
    "percents",
    [
        pytest.param((40.9, 40.9, 40.9), id="no more than recuperation gives"),
        pytest.param((71, 40, 39.9), id="a glitch on waking"),
        pytest.param((38, 38, 38), id="less"),
        pytest.param((0.02, 40, 40), id="an empty glitch on waking"),
    ],
)
def test_after_a_silence_not_every_word_is_a_charge(percents: tuple[float, ...]) -> None:
    lived = life([(0, {"soc_percent": 40}), (60, {"soc_percent": 40}), *after_the_night(*percents)])
    assert (lived.charges, lived.told) == ([], [])


def test_a_silence_ending_in_a_glitch_still_shows_the_charge() -> None:
    lived = life([(0, {"soc_percent": 40}), (60, {"soc_percent": 40}), *after_the_night(0.02, 71, 71, 71)])
    assert [(c.soc_start_percent, c.soc_end_percent) for c in lived.charges] == [(40, 71)]


def test_a_jump_without_a_silence_is_no_charge() -> None:
    lived = life(falling(40, 60, 60, 60, 60, every_s=10))
    assert (lived.charges, lived.told, lived.state.soc_percent) == ([], [], 60)


def after_the_night(*percents: float) -> list[Said]:
    """Charge said every ten seconds after eight hours of sleep."""
    return [(30_000 + index * 10, {"soc_percent": percent}) for index, percent in enumerate(percents)]


def test_a_charge_seen_only_now_and_then_is_one_charge_told_once() -> None:
    timeline: list[Said] = [
        (half_hour * 1800, {"soc_percent": 40 + 2 * half_hour}) for half_hour in range(10)
    ]
    timeline += [(second + 30, said) for second, said in timeline]
    lived = life(sorted(timeline, key=lambda line: line[0]))
    assert lived.told == ["charged_unseen"]
    assert {(c.started_at, c.soc_start_percent) for c in lived.charges} == {(at(30), 40)}
    assert lived.charges[-1].soc_end_percent == 58
