"""Who hears of what, when, and how much."""

import re
from datetime import datetime, timedelta

import msgspec
import pytest

from gateway.car.daybook import Daybook
from gateway.car.events import Event, TyreLow
from gateway.car.travel.fences import Fence
from gateway.car.travel.places import Fix, Place
from gateway.voice.discretion import OWNERS_ALONE
from gateway.voice.profile import Audience, Dealer
from tests.builders.hearers import WISHES, everything_said, first, wish
from tests.builders.voice import (
    EVENING,
    HOME,
    a_state,
    drive_ended,
    one_of_each,
    plugged_in,
    say,
    say_all,
)

# For each of these wishes (None: the owner chose nothing, and the car speaks to its followers): who hears.
CABLE = (
    "owner, private later",
    "",
    "owner",
    "direct",
    "owner, private later",
    "owner, unlisted later",
    "owner, public later",
)
CABLE_ALERT = (
    "direct",
    "",
    "owner",
    "direct",
    "direct, private later",
    "direct, unlisted later",
    "direct, public later",
)
JOURNEY = ("owner", *CABLE[1:])
HOMECOMING = ("owner", "", "owner", "direct", *3 * ("owner, private later",))
ZONE = ("owner", "", "owner", "direct", "owner", "owner", "owner")
OWNERS = ("owner", "", "owner", "direct", "owner", "owner", "owner")
OWNERS_ALERT = ("direct", "", "owner", "direct", "direct", "direct", "direct")
NOTICE = ("owner", "", "owner", "direct", "private", "unlisted", "public")
ALERT = ("direct", *NOTICE[1:])

HEARERS = {
    "plugged_in": CABLE,
    "unplugged": JOURNEY,
    "charging_started": CABLE,
    "ready_time": OWNERS,
    "charge_milestone": OWNERS,
    "charge_waiting": OWNERS,
    "cheaper_later": OWNERS,
    "charging_done": CABLE,
    "charging_interrupted": CABLE_ALERT,
    "charged_unseen": CABLE,
    "battery_low": NOTICE,
    "battery_critical": ALERT,
    "range_risk": OWNERS_ALERT,
    "drive_started": OWNERS,
    "drive_ended": JOURNEY,
    "came_home": HOMECOMING,
    "left_home": OWNERS,
    "came_home_unplugged": OWNERS_ALERT,
    "zone_entered": ZONE,
    "zone_left": OWNERS,
    "towed": OWNERS_ALERT,
    "left_on": OWNERS,
    "aux_battery_low": ALERT,
    "tyre_low": NOTICE,
    "service_due": NOTICE,
    "trouble_code": ALERT,
    "silent": NOTICE,
    "longest_drive": JOURNEY,
    "best_economy": JOURNEY,
    "round_odometer": JOURNEY,
    "friends_met": JOURNEY,
    "day_told": OWNERS,
}
UNCLAIMED_SAY_NOTHING_OF = {
    *("drive_started", "drive_ended", "came_home", "left_home", "zone_entered", "zone_left", "unplugged"),
    *("came_home_unplugged", "towed", "range_risk", "left_on", "day_told"),
    *("ready_time", "charge_milestone", "charge_waiting", "cheaper_later"),
}
every_kind = pytest.mark.parametrize("kind", HEARERS)


def heard_by(event: Event, **profile: object) -> str:
    return ", ".join(
        draft.visibility + (" later" if draft.not_before else "") for draft in say_all(event, **profile)
    )


def test_every_kind_is_here() -> None:
    assert HEARERS.keys() == one_of_each().keys()


@pytest.mark.parametrize("column", range(len(WISHES)), ids=[str(wished) for wished in WISHES])
@every_kind
def test_who_hears_of_it(kind: str, column: int) -> None:
    assert heard_by(first(kind), audience=wish(kind, WISHES[column])) == HEARERS[kind][column]


@every_kind
def test_no_wish_of_the_owner_lets_others_hear_that_a_house_is_empty(kind: str) -> None:
    if kind in OWNERS_ALONE:
        heard = {heard_by(first(kind), audience=wish(kind, wished)) for wished in WISHES}
        assert heard <= {"", "owner", "direct"}


def test_what_tells_of_a_journey_or_a_cable_is_told_to_others_late_wherever_it_happens() -> None:
    at_once = {draft.kind for draft in everything_said() if draft.visibility not in {"owner", "direct"}} - {
        draft.kind for draft in everything_said() if draft.not_before is not None
    }
    assert at_once == {
        *("battery_low", "battery_critical", "aux_battery_low", "tyre_low"),
        *("service_due", "trouble_code", "silent"),
    }


def test_the_owner_has_nothing_twice() -> None:
    for draft in everything_said():
        if draft.not_before is not None:
            assert draft.owner_knows


@pytest.mark.parametrize(("degree", "expected"), [(1, "owner"), (2, "direct")])
def test_a_flat_tyre_is_an_alert_a_soft_one_is_not(degree: int, expected: str) -> None:
    assert heard_by(TyreLow(car_id="kei", at=EVENING, wheel=0, degree=degree)) == expected


@every_kind
def test_a_car_that_speaks_to_strangers_by_default_does_not_tell_them_of_its_journeys(kind: str) -> None:
    usual = heard_by(first(kind), default_visibility=Audience.PUBLIC)
    assert usual == HEARERS[kind][0].replace("private", "public")


@every_kind
def test_a_car_switched_off_says_nothing(kind: str) -> None:
    assert heard_by(first(kind), enabled=False) == ""


