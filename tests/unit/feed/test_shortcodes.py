"""Short names of small pictures: found where a reader sees them, and nowhere else."""

import pytest

from feed.social.shortcodes import named_in, named_in_html, pictured


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (":mame:", ["mame"]),
        ("おはよう:mame:です", ["mame"]),
        ("a :mame: and :kei_2:!", ["mame", "kei_2"]),
        ("at 10:30:45", []),
        ("a:mame:b", []),
        ("::mame::", []),
        (":m:", []),
        (":not one:", []),
    ],
)
def test_a_name_stands_between_two_colons_and_no_letters(text: str, names: list[str]) -> None:
    assert list(named_in(text)) == names


def test_what_stands_in_an_address_is_no_picture() -> None:
    html = '<p>:mame: <a href="https://x/:kei:" class=":kei:">x/<span>:kei:</span></a></p>'
    assert list(named_in_html(html)) == ["mame"]
    assert pictured(html, lambda name: f"[{name}]") == html.replace(":mame:", "[mame]")


def test_a_name_without_a_picture_stays_text() -> None:
    assert pictured("<p>:mame: :kei:</p>", {"kei": "K"}.get) == "<p>:mame: K</p>"
