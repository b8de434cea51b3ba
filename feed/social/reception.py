"""Whom a member wants to be told of: what becomes of a notification, by who caused it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

Treatment = Literal["accept", "filter", "drop"]
Case = Literal[
    "for_not_following",
    "for_not_followers",
    "for_new_accounts",
    "for_private_mentions",
    "for_limited_accounts",
]

TREATMENTS: tuple[Treatment, ...] = get_args(Treatment)  # from mild to severe
CASES: tuple[Case, ...] = get_args(Case)
NEW_FOR = timedelta(days=30)  # an account
FOLLOWER_AFTER = timedelta(days=3)  # who follows for less counts as none: spam follows first
ALWAYS_WELCOME = {"status", "poll", "update"}  # one asked for these oneself


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """How who caused a notification stands to who may be told."""

    is_followed: bool
    follows: bool
    is_new: bool
    is_limited: bool  # by the staff
    whispers: bool  # mentions directly, and not in answer to them


def treatment(policy: Mapping[Case, Treatment], sender: Sender) -> Treatment:
    """The severest of what the member wishes in the cases that apply."""
    applies: dict[Case, bool] = {
        "for_not_following": not sender.is_followed,
        "for_not_followers": not sender.follows,
        "for_new_accounts": sender.is_new and not sender.is_followed,
        "for_private_mentions": sender.whispers and not sender.is_followed,
        "for_limited_accounts": sender.is_limited and not sender.is_followed,
    }
    return max((policy[case] for case in CASES if applies[case]), key=TREATMENTS.index, default="accept")
