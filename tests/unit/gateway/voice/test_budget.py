"""How much a car says in a day, and what it keeps back for quiet hours and for the evening."""

from datetime import UTC, datetime, time, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from gateway.car.daybook import Daybook
from gateway.car.events import (
    BatteryCritical,
    BatteryLow,
    CameHome,
    ChargingDone,
    DayTold,
    DriveEnded,
    Event,
    TyreLow,
)
from gateway.car.hours import Hours
from gateway.voice.budget import Hush, digest, hushed, kept_back, nothing_kept, told
from gateway.voice.profile import CarProfile
from tests.builders.voice import a_profile, a_state, drive_ended, plugged_in

JAPAN, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")
NIGHT = Hours(time(22), time(7))
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # in Japan


def in_japan(hour: int, minute: int = 0, *, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=JAPAN).astimezone(UTC)


def keep_all(events: list[Event], profile: CarProfile, hush: Hush, daybook: Daybook | None = None) -> Daybook:
    def keep(book: Daybook, event: Event) -> Daybook:
        return kept_back(event, book, profile, JAPAN, hush=hush)

    return reduce(keep, events, daybook or Daybook())


@pytest.mark.parametrize(
    ("quiet", "hour", "minute", "expected"),
    [
        pytest.param(NIGHT, 21, 59, None, id="just before"),
        pytest.param(NIGHT, 22, 0, Hush.QUIET, id="from the first moment"),
        pytest.param(NIGHT, 0, 0, Hush.QUIET, id="over midnight"),
        pytest.param(NIGHT, 6, 59, Hush.QUIET, id="to the last"),
        pytest.param(NIGHT, 7, 0, None, id="and no longer"),
        pytest.param(Hours(time(13), time(15)), 12, 59, None, id="before a nap"),
        pytest.param(Hours(time(13), time(15)), 14, 0, Hush.QUIET, id="during a nap"),
        pytest.param(Hours(time(13), time(15)), 15, 0, None, id="after a nap"),
        pytest.param(None, 3, 0, None, id="none wished"),
    ],
)
def test_quiet_hours(quiet: Hours | None, hour: int, minute: int, expected: Hush | None) -> None:
    event = plugged_in(at=in_japan(hour, minute))
    assert hushed(event, Daybook(), a_profile(quiet_hours=quiet), JAPAN) is expected


@pytest.mark.parametrize(
    "alert",
    [
        BatteryCritical(car_id="kei", at=in_japan(3), soc_percent=5, step_percent=5),
        TyreLow(car_id="kei", at=in_japan(3), wheel=1, degree=2),
        DayTold(car_id="kei", at=in_japan(3), posts=2),
    ],
    ids=["alert", "flat tyre", "the digest itself"],
)
def test_what_is_told_at_any_hour_and_counts_for_nothing(alert: Event) -> None:
    spent = Daybook(day=in_japan(3).astimezone(JAPAN).date(), told=12)
    assert hushed(alert, spent, a_profile(quiet_hours=NIGHT), JAPAN) is None
    assert told(alert, (), spent, JAPAN) is spent


