"""What each who looks sees of one event, or why they see nothing."""

from gateway.voice.sight import Sight, sights
from tests.builders.hearers import first, wish
from tests.builders.voice import a_profile


def test_who_would_hear_of_an_event_that_other_news_tells_is_told_so() -> None:
    seen = sights(first("drive_started"), [], a_profile(), hush=None)
    assert seen["owner"] == Sight(nothing="other news tells the same")


def test_what_the_owner_muted_is_told_nobody_whatever_else_there_is() -> None:
    profile = a_profile(audience=wish("drive_started", "nobody"))
    seen = sights(first("drive_started"), [], profile, hush="the budget of the day is spent")
    assert len(set(seen.values())) == 1
    assert seen["owner"].nothing not in {None, "the budget of the day is spent"}


def test_others_learn_why_they_are_kept_back() -> None:
    seen = sights(first("battery_low"), [], a_profile(), hush="the budget of the day is spent")
    assert seen["follower"] == Sight(nothing="the budget of the day is spent")