@every_kind
def test_what_is_learned_too_late_wakes_nobody(kind: str) -> None:
    late = msgspec.structs.replace(first(kind), late=True)
    assert heard_by(late, audience={kind: Audience.PUBLIC}) == ""


@every_kind
def test_an_unclaimed_car_speaks_to_its_followers_and_not_of_journeys(kind: str) -> None:
    drafts = say_all(first(kind), owner_acct=None, audience={kind: Audience.PUBLIC})
    told = [(draft.visibility, draft.owner_knows, "@" in draft.text) for draft in drafts]
    assert told == ([] if kind in UNCLAIMED_SAY_NOTHING_OF else [(Audience.PRIVATE, False, False)])


@every_kind
def test_only_an_owner_who_is_rung_is_mentioned(kind: str) -> None:
    for wished in WISHES:
        for draft in say_all(first(kind), audience=wish(kind, wished)):
            assert draft.text.startswith("@aki ") is (draft.visibility is Audience.DIRECT)


@pytest.mark.parametrize(
    ("kind", "dealers", "expected"),
    [
        pytest.param(
            "service_due", ["works"], [("direct", ["@aki", "@works"], False)], id="one thread for both"
        ),
        pytest.param("service_due", ["a", "b"], [("direct", ["@aki", "@a", "@b"], False)], id="two dealers"),
        pytest.param("battery_low", ["works"], [("owner", [], False)], id="what no dealer ever hears"),
        pytest.param(
            "towed",
            ["works"],
            [("direct", ["@aki"], False), ("direct", ["@aki", "@works"], False)],
            id="the place is for the owner alone",
        ),
    ],
)
def test_dealers_hear_of_what_the_owner_entrusted_them_with(
    kind: str, dealers: list[str], expected: list[tuple[str, list[str], bool]]
) -> None:
    entrusted = tuple(Dealer(acct, frozenset({kind})) for acct in dealers)
    drafts = say_all(first(kind), dealers=(*entrusted, Dealer("other", frozenset({"silent"}))))
    told = [(draft.visibility, re.findall("@[a-z]+", draft.text), draft.owner_knows) for draft in drafts]
    assert told == expected
    assert len({draft.key for draft in drafts}) == len(drafts)


def test_what_followers_hear_beside_a_dealer_the_owner_already_knows() -> None:
    dealers = (Dealer("works", frozenset({"service_due"})),)
    drafts = say_all(first("service_due"), dealers=dealers, audience={"service_due": Audience.PRIVATE})
    assert [(draft.visibility, draft.owner_knows) for draft in drafts] == [
        (Audience.DIRECT, False),
        (Audience.PRIVATE, True),
    ]


def test_a_kind_the_owner_muted_reaches_no_dealer_either() -> None:
    dealers = (Dealer("works", frozenset({"silent"})),)
    assert heard_by(first("silent"), dealers=dealers, audience={"silent": Audience.NOBODY}) == ""


@pytest.mark.parametrize(
    ("delay_minutes", "least", "most", "after_leaving"),
    [(0, 0, 20, False), (30, 30, 50, False), (240, 240, 260, False), ("until_left", 720, 740, True)],
)
def test_others_hear_as_much_later_as_the_owner_wished_and_up_to_20_minutes(
    delay_minutes: object, least: float, most: float, after_leaving: bool
) -> None:
    waits = set()
    for minute in range(60):
        draft = say(plugged_in(at=EVENING + timedelta(minutes=minute)), delay_minutes=delay_minutes)
        assert draft is not None
        assert draft.not_before is not None
        assert draft.after_leaving is after_leaving
        waits.add((draft.not_before - draft.at).total_seconds() / 60)
    assert len(waits) > 50  # no two alike, but for chance
    assert least <= min(waits) < least + 4
    assert most - 4 < max(waits) < most


def test_others_hear_of_things_in_the_order_in_which_they_happened() -> None:
    moment = EVENING + timedelta(hours=1)
    draft = say(plugged_in(), a_state(daybook=Daybook(others_hear_at=moment)))
    assert draft is not None
    assert draft.not_before == moment


@pytest.mark.parametrize(
    ("came_at", "audience", "told"),
    [
        pytest.param(EVENING, {}, False, id="this drive brought it there"),
        pytest.param(EVENING - timedelta(hours=3), {}, True, id="it was there before"),
        pytest.param(EVENING, {"zone_entered": Audience.NOBODY}, True, id="coming there is never told"),
    ],
)
def test_the_end_of_a_drive_is_told_by_having_come_to_a_zone(
    came_at: datetime, audience: dict[str, Audience], told: bool
) -> None:
    work = Fence("work", HOME, inside=True, since=came_at, driven=True)
    state = a_state(place=Place(fix=Fix(HOME.lat, HOME.lon, 5, EVENING), fences=(work,)))
    assert bool(say_all(drive_ended(), state, audience=audience)) is told


def test_reasons_travel_with_the_words() -> None:
    reasons = first("plugged_in").reasons
    assert [draft.reasons for draft in say_all(plugged_in(reasons=reasons))] == [reasons, reasons]


@pytest.mark.parametrize(("at_home", "told"), [(True, False), (False, True), (None, True)])
def test_setting_out_from_home_is_told_once_by_having_left_it(at_home: bool | None, told: bool) -> None:
    assert (say(first("drive_started"), state=a_state(at_home=at_home)) is not None) is told
