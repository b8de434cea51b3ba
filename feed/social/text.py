"""What people type, and what it becomes: plain text in, HTML out that can do nothing but be read.

The HTML carries the class names that Mastodon's apps look for, so that a tap on a name or a hashtag
stays inside the app.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from html import escape

import nh3

LINK_COUNTS_AS = 23  # characters, however long it is: apps show the first thirty or so

_LINK = r"https?://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]}。、」』）]"
_NAME = r"[A-Za-z0-9_]{1,30}"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::\d+)?"
_TOKEN = re.compile(
    rf"(?P<link>{_LINK})"
    rf"|(?<![A-Za-z0-9_/@.])@(?P<mention>{_NAME})(?:@(?P<host>{_HOST}))?(?![A-Za-z0-9_@])"
    r"|(?<![\w/&#＃])[#＃](?P<tag>\w*[^\W\d_]\w*)"
)
# controls but tab and newline, zero-width marks, and those that turn the reading direction around
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

_TAGS = {"p", "br", "a", "span"}
_ATTRIBUTES = {"a": {"href", "class", "rel", "target", "translate"}, "span": {"class", "translate"}}


def clean(text: str) -> str:
    """The text without what the eye cannot see and without space around it, composed (NFC)."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\r\n", "\n"))).strip()


def length(text: str) -> int:
    """How long a text counts, in characters; a link counts the same however long it is."""
    return sum(LINK_COUNTS_AS - len(found["link"]) for found in _TOKEN.finditer(text) if found["link"]) + len(
        text
    )


def mentioned(text: str, *, host: str) -> list[str]:
    """The names of this host that a text speaks to, in lower case, each once, in their order."""
    found = (f for f in _TOKEN.finditer(text) if f["mention"] and (f["host"] or host).lower() == host.lower())
    return list(dict.fromkeys(f["mention"].lower() for f in found))


def host_of(public_url: str) -> str:
    """The name of this server as it stands behind an @."""
    return public_url.partition("://")[2]


def tags(text: str) -> list[str]:
    """The hashtags of a text, in lower case, each once, in their order."""
    return list(dict.fromkeys(_tag_key(f["tag"]) for f in _TOKEN.finditer(text) if f["tag"]))


def to_html(text: str, *, names: Mapping[str, str], public_url: str) -> str:
    """Paragraphs of a cleaned text with its links, its hashtags and those mentions that are somebody.

    `names` gives for a lower-case name the username as its owner writes it.
    """
    host = host_of(public_url)

    def dressed(found: re.Match[str]) -> str:
        if found["link"]:
            return _link(found["link"])
        if found["tag"]:
            return _hashtag(found["tag"], public_url)
        is_ours = (found["host"] or host).lower() == host.lower()
        username = names.get(found["mention"].lower()) if is_ours else None
        return _mention(username, public_url) if username else escape(found[0])

    paragraphs = re.split(r"\n\s*\n", text) if text else []
    html = "".join(
        f"<p>{_dress(paragraph, dressed).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs
    )
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel=None,
        strip_comments=True,
    )


def _dress(text: str, dressed: Callable[[re.Match[str]], str]) -> str:
    parts, done = [], 0
    for found in _TOKEN.finditer(text):
        parts += [escape(text[done : found.start()]), dressed(found)]
        done = found.end()
    return "".join([*parts, escape(text[done:])])


def _link(url: str) -> str:
    scheme, rest = re.split(r"(?<=://)", url, maxsplit=1)
    shown, hidden = rest[:30], rest[30:]
    return (
        f'<a href="{escape(url)}" rel="nofollow noopener noreferrer" target="_blank" translate="no">'
        f'<span class="invisible">{escape(scheme)}</span>'
        f'<span class="{"ellipsis" if hidden else ""}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(hidden)}</span></a>'
    )


def _hashtag(tag: str, public_url: str) -> str:
    href = f"{public_url}/tags/{_tag_key(tag)}"
    return f'<a href="{href}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'


def _mention(username: str, public_url: str) -> str:
    return (
        f'<span class="h-card" translate="no"><a href="{public_url}/@{username}" class="u-url mention">'
        f"@<span>{username}</span></a></span>"
    )


def _tag_key(tag: str) -> str:
    return unicodedata.normalize("NFKC", tag).lower()
