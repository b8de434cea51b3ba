"""Words are cut alike where they are kept and where they are looked for."""

from datetime import date

import pytest

from feed.social.wanted_words import Phrase, Wanted, tokens, wanted


def beginnings(*words: str) -> list[Phrase]:
    return [Phrase((word,), goes_on=True) for word in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Prius, at 80 %", ["the", "prius", "at", "80"]),
        ("東京駅で充電", ["東京", "京駅", "駅で", "で充", "充電", "電"]),
        ("ＥＶ車", ["ev", "車"]),
        ("'; DROP TABLE --", ["drop", "table"]),
        ("", []),
    ],
)
def test_what_a_text_is_found_by(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("pri", Wanted(all_of=[Phrase(("pri",), goes_on=True)]), id="the beginning of a word"),
        pytest.param("充電中", Wanted(all_of=[Phrase(("充電", "電中"), goes_on=False)]), id="Japanese"),
        pytest.param("車", Wanted(all_of=[Phrase(("車",), goes_on=True)]), id="a single sign"),
        pytest.param(
            '"my car" -tofu',
            Wanted(all_of=[Phrase(("my", "car"), goes_on=False)], none_of=[Phrase(("tofu",), goes_on=True)]),
            id="a phrase, and what must not be there",
        ),
        pytest.param(
            "from:@Aki has:media is:reply language:ja before:2026-11-23",
            Wanted(author="aki", has={"media"}, is_={"reply"}, language="ja", before=date(2026, 11, 23)),
            id="instructions",
        ),
        pytest.param("before:soon", Wanted(all_of=beginnings("before", "soon")), id="no instruction"),
        pytest.param("' OR 1=1 * NEAR(", Wanted(all_of=beginnings("or", "1", "1", "near")), id="signs"),
    ],
)
def test_what_is_looked_for(question: str, expected: Wanted) -> None:
    assert wanted(question) == expected
