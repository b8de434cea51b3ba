"""Words are caught as people mean them, in scripts that write words apart and in those that do not."""

from datetime import UTC, datetime

import pytest

from feed.social.sieve import Keyword, Mesh, catch

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def a_mesh(*keywords: str, whole_word: bool = True, statuses: frozenset[int] = frozenset()) -> Mesh:
    return Mesh(
        id=1,
        title="Enough",
        contexts=("home",),
        action="warn",
        expires_at=None,
        keywords=tuple(Keyword(number, word, whole_word) for number, word in enumerate(keywords)),
        statuses=statuses,
    )


@pytest.mark.parametrize(
    ("keyword", "text", "expected"),
    [
        pytest.param("tofu", "Tofu!", ["Tofu"], id="case does not matter"),
        pytest.param("tofu", "tofurei", [], id="a part of a word is not the word"),
        pytest.param("#tofu", "a #tofu", ["#tofu"], id="a sign at the edge needs no border"),
        pytest.param("充電", "今充電中です", ["充電"], id="Japanese words have no borders"),
        pytest.param("ev", "電気ev車", ["ev"], id="a Latin word among Japanese ones"),
        pytest.param("a.c", "abc a.c", ["a.c"], id="signs mean themselves"),
        pytest.param("tofu", "tofu and Tofu and tofu", ["tofu", "Tofu"], id="each spelling once"),
    ],
)
def test_whole_words(keyword: str, text: str, expected: list[str]) -> None:
    assert a_mesh(keyword).words_in(text) == expected


def test_words_may_be_caught_anywhere() -> None:
    assert a_mesh("rice", whole_word=False).words_in("Prices") == ["rice"]


def test_a_filter_without_words_catches_only_its_statuses() -> None:
    mesh = a_mesh(statuses=frozenset({7}))
    found = [[(one.words, one.statuses) for one in catch([mesh], "x", ids, now=NOW)] for ids in ({7, 8}, {8})]
    assert found == [[((), (7,))], []]
