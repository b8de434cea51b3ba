"""Two friends' cars meet: what each of them tells, and what is no meeting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
import pytest

from gateway.car.bounds import Bounds, Zone
from gateway.car.events import Event, FriendsMet
from gateway.car.state import CarState
from gateway.delivery.fleet import Known
from gateway.telling import Telling
from gateway.voice.profile import CarProfile, Friend
from gateway.waking import Waking
from gateway.words import Words
from tests.builders.gateway import a_reading, at
from tests.builders.voice import TOWNS, a_profile, the_personas

MINUTE, HOUR = 60.0, 3600.0
CAFE = 35.3  # degrees north


def profile(*friends: Friend, home: Zone | None = None) -> CarProfile:
    return a_profile(friends=friends, home=home)


@dataclass
class Two:
    """Kei and Momo, and a gateway that wakes them when they asked for it."""

    home: Zone | None = None
    friends: dict[str, tuple[Friend, ...]] = field(
        default_factory=lambda: {
            "kei": (Friend("momo", "momo", "Momo"),),
            "momo": (Friend("kei", "kei", "Kei"),),
        }
    )
    cars: dict[str, CarState] = field(
        default_factory=lambda: {name: CarState(car_id=name) for name in ("kei", "momo")}
    )
    waking: Waking = field(default_factory=Waking)
    events: list[Event] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def get(self, car_id: str) -> Known:
        return Known(
            profile(*self.friends[car_id], home=self.home), Bounds(home=self.home, time_zone="Asia/Tokyo")
        )

    def says(self, car_id: str, second: float, metres: float, **said: object) -> "Two":
        """A word from so many metres north of the café, heard at once."""
        self.counts[car_id] = self.counts.get(car_id, 0) + 1
        where = {"lat": CAFE + metres / 111_195, "lon": 137.15, "seq": self.counts[car_id]}
        reading = a_reading(second, **{"car_id": car_id, "speed_kmh": 0} | where | said)
        self.pass_time(until=reading.received_at)
        telling = self._telling()
        telling.hear(reading)
        return self._keep(telling)

    def drives(self, car_id: str, second: float, start: float, end: float) -> "Two":
        """For five minutes, from somewhere to somewhere, and off."""
        for step in range(31):
            metres = start + (end - start) * step / 30
            self.says(car_id, second + 10 * step, metres, speed_kmh=30, ignition_on=True)
        return self.says(car_id, second + 310, end, ignition_on=False)

    def pass_time(self, *, until: datetime) -> "Two":
        while due := self.waking.due(until):
            for car_id in due:
                telling = self._telling()
                telling.wake(car_id, now=until)
                self._keep(telling)
        return self

    def restart(self) -> None:
        encoded = {car_id: msgspec.json.encode(state) for car_id, state in self.cars.items()}
        self.cars = {car_id: msgspec.json.decode(state, type=CarState) for car_id, state in encoded.items()}
        wakes = ((state.wake_at, car_id) for car_id, state in self.cars.items() if state.wake_at)
        self.waking = Waking(wakes)

    @property
    def met(self) -> list[tuple[str, str, float]]:
        """Who told of whom, and at which minute."""
        told = [event for event in self.events if isinstance(event, FriendsMet)]
        return [(one.car_id, one.friend, (one.at - at(0)).total_seconds() / MINUTE) for one in told]

    def _telling(self) -> Telling:
        return Telling(self.cars, self.waking, self, Words(the_personas(), TOWNS))

    def _keep(self, telling: Telling) -> "Two":
        self.cars |= telling.changes.states
        self.events += [event for event in telling.changes.events if not event.late]
        return self


def both(minute: float) -> list[tuple[str, str, float]]:
    return [("kei", "Momo", minute), ("momo", "Kei", minute)]


def momo_waits() -> Two:
    """Momo has stood at the café for an hour when Kei sets out, 3 km away."""
    two = Two().drives("momo", -HOUR, -2000, 40)
    return two.says("kei", 0, 3000)


def test_one_comes_to_where_the_other_stands_and_both_say_so_five_minutes_later() -> None:
    two = momo_waits().drives("kei", MINUTE, 3000, 0).pass_time(until=at(HOUR))
    (minute,) = {minute for _, _, minute in two.met}
    assert (sorted(two.met), 10 < minute < 12) == (both(minute), True)
    met = next(event for event in two.events if isinstance(event, FriendsMet))
    assert {reason.name for reason in met.reasons} & {"lat", "lon"} == set()


def test_a_restart_while_they_stand_together_changes_nothing() -> None:
    two, other = momo_waits().drives("kei", MINUTE, 3000, 0), momo_waits().drives("kei", MINUTE, 3000, 0)
    two.restart()
    assert two.pass_time(until=at(HOUR)).met == other.pass_time(until=at(HOUR)).met != []


def passes_by() -> Two:
    return momo_waits().drives("kei", MINUTE, 3000, -3000)


def stands_across_the_square() -> Two:
    return momo_waits().drives("kei", MINUTE, 3000, 240)


def leaves_again() -> Two:
    return momo_waits().drives("kei", MINUTE, 3000, 0).drives("kei", 9 * MINUTE, 0, 3000)


def befriended_while_standing_together() -> Two:
    two = Two(friends={"kei": (), "momo": ()}).drives("momo", -HOUR, -2000, 40).says("kei", 0, 3000)
    two.drives("kei", MINUTE, 3000, 0).says("kei", 2 * HOUR, 0)
    two.friends = Two().friends
    return two.says("kei", 2 * HOUR + MINUTE, 0).says("kei", 3 * HOUR, 0)


def only_one_is_willing() -> Two:
    two = momo_waits()
    two.friends["momo"] = ()
    return two.drives("kei", MINUTE, 3000, 0)


def neighbours_come_home() -> Two:
    two = momo_waits()
    two.home = Zone(lat=CAFE, lon=137.15, radius_m=150)
    return two.says("momo", 30, 40).drives("kei", MINUTE, 3000, 0)


def not_heard_of_since_yesterday() -> Two:
    two = Two().drives("momo", -26 * HOUR, -2000, 40).says("kei", 0, 3000)
    return two.drives("kei", MINUTE, 3000, 0)


def known_from_a_drive_that_went_quiet() -> Two:
    """Momo drove past the café and was not heard of for six minutes; its drive is not over."""
    two = Two().says("kei", -HOUR, 3000).says("momo", -HOUR, -2000)
    for step in range(31):
        two.says("momo", -300 + 10 * step, -600 + 20 * step, speed_kmh=30)
    return two.says("kei", 360, 100, speed_kmh=30)


def heard_five_hours_late() -> Two:
    two = momo_waits()
    for step in range(60):
        two.says("kei", MINUTE + 10 * step, 0, received_at=at(MINUTE + 10 * step + 5 * HOUR))
    return two


def a_jump_of_the_position() -> Two:
    two = momo_waits().says("kei", MINUTE, 3000, speed_kmh=30)
    return two.says("kei", MINUTE + 5, 0, speed_kmh=30).says("kei", MINUTE + 10, 3000, speed_kmh=30)


@pytest.mark.parametrize(
    "story",
    [
        passes_by,
        stands_across_the_square,
        leaves_again,
        befriended_while_standing_together,
        only_one_is_willing,
        neighbours_come_home,
        not_heard_of_since_yesterday,
        known_from_a_drive_that_went_quiet,
        heard_five_hours_late,
        a_jump_of_the_position,
    ],
)
def test_it_is_no_meeting_when_one(story: Callable[[], Two]) -> None:
    assert story().pass_time(until=at(4 * HOUR)).met == []


def test_the_same_two_are_told_once_a_day_however_often_they_part() -> None:
    two = momo_waits().drives("kei", MINUTE, 3000, 0)
    for hour in (1, 2, 23):
        two.drives("kei", hour * HOUR, 0, 400).drives("kei", hour * HOUR + 900, 400, 0)
    two.says("momo", 24 * HOUR, 40)
    two.drives("kei", 25 * HOUR, 0, 400).drives("kei", 25 * HOUR + 900, 400, 0).pass_time(until=at(27 * HOUR))
    assert [(teller, minute < 60) for teller, _, minute in two.met] == [
        ("kei", True),
        ("momo", True),
        ("kei", False),
        ("momo", False),
    ]


def test_parked_side_by_side_for_two_days_they_meet_once() -> None:
    two = momo_waits().drives("kei", MINUTE, 3000, 0)
    for hour in range(1, 48):
        two.says("kei", hour * HOUR, 160 if hour % 2 else 0).says("momo", hour * HOUR + 1, 40)
    assert len(two.met) == 2


def test_of_a_friend_that_is_far_nothing_is_remembered() -> None:
    two = momo_waits().drives("kei", MINUTE, 3000, 0).pass_time(until=at(HOUR))
    assert [len(car.meetings) for car in two.cars.values()] == [1, 1]
    two.drives("kei", 30 * HOUR, 0, 3000)
    assert [car.meetings for car in two.cars.values()] == [(), ()]
