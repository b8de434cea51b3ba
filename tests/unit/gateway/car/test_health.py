"""What a workshop would want to know: told once it has lasted, and not again until it was well."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from gateway.car.events import AuxBatteryLow, Reason, ServiceDue, TroubleCode
from gateway.car.health.health import Health
from tests.builders.gateway import Life, Said, a_reading, at, life, readings, told
from tests.builders.tyres import REAR_RIGHT_LOW, WELL, warnings

HOUR, DAY = 3600, 86_400


def volts(*said: float, every_s: float = 30) -> list[Said]:
    """The 12 V battery's voltage, said again and again."""
    return [(index * every_s, {"aux_battery_v": word}) for index, word in enumerate(said)]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(volts(12.4, 10.9), ["aux_battery_low"], id="low, and asleep at once"),
        pytest.param(volts(12.4, 10.9, 10.9, 10.8, 10.9), ["aux_battery_low"], id="low, and said again"),
        pytest.param(volts(12.4, 10.9, 12.4), [], id="low for half a minute"),
        pytest.param(volts(12.4, 11.0, 11.0, 11.0), [], id="a gap of 1.6 V is none"),
        pytest.param(volts(10.5, 10.5, 10.5, 10.5), [], id="first word is no news"),
        pytest.param(volts(12.4, 0, 0, 0, 0, 12.4), [], id="nothing from a meter that wakes"),
        pytest.param(volts(12.4, 255, 255, 25.5, 10.9, 12.4), [], id="all bits from a meter that wakes"),
        pytest.param(
            volts(12.4, *([10.9] * 4), *([11.2, 10.9] * 20)), ["aux_battery_low"], id="a trembling meter"
        ),
        pytest.param(
            volts(12.4, *([10.9] * 4), *([11.6] * 4), *([10.9] * 4)),
            ["aux_battery_low"],
            id="not well again before 60 % of the gap is closed",
        ),
        pytest.param(
            volts(12.4, *([10.9] * 4), *([11.7] * 4), *([10.9] * 4)),
            ["aux_battery_low", "aux_battery_low"],
            id="and then it is",
        ),
        pytest.param(
            [
                (0, {"aux_battery_v": 12.4}),
                (30, {"aux_battery_v": 10.9}),
                (200, {"unknown": frozenset({"aux_battery_v"})}),
                (300, {"aux_battery_v": 10.9}),
            ],
            ["aux_battery_low"],
            id="from unknown to known",
        ),
    ],
)
def test_a_low_12_v_battery_is_told_once(timeline: list[Said], expected: list[str]) -> None:
    assert told(timeline) == expected


def test_a_12_v_battery_under_load_or_on_a_charger_says_nothing_of_itself() -> None:
    drives: list[Said] = [(0, {"speed_kmh": 0, "aux_battery_v": 12.4})]
    drives += [(60 + 10 * n, {"speed_kmh": 50, "aux_battery_v": 10.5}) for n in range(30)]
    charges: list[Said] = [(0, {"plugged_in": True, "charge_state": "waiting", "aux_battery_v": 12.4})]
    charges += [
        (60 + 10 * n, {"charge_state": "charging", "charge_power_kw": 7, "aux_battery_v": 10.5})
        for n in range(30)
    ]
    assert [kind for kind in told(drives) + told(charges) if kind == "aux_battery_low"] == []


def test_the_news_of_a_low_12_v_battery_says_why() -> None:
    assert life(volts(12.4, 10.9, 10.8)).events == [
        AuxBatteryLow(
            car_id="kei",
            at=at(30),
            volts=10.8,
            reasons=(
                Reason("aux_battery_v", 10.8, "V", at(60)),
                Reason("aux_battery_full_v", 12.6, "V"),
                Reason("aux_battery_gap_v", 1.6, "V"),
                Reason("aux_battery_held_s", 60, "s"),
            ),
        )
    ]


