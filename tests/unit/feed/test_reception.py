"""What becomes of a notification, by who caused it."""

import pytest

from feed.social.reception import CASES, Case, Sender, Treatment, treatment

NOTHING: dict[Case, Treatment] = dict.fromkeys(CASES, "accept")


def a_sender(**more: bool) -> Sender:
    stranger = {
        "is_followed": False,
        "follows": False,
        "is_new": False,
        "is_limited": False,
        "whispers": False,
    }
    return Sender(**(stranger | more))


@pytest.mark.parametrize(
    ("policy", "sender", "expected"),
    [
        pytest.param({}, {"is_new": True, "whispers": True}, "accept", id="no policy, no questions"),
        pytest.param({"for_not_following": "filter"}, {}, "filter", id="a stranger waits"),
        pytest.param(
            {"for_not_following": "filter"}, {"is_followed": True}, "accept", id="a friend does not"
        ),
        pytest.param({"for_not_followers": "drop"}, {"is_followed": True}, "drop", id="who does not follow"),
        pytest.param({"for_new_accounts": "filter"}, {"is_new": True}, "filter", id="a newcomer waits"),
        pytest.param(
            {"for_new_accounts": "filter"},
            {"is_new": True, "is_followed": True},
            "accept",
            id="a known newcomer",
        ),
        pytest.param({"for_private_mentions": "filter"}, {"whispers": True}, "filter", id="a whisper waits"),
        pytest.param({"for_limited_accounts": "drop"}, {"is_limited": True}, "drop", id="a limited account"),
        pytest.param(
            {"for_not_following": "filter", "for_new_accounts": "drop"},
            {"is_new": True},
            "drop",
            id="the severest of two",
        ),
    ],
)
def test_the_severest_wish_that_applies_decides(
    policy: dict[Case, Treatment], sender: dict[str, bool], expected: Treatment
) -> None:
    assert treatment(NOTHING | policy, a_sender(**sender)) == expected