@pytest.mark.parametrize(
    ("at", "hush", "quiet", "expected"),
    [
        pytest.param(in_japan(23), Hush.QUIET, NIGHT, in_japan(7, day=24), id="night, before midnight"),
        pytest.param(in_japan(2), Hush.QUIET, NIGHT, in_japan(7), id="night, after midnight"),
        pytest.param(in_japan(15), Hush.ENOUGH, None, in_japan(20, 30), id="enough, in the afternoon"),
        pytest.param(in_japan(21), Hush.ENOUGH, None, in_japan(20, 30, day=24), id="enough, late"),
        pytest.param(
            in_japan(15),
            Hush.ENOUGH,
            Hours(time(20), time(6)),
            in_japan(6, day=24),
            id="enough, and quiet in the evening",
        ),
    ],
)
def test_when_what_was_kept_back_is_told(
    at: datetime, hush: Hush, quiet: Hours | None, expected: datetime
) -> None:
    profile = a_profile(quiet_hours=quiet)
    assert keep_all([plugged_in(at=at)], profile, hush) == Daybook(kept=1, tell_at=expected)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-03-28T23:30+01:00", "2026-03-29T07:00+02:00", id="clocks go forward"),
        pytest.param("2026-10-24T23:30+02:00", "2026-10-25T07:00+01:00", id="clocks go back"),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(at: str, expected: str) -> None:
    event = plugged_in(at=datetime.fromisoformat(at).astimezone(UTC))
    book = kept_back(event, Daybook(), a_profile(quiet_hours=NIGHT), BERLIN, hush=Hush.QUIET)
    assert book.tell_at == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-10-25T02:15+02:00", "2026-10-25T02:30+02:00", id="the first time"),
        pytest.param("2026-10-25T02:15+01:00", "2026-10-26T02:30+01:00", id="which counts once"),
        pytest.param("2026-03-29T01:59+01:00", "2026-03-29T03:30+02:00", id="an hour that never comes"),
    ],
)
def test_the_end_of_quiet_hours_comes_though_clocks_change_at_that_hour(at: str, expected: str) -> None:
    quiet = a_profile(quiet_hours=Hours(time(22), time(2, 30)))
    event = plugged_in(at=datetime.fromisoformat(at).astimezone(UTC))
    assert hushed(event, Daybook(), quiet, BERLIN) is Hush.QUIET
    book = kept_back(event, Daybook(), quiet, BERLIN, hush=Hush.QUIET)
    assert book.tell_at == datetime.fromisoformat(expected)


def test_a_car_says_so_much_a_day_and_begins_anew_at_midnight_where_it_is() -> None:
    profile, book, hushes = a_profile(posts_a_day=3), Daybook(), []
    for hour in (9, 10, 11, 12, 23, 24, 25):
        event = plugged_in(at=in_japan(0) + timedelta(hours=hour))
        hush = hushed(event, book, profile, JAPAN)
        hushes.append(hush)
        book = book if hush else told(event, (), book, JAPAN)
    assert hushes == [None, None, None, Hush.ENOUGH, Hush.ENOUGH, None, None]
    assert book == Daybook(day=in_japan(0, day=24).astimezone(JAPAN).date(), told=2)


def test_the_digest_says_what_was_kept_back_in_one() -> None:
    kept: list[Event] = [
        drive_ended(at=NOON),
        CameHome(car_id="kei", at=NOON, km=5.5, minutes=10, started_at=NOON),
        CameHome(car_id="kei", at=NOON),
        ChargingDone(car_id="kei", at=NOON),
        BatteryLow(car_id="kei", at=NOON, soc_percent=19),
    ]
    book = keep_all(kept, a_profile(), Hush.ENOUGH)
    told_in_one = digest(a_state(daybook=book))
    assert replace(told_in_one, km=round(told_in_one.km or 0, 2)) == DayTold(
        car_id="kei", at=in_japan(20, 30), posts=5, drives=2, km=17.84, charges=1
    )
    assert nothing_kept(replace(book, told=4)) == Daybook(told=4)


def test_what_is_kept_back_for_two_reasons_is_told_at_the_earlier_time() -> None:
    profile = a_profile(quiet_hours=Hours(time(13), time(15)))
    night = keep_all([plugged_in(at=in_japan(14))], profile, Hush.QUIET)
    both = keep_all([plugged_in(at=in_japan(14, 30))], profile, Hush.ENOUGH, night)
    assert (both.kept, both.tell_at) == (2, in_japan(15))


def test_a_daybook_is_small_however_much_a_car_would_say() -> None:
    events: list[Event] = [DriveEnded(**CAR, started_at=NOON, km=1, minutes=2) for _ in range(10_000)]
    book = keep_all(events, a_profile(), Hush.ENOUGH)
    assert (book.kept, book.drives, book.km) == (10_000, 10_000, 10_000)


CAR = {"car_id": "kei", "at": NOON}
