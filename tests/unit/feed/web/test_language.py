"""Which language a page is in."""

import pytest

from feed.web.language import choose_language, load_languages

LANGUAGES = load_languages()


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        pytest.param("ja", "ja", id="Japanese"),
        pytest.param("ja-JP,ja;q=0.9,en;q=0.8", "ja", id="as a Japanese browser asks"),
        pytest.param("en-GB,en;q=0.9,ja;q=0.8", "en", id="English before Japanese"),
        pytest.param("fr,ja;q=0.5,en;q=0.1", "ja", id="the best of those we have"),
        pytest.param("en;q=0.2,ja;q=0.7", "ja", id="weight counts, not place"),
        pytest.param("ja;q=0,fr", "en", id="not acceptable at all"),
        pytest.param("", "en", id="nothing asked"),
        pytest.param("xx;q=many,*;q=0.1,;;,", "en", id="rubbish"),
    ],
)
def test_the_browser_is_answered_in_the_language_it_likes_best(accepted: str, expected: str) -> None:
    assert choose_language(accepted, LANGUAGES, default="en").code == expected


def test_who_asks_for_a_language_we_have_not_gets_the_default() -> None:
    assert choose_language("fr", LANGUAGES, default="ja").code == "ja"


def test_a_sentence_is_read_from_its_catalog() -> None:
    assert LANGUAGES["ja"].words.gettext("Sign in") == "ログイン"
    assert LANGUAGES["en"].words.gettext("Sign in") == "Sign in"
