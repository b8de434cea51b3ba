"""What people type, and what it becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed.social import text

BASE = "https://cars.example"
HOST = "cars.example"


def html(words: str, **names: str) -> str:
    return text.to_html(text.clean(words), names=names, public_url=BASE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\n\ntwo", "<p>one</p><p>two</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("", ""),
        ("@nobody", "<p>@nobody</p>"),
        ("@ken@elsewhere.example", "<p>@ken@elsewhere.example</p>"),
        ("#123", "<p>#123</p>"),
        ("ken@example.org", "<p>ken@example.org</p>"),
    ],
)
def test_plain_words_stay_plain(words: str, expected: str) -> None:
    assert html(words, ken="Ken") == expected


@pytest.mark.parametrize(
    "words",
    [
        "@ken",
        "hello @KEN!",
        "(@ken)",
        "@kenさん、こんにちは",
        "ねえ@ken",
        "@ken@cars.example",
        "@Ken@CARS.example.",
    ],
)
def test_a_name_of_ours_is_a_way_to_its_member(words: str) -> None:
    link = f'<a href="{BASE}/@Ken" class="u-url mention">@<span>Ken</span></a>'
    assert f'<span class="h-card" translate="no">{link}</span>' in html(words, ken="Ken")
    assert text.mentioned(words, host=HOST) == ["ken"]


def test_names_are_told_once_in_their_order() -> None:
    assert text.mentioned("@b @a @B x@y @c@other.example", host=HOST) == ["b", "a"]


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("#EV and #ev", ["ev"]),
        ("#電気自動車 #充電、#ﾄﾖﾀ", ["電気自動車", "充電", "トヨタ"]),
        ("#2026 #a2026 a#b &#39; https://x.example/#top", ["a2026"]),
        ("＃全角", ["全角"]),
    ],
)
def test_hashtags_are_found_in_every_script(words: str, tags: list[str]) -> None:
    assert text.tags(words) == tags


def test_a_link_is_shown_short_and_goes_where_it_says() -> None:
    url = "https://example.org/a/very/long/path/indeed?x=1&y=2"
    assert html(f"see {url}.") == (
        '<p>see <a href="https://example.org/a/very/long/path/indeed?x=1&amp;y=2"'
        ' rel="nofollow noopener noreferrer" target="_blank" translate="no">'
        '<span class="invisible">https://</span>'
        '<span class="ellipsis">example.org/a/very/long/path/i</span>'
        '<span class="invisible">ndeed?x=1&amp;y=2</span></a>.</p>'
    )


def test_a_link_counts_the_same_however_long() -> None:
    assert text.length("see https://example.org/" + "x" * 500) == 4 + text.LINK_COUNTS_AS
    assert text.length("日本語") == 3


def test_what_the_eye_cannot_see_is_gone() -> None:
    assert text.clean("  ken\u202e\u2066\u200b\x00\ufeff \u00e9 e\u0301\r\n\ud800 ") == "ken é é"
    assert text.clean("👩‍🚒") == "👩‍🚒", "a joined figure stays one"


@given(st.text(alphabet=st.sampled_from("<>&\"'`/=:;#@()[]{} \nabcjx.ev日https"), max_size=200))
def test_no_text_becomes_anything_but_our_few_elements(words: str) -> None:
    shown = html(words, a="a", ab="ab")
    opened = {piece.split(">")[0].split(" ")[0].lstrip("/") for piece in shown.split("<")[1:]}
    assert opened <= {"p", "br", "a", "span"}
    for piece in shown.split("<a ")[1:]:
        assert piece.startswith((f'href="{BASE}/', 'href="https://', 'href="http://'))