def service(*said: float, name: str = "service_in_km", every_s: float = HOUR) -> list[Said]:
    """How far off the next service is, said again and again."""
    return [(index * every_s, {name: word}) for index, word in enumerate(said)]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(service(1100, 1001), [], id="not yet"),
        pytest.param(service(1100, 1000), [1000], id="a thousand kilometres"),
        pytest.param(service(1100, 990, 900, 350, 300, 200, 10, 0, -50), [990, 300, 0], id="step by step"),
        pytest.param(service(1100, -10), [-10], id="all steps at once are one"),
        pytest.param(service(900, 800), [], id="first word is no news"),
        pytest.param(service(-200, -250), [], id="not even of a service long due"),
        pytest.param(service(1100, 990, 1010, 990, 1010, 990), [990], id="a trembling forecast"),
        pytest.param(service(1100, 990, 1800, 990), [990], id="an estimate that thinks better of it"),
        pytest.param(service(1100, 990, 15_000, 990), [990, 990], id="serviced, and due again"),
        pytest.param(service(1100, 0, 1100, every_s=300), [], id="nothing from a meter that wakes"),
        pytest.param(
            service(1100, 990, 990, 990, 65_535, 990, 990, every_s=300),
            [990],
            id="all bits from one that wakes",
        ),
    ],
)
def test_the_next_service_is_told_step_by_step(timeline: list[Said], expected: list[float]) -> None:
    events = life(timeline, until=timeline[-1][0] + 700).events
    assert [e.in_km for e in events if isinstance(e, ServiceDue)] == expected


def test_days_are_steps_of_their_own_and_both_at_once_are_one_piece_of_news() -> None:
    lived = life(service(40, 29, 7, 3, 0, -1, 400, 30, name="service_in_days"), until=8 * HOUR)
    assert [e.in_days for e in lived.events if isinstance(e, ServiceDue)] == [29, 7, 0, 30]
    both = life(
        [
            (0, {"service_in_km": 1100, "service_in_days": 31}),
            (60, {"service_in_km": 1000, "service_in_days": 30}),
        ],
        until=HOUR,
    )
    assert both.events == [
        ServiceDue(
            car_id="kei",
            at=at(60),
            in_km=1000,
            in_days=30,
            reasons=(
                Reason("service_in_km", 1000, "km", at(60)),
                Reason("service_in_days", 30, "d", at(60)),
                Reason("service_km", 1000, "km"),
                Reason("service_days", 30, "d"),
            ),
        )
    ]


def codes(*said: str, every_s: float = 120) -> list[Said]:
    """The trouble codes that are there, in one word each time."""
    return [(index * every_s, {"trouble_codes": tuple(word.split())}) for index, word in enumerate(said)]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(codes("", "P0A80"), [("P0A80",)], id="a new one"),
        pytest.param(codes("", "P0A80 U0100"), [("P0A80", "U0100")], id="two at once are one piece of news"),
        pytest.param(codes("P0A80", "U0100 P0A80"), [("U0100",)], id="first word is no news"),
        pytest.param(codes("", "U0100", "", every_s=30), [], id="one that went away at once"),
        pytest.param(codes("", *(["P0A80", ""] * 20)), [("P0A80",)], id="one that flaps is not new"),
        pytest.param(codes("", "B1 A1", "A1 B1", "B1"), [("A1", "B1")], id="their order says nothing"),
        pytest.param(codes("", "P0A80", "", "P0A80", every_s=29 * DAY), [("P0A80",)], id="29 days later"),
        pytest.param(
            codes("", "P0A80", "", "P0A80", every_s=30 * DAY), [("P0A80",), ("P0A80",)], id="30 days later"
        ),
        pytest.param(
            codes("", "P0A80", "P0A80", "P0A80 U1", every_s=40 * DAY),
            [("P0A80",), ("U1",)],
            id="one that stayed all the while",
        ),
        pytest.param(
            codes("", "A1", "A1 B1", every_s=50), [("A1", "B1")], id="those that follow within the minute"
        ),
    ],
)
def test_trouble_codes_are_told_when_they_are_new(
    timeline: list[Said], expected: list[tuple[str, ...]]
) -> None:
    assert [e.codes for e in life(timeline).events if isinstance(e, TroubleCode)] == expected


