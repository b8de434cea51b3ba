"""What a member does not want to meet: words and statuses, and what is to become of them."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, get_args

Context = Literal["home", "notifications", "public", "thread", "account"]
Deed = Literal["warn", "hide", "blur"]

CONTEXTS: tuple[Context, ...] = get_args(Context)
DEEDS: tuple[Deed, ...] = get_args(Deed)
LONGEST_KEYWORD = 255  # characters
MOST_KEYWORDS = 100  # of one filter

# letters of scripts that write words apart; in the others (Japanese among them) a word begins anywhere
_SPACED = r"[^\W\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f]"


@dataclass(frozen=True, slots=True)
class Keyword:
    """Words to look for; whole ones, or anywhere."""

    id: int
    keyword: str
    whole_word: bool


@dataclass(frozen=True, kw_only=True)
class Mesh:
    """One filter, ready to be used."""

    id: int
    title: str
    contexts: tuple[Context, ...]
    action: Deed
    expires_at: datetime | None
    keywords: tuple[Keyword, ...]
    statuses: frozenset[int]  # by their ids

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        alternatives = [_pattern_of(one) for one in self.keywords]
        return re.compile("|".join(alternatives), re.IGNORECASE) if alternatives else None

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.expires_at is not None and self.expires_at <= now

    def words_in(self, text: str) -> list[str]:
        """The words of this filter that the text has, as they are written there."""
        found = self._pattern.findall(text) if self._pattern else []
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Caught:
    """A filter that holds something back, and why."""

    mesh: Mesh
    words: tuple[str, ...]
    statuses: tuple[int, ...]


def catch(meshes: Iterable[Mesh], text: str, status_ids: Collection[int], *, now: datetime) -> list[Caught]:
    """The filters that a text, or one of these statuses, is caught in."""
    caught = (
        Caught(mesh, tuple(mesh.words_in(text)), tuple(sorted(mesh.statuses & set(status_ids))))
        for mesh in meshes
        if not mesh.is_over(now)
    )
    return [one for one in caught if one.words or one.statuses]


def is_hidden(caught: Sequence[Caught], where: Context | None) -> bool:
    """Whether it must not be met there at all; None: somewhere one looks for it."""
    return any(one.mesh.action == "hide" and where in one.mesh.contexts for one in caught)


def _pattern_of(one: Keyword) -> str:
    escaped = re.escape(one.keyword)
    if not one.whole_word:
        return escaped
    before = rf"(?<!{_SPACED})" if re.match(_SPACED, one.keyword[0]) else ""
    after = rf"(?!{_SPACED})" if re.match(_SPACED, one.keyword[-1]) else ""
    return f"{before}{escaped}{after}"
