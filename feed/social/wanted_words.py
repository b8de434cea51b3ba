"""Words as they are looked up: what a status is found by, and what somebody looks for.

Both are cut alike. Scripts that write words apart are found by words and their beginnings; Japanese, Chinese
and Korean, which do not, by every two signs that stand together.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

MOST_TERMS = 20  # of one question
LONGEST_QUESTION = 1000  # characters; the rest is not looked at

_CJK = "\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff々〆ー"
_RUN = re.compile(rf"[{_CJK}]+|[^\W{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")
_TERM = re.compile(r'(-?)(?:(\w+):(\S+)|"([^"]*)"|(\S+))')

Steps = tuple[str, ...]  # tokens that stand one after the other


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens one after the other; the last may go on."""

    steps: Steps
    goes_on: bool


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What somebody looks for."""

    all_of: list[Phrase] = field(default_factory=list)
    none_of: list[Phrase] = field(default_factory=list)
    author: str | None = None  # a username, or "me"
    has: set[str] = field(default_factory=set)  # media, poll
    is_: set[str] = field(default_factory=set)  # reply, sensitive
    language: str | None = None
    before: date | None = None  # UTC days
    after: date | None = None
    during: date | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to go by."""
        return not self.all_of and self.author is None


def tokens(text: str) -> list[str]:
    """What a text is found by, in its order."""
    found: list[str] = []
    for run in _runs(text):
        found += _cut(run)
        if _IS_CJK.match(run) and len(run) > 1:
            found.append(run[-1])  # so that a single sign is found by its beginning too
    return found


def wanted(question: str) -> Wanted:
    """What is looked for. What cannot be understood as an instruction is a word."""
    asked = Wanted()
    for minus, name, value, quoted, word in _TERM.findall(question[:LONGEST_QUESTION])[:MOST_TERMS]:
        if name and not minus and _instructs(asked, name.lower(), value):
            continue
        phrases = [_exactly(quoted)] if quoted else _anyhow(f"{name}:{value}" if name else word)
        (asked.none_of if minus else asked.all_of).extend(one for one in phrases if one.steps)
    return asked


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def _cut(run: str) -> list[str]:
    return ["".join(two) for two in pairwise(run)] if _IS_CJK.match(run) and len(run) > 1 else [run]


def _anyhow(word: str) -> list[Phrase]:
    return [Phrase(tuple(_cut(run)), goes_on=len(run) == 1 or not _IS_CJK.match(run)) for run in _runs(word)]


def _exactly(quoted: str) -> Phrase:
    runs = _runs(quoted)
    steps = [token for run in runs[:-1] for token in tokens(run)]
    return Phrase((*steps, *(_cut(runs[-1]) if runs else ())), goes_on=False)


def _instructs(asked: Wanted, name: str, value: str) -> bool:
    match name:
        case "from":
            asked.author = value.lstrip("@").lower()
        case "has" if value in {"media", "image", "poll"}:
            asked.has.add("poll" if value == "poll" else "media")
        case "is" if value in {"reply", "sensitive"}:
            asked.is_.add(value)
        case "language" if len(value) <= 8:  # noqa: PLR2004
            asked.language = value.lower()
        case "before" | "after" | "during" if day := _day(value):
            setattr(asked, name, day)
        case _:
            return False
    return True


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
