"""Who may see a status: the one rule. `store/visible.py` says the same in SQL; a test holds them together."""

from dataclasses import dataclass
from typing import Literal

Chosen = Literal["public", "unlisted", "private", "direct"]
"""What people may choose."""

Visibility = Literal[Chosen, "limited"]
"""What a status may have. A limited one is a car's, for its owner alone, who is mentioned without a word."""

CHOICES: tuple[Chosen, ...] = ("public", "unlisted", "private", "direct")  # from wide to narrow
VISIBILITIES: tuple[Visibility, ...] = (*CHOICES, "limited")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a viewer stands to a status. All False is a stranger, signed in or not."""

    is_author: bool = False
    follows_author: bool = False
    is_mentioned: bool = False
    blocked: bool = False  # by the author, or by whoever wrote what the author boosts


def may_see(visibility: Visibility, viewer: Standing) -> bool:
    """Whether a status of this visibility exists for the viewer; if not, it is as if never written."""
    if viewer.is_author:
        return True
    if viewer.blocked:
        return False
    if visibility == "private":
        return viewer.follows_author or viewer.is_mentioned
    if visibility in {"direct", "limited"}:
        return viewer.is_mentioned
    return True


def narrower(one: Visibility, other: Visibility) -> Visibility:
    """The one that fewer people see."""
    return max(one, other, key=VISIBILITIES.index)
