"""What the words for others do not give away."""

import re
from datetime import timedelta

import pytest

from gateway.voice.profile import Audience, Dealer
from tests.builders.hearers import everything_said, first
from tests.builders.voice import (
    EVENING,
    HOME,
    NIGHT,
    a_state,
    drive_ended,
    one_of_each,
    plugged_in,
    say,
    say_all,
)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_dealer_and_no_follower_reads_where_the_car_stands(language: str) -> None:
    dealers = (Dealer("works", frozenset(one_of_each())),)
    for draft in everything_said(language=language, dealers=dealers, place_for_followers="exact"):
        if "@works" in draft.text:
            assert not re.search("Toyota|豊田|openstreetmap|Aki's work", draft.text)
        elif draft.visibility not in {"owner", "direct"}:
            assert "openstreetmap" not in draft.text


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("exact", True), ("zone", True), ("town", False), ("nothing", False)],
)
def test_followers_hear_of_zones_if_they_may_know_them(precision: str, expected: bool) -> None:
    drafts = say_all(
        first("zone_entered"),
        place_for_followers=precision,
        audience={"zone_entered": Audience.PUBLIC},
    )
    told = [(draft.visibility.value, "Aki's work" in draft.text) for draft in drafts]
    assert told == [("owner", True), *([("private", True)] if expected else [])]


@pytest.mark.parametrize(
    ("wished", "at_home", "places", "named"),
    [
        pytest.param("public", True, ("nothing", "town"), True, id="strangers, at home, towns allowed"),
        pytest.param("public", False, ("nothing", "town"), True, id="strangers, away, towns allowed"),
        pytest.param("public", True, ("exact", "nothing"), False, id="strangers, at home, no place"),
        pytest.param("unlisted", False, ("exact", "nothing"), False, id="strangers, away, no place"),
        pytest.param("private", True, ("town", "town"), False, id="friends know where home is"),
        pytest.param("private", False, ("town", "nothing"), True, id="friends may know the town"),
        pytest.param("private", False, ("zone", "nothing"), True, id="friends may know more than that"),
        pytest.param("private", False, ("nothing", "town"), False, id="friends may not"),
        pytest.param("private", None, ("town", "town"), True, id="no home was ever drawn"),
        pytest.param("owner", False, ("nothing", "nothing"), True, id="the owner may know all"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_town_is_named(
    wished: str, at_home: bool | None, places: tuple[str, str], named: bool, language: str
) -> None:
    draft = say(
        drive_ended(),
        a_state(at_home=at_home),
        audience={"drive_ended": Audience(wished)},
        place_for_followers=places[0],
        place_for_public=places[1],
        language=language,
    )
    assert draft is not None
    assert (("Toyota" in draft.text) or ("豊田市" in draft.text)) is named


def test_what_strangers_read_is_the_same_at_home_and_away() -> None:
    for kind, events in one_of_each().items():
        for event in events:
            posts = {
                (draft.text, draft.not_before)
                for at_home in (True, False)
                for draft in say_all(event, a_state(at_home=at_home), audience={kind: Audience.PUBLIC})
                if draft.visibility is Audience.PUBLIC
            }
            assert len(posts) <= 1


@pytest.mark.parametrize("wished", [Audience.PRIVATE, Audience.PUBLIC])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_nobody_but_the_owner_can_reckon_when_a_drive_began(language: str, wished: Audience) -> None:
    texts = set()
    for minutes in range(60):  # so many keys, and so every sentence there is
        event = drive_ended(started_at=EVENING - timedelta(hours=4, minutes=minutes), minutes=57.0)
        draft = say(event, language=language, audience={"drive_ended": wished})
        assert draft is not None
        texts.add(draft.text)
    assert len(texts) > 1
    assert not any("57" in text or "min" in text or "分" in text for text in texts)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_sentence_strangers_may_read_says_home(language: str) -> None:
    for draft in everything_said(language=language):
        if draft.visibility in {"public", "unlisted"}:
            assert not any(word in draft.text.lower() for word in ("home", "家", "自宅", "ただいま", "帰"))


def test_who_hears_later_is_told_no_time_that_was_foreseen() -> None:
    at_once, later = say_all(plugged_in(soc_percent=34, ready_at=NIGHT))
    assert ("02:15" in at_once.text, "02:15" in later.text, "?" in later.text) == (True, False, False)


@pytest.mark.parametrize("wished", [Audience.PRIVATE, Audience.PUBLIC])
def test_nobody_but_the_owner_is_told_how_far_it_was(wished: Audience) -> None:
    own, others = say_all(drive_ended(), audience={"drive_ended": wished})
    assert ("12 km" in own.text, "km" in others.text) == (True, False)


def test_the_town_it_lives_in_goes_without_saying() -> None:
    own, friends = say_all(
        drive_ended(), a_state(at_home=False, home=HOME), audience={"drive_ended": Audience.PRIVATE}
    )
    assert "Toyota" not in own.text + friends.text
