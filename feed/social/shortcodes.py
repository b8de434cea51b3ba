"""Short names of small pictures in what people write: `:mame:`."""

import re
from collections.abc import Callable, Iterator

SHORTCODE = re.compile(r"[A-Za-z0-9_]{2,30}")
_NAMED = re.compile(rf"(?<![A-Za-z0-9:]):({SHORTCODE.pattern}):(?![A-Za-z0-9:])")
# of HTML made by us, where no attribute has a > in it: a tag, or a link with the address it shows
_NO_WORDS = re.compile(r"(<a .*?</a>|<[^>]*>)", re.DOTALL)


def named_in(text: str) -> Iterator[str]:
    """The short names in a plain text."""
    return (found[1] for found in _NAMED.finditer(text)) if ":" in text else iter(())


def named_in_html(html: str) -> Iterator[str]:
    """The short names that a reader of this HTML sees: not those in addresses."""
    return named_in(_NO_WORDS.sub("", html)) if ":" in html else iter(())


def pictured(html: str, picture: Callable[[str], str | None]) -> str:
    """The HTML with the picture of each short name in its place; without one it stays as it is."""
    if ":" not in html:
        return html

    def instead(found: re.Match[str]) -> str:
        return picture(found[1]) or found[0]

    parts = _NO_WORDS.split(html)
    return "".join(part if part.startswith("<") else _NAMED.sub(instead, part) for part in parts)