def test_the_news_of_a_trouble_code_says_why() -> None:
    assert life(codes("", "P0A80")).events == [
        TroubleCode(
            car_id="kei",
            at=at(120),
            codes=("P0A80",),
            reasons=(
                Reason("trouble_code", "P0A80", None, at(120)),
                Reason("trouble_held_s", 60, "s"),
                Reason("trouble_forgotten_days", 30, "d"),
            ),
        )
    ]


SICK: dict[str, Any] = {
    "aux_battery_v": 10.5,
    "tyre_kpa": REAR_RIGHT_LOW,
    "service_in_km": 200,
    "trouble_codes": ("P0A80",),
}
SOUND: dict[str, Any] = {
    "aux_battery_v": 12.5,
    "tyre_kpa": WELL,
    "service_in_km": 5000,
    "trouble_codes": (),
}
ALL_FOUR = ["aux_battery_low", "trouble_code", "tyre_low", "service_due"]


def test_what_the_broker_remembers_of_health_is_loaded_and_not_told() -> None:
    lived = life([(0, SOUND)]).hear(a_reading(HOUR, retained=True, **SICK)).pass_time(3 * HOUR)
    assert lived.told == []


def test_what_was_found_in_old_readings_is_told_by_the_first_timely_one() -> None:
    lived = life([(0, SOUND)])
    lived.hear(*(a_reading(60 * n, seq=n, late_by=5 * HOUR, **SICK) for n in (2, 20))).pass_time(6 * HOUR)
    assert lived.told == []
    lived.hear(a_reading(6 * HOUR, seq=21, soc_percent=50))
    assert sorted(lived.told) == sorted(ALL_FOUR)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), id="1970"),
        pytest.param(datetime(2007, 4, 9, tzinfo=UTC), id="the week rollover of satellites"),
    ],
)
def test_a_clock_gone_wrong_dates_health_by_ours(shown: datetime) -> None:
    lived = Life().hear(a_reading(0, seq=1, **SOUND), a_reading(100, seq=2, observed_at=shown, **SICK))
    lived.pass_time(HOUR)
    assert [(event.kind, event.at) for event in lived.events] == [(kind, at(100)) for kind in ALL_FOUR]


def test_a_word_that_was_overtaken_changes_nothing_of_health() -> None:
    lived = Life().hear(a_reading(0, **SOUND), a_reading(100, **SICK), a_reading(50, late_by=80, **SOUND))
    assert sorted(lived.pass_time(HOUR).told) == sorted(ALL_FOUR)


def test_health_that_stays_as_it_is_is_the_very_same_object() -> None:
    lived = life([(0, SOUND)])
    health = lived.state.health
    lived.hear(*readings([(0, {}), *((60 * n, SOUND | {"soc_percent": 50.0}) for n in range(1, 9))]))
    assert lived.state.health is health


def test_a_restart_between_word_and_news_loses_nothing() -> None:
    lived = life([(0, SOUND)]).hear(a_reading(200, seq=2, **SICK))
    lived.state = msgspec.json.decode(msgspec.json.encode(lived.state), type=type(lived.state))
    assert sorted(lived.pass_time(HOUR).told) == sorted(ALL_FOUR)


def test_health_of_a_very_sick_car_is_remembered_in_little() -> None:
    many = " ".join(f"P{number:04X}" for number in range(40))
    lived = life(
        [*codes("", many), *((500 + s, said) for s, said in warnings((0,) * 4, (1,) * 4))], until=HOUR
    )
    assert len(lived.state.health.trouble.seen) == 32
    assert len(msgspec.json.encode(lived.state.health)) < 2000
    assert lived.state.health != Health()
