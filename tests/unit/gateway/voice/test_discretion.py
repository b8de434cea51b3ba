"""Who hears of what, and how much."""

from datetime import timedelta

import msgspec
import pytest

from gateway.car.events import EVENT_KINDS
from gateway.voice.profile import Audience
from tests.builders.voice import EVENING, a_state, drive_ended, one_of_each, plugged_in, say

KINDS = [str(kind.__struct_config__.tag) for kind in EVENT_KINDS]
ALERTS = {"battery_critical", "charging_interrupted", "came_home_unplugged"}
AT_HOME_OR_AWAY = {"came_home", "left_home", "came_home_unplugged", "drive_started"}


def heard_by(kind: str, **profile: object) -> str:
    draft = say(one_of_each()[kind][0], **profile)
    return "nobody" if draft is None else draft.visibility.value


@pytest.mark.parametrize("kind", KINDS)
def test_an_alert_goes_to_the_owner_and_all_else_to_followers(kind: str) -> None:
    assert heard_by(kind) == ("direct" if kind in ALERTS else "private")


@pytest.mark.parametrize("kind", KINDS)
def test_the_usual_audience_is_the_owners_but_for_alerts(kind: str) -> None:
    assert heard_by(kind, default_visibility=Audience.DIRECT) == "direct"


@pytest.mark.parametrize("wished", [Audience.PUBLIC, Audience.UNLISTED])
@pytest.mark.parametrize("kind", KINDS)
def test_strangers_never_hear_that_the_car_is_at_home_or_away_whatever_the_owner_wished(
    kind: str, wished: Audience
) -> None:
    narrowed = "private" if kind in AT_HOME_OR_AWAY else wished.value
    assert heard_by(kind, audience={kind: wished}) == narrowed


@pytest.mark.parametrize("kind", KINDS)
def test_a_usual_audience_of_strangers_is_narrowed_alike(kind: str) -> None:
    expected = "private" if kind in AT_HOME_OR_AWAY else "public"
    usual = heard_by(kind, default_visibility=Audience.PUBLIC)
    assert usual == ("direct" if kind in ALERTS else expected)


@pytest.mark.parametrize("kind", KINDS)
def test_a_muted_kind_is_not_posted(kind: str) -> None:
    assert heard_by(kind, audience={kind: Audience.NOBODY}) == "nobody"


@pytest.mark.parametrize("kind", KINDS)
def test_a_car_switched_off_says_nothing(kind: str) -> None:
    assert heard_by(kind, enabled=False) == "nobody"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_learned_too_late_wakes_nobody(kind: str) -> None:
    late = msgspec.structs.replace(one_of_each()[kind][0], late=True)
    assert say(late) is None


@pytest.mark.parametrize("kind", KINDS)
def test_an_unclaimed_car_speaks_to_its_followers_and_mentions_nobody(kind: str) -> None:
    draft = say(one_of_each()[kind][0], owner_acct=None, audience={kind: Audience.PUBLIC})
    assert draft is not None
    assert (draft.visibility, "@" in draft.text) == (Audience.PRIVATE, False)


def test_the_owners_choice_wins_over_the_alarm() -> None:
    assert heard_by("battery_critical", audience={"battery_critical": Audience.PRIVATE}) == "private"


def test_a_direct_post_mentions_the_owner_first() -> None:
    draft = say(one_of_each()["came_home_unplugged"][0])
    assert draft is not None
    assert draft.text.startswith("@aki ")


@pytest.mark.parametrize(
    ("wished", "at_home", "place", "named"),
    [
        pytest.param("public", True, "town", True, id="strangers, at home, towns allowed"),
        pytest.param("public", False, "town", True, id="strangers, away, towns allowed"),
        pytest.param("public", True, "nothing", False, id="strangers, at home, no place"),
        pytest.param("unlisted", False, "nothing", False, id="strangers, away, no place"),
        pytest.param("private", True, "town", False, id="friends know where home is"),
        pytest.param("private", False, "nothing", True, id="friends may know the town"),
        pytest.param("private", None, "town", True, id="no home was ever drawn"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_town_is_named(wished: str, at_home: bool | None, place: str, named: bool, language: str) -> None:
    draft = say(
        drive_ended(),
        a_state(at_home=at_home),
        audience={"drive_ended": Audience(wished)},
        place_for_public=place,
        language=language,
    )
    assert draft is not None
    assert (("Toyota" in draft.text) or ("豊田市" in draft.text)) is named


def test_what_strangers_read_is_the_same_at_home_and_away() -> None:
    for kind, events in one_of_each().items():
        for event in events:
            posts = {
                draft and draft.text
                for at_home in (True, False)
                for draft in [say(event, a_state(at_home=at_home), audience={kind: Audience.PUBLIC})]
                if draft is not None and draft.visibility is Audience.PUBLIC
            }
            assert len(posts) <= 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_strangers_cannot_reckon_when_a_drive_began(language: str) -> None:
    texts = set()
    for minutes in range(60):  # so many keys, and so every sentence there is
        event = drive_ended(started_at=EVENING - timedelta(hours=4, minutes=minutes), minutes=57.0)
        draft = say(event, language=language, audience={"drive_ended": Audience.PUBLIC})
        assert draft is not None
        texts.add(draft.text)
    assert len(texts) > 1
    assert not any("57" in text or "min" in text or "分" in text for text in texts)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_sentence_strangers_may_read_says_home(language: str) -> None:
    for kind, events in one_of_each().items():
        for event in events:
            draft = say(event, a_state(at_home=True), language=language, audience={kind: Audience.PUBLIC})
            assert draft is not None or kind == "drive_started"
            if draft is not None and draft.visibility is Audience.PUBLIC:
                assert not any(
                    word in draft.text.lower() for word in ("home", "家", "自宅", "ただいま", "帰")
                )


def test_reasons_travel_with_the_words() -> None:
    reasons = one_of_each()["plugged_in"][0].reasons
    draft = say(plugged_in(reasons=reasons))
    assert draft is not None
    assert draft.reasons == reasons


@pytest.mark.parametrize(("at_home", "told"), [(True, False), (False, True), (None, True)])
def test_setting_out_from_home_is_told_once_by_having_left_it(at_home: bool | None, told: bool) -> None:
    setting_out = one_of_each()["drive_started"][0]
    assert (say(setting_out, state=a_state(at_home=at_home)) is not None) is told
