"""What counts as one emoji: a picture of Unicode's, with its skin, its companions, its flag."""

import re
import unicodedata

_VARIANT, _SKIN, _TAGGED = "\ufe0f?", "[\U0001f3fb-\U0001f3ff]?", "[\U000e0020-\U000e007f]*"
_SHAPE = re.compile(
    rf"(?P<key>[0-9#*])\ufe0f?\u20e3"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}"
    rf"|(?P<pictures>[^\U0001f1e6-\U0001f1ff]{_VARIANT}{_SKIN}{_TAGGED}(?:\u200d.{_VARIANT}{_SKIN})*)",
    re.DOTALL,
)
_ELSEWHERE = frozenset("‼⁉↔〰〽▫▪◽◾▶◀")  # pictures too, though Unicode calls them otherwise
LONGEST = 32  # characters: a flag of a region is the longest there is


def is_emoji(text: str) -> bool:
    """Whether the text is one emoji and nothing else."""
    found = _SHAPE.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found["pictures"] is None:
        return found is not None
    pictures = [part[0] for part in found["pictures"].split("\u200d") if part]
    return bool(pictures) and all(unicodedata.category(one) == "So" or one in _ELSEWHERE for one in pictures)
