"""What answers are made of: Mastodon's entities and ours, as the contract shows them.

Apps rely on every key that is not marked `NotRequired`, and on what may be null.
"""

from typing_extensions import TypedDict


class Empty(TypedDict):
    """Nothing to say but that it is done."""


class Error(TypedDict):
    """A refusal: a sentence for people. Some say more."""

    error: str
