"""The pages speak every language they offer: no sentence is missing, left over, or written past gettext."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment

from feed.web.language import CATALOGS, load_languages
from feed.web.render import TEMPLATES

SOURCES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
TRANSLATED = sorted(path.parent.parent.name for path in CATALOGS.glob("*/LC_MESSAGES/messages.po"))
SPOKEN_ATTRIBUTES = {"placeholder", "aria-label", "title", "alt", "label"}


@pytest.fixture(scope="module")
def template_sentences() -> set[str]:
    options = {"**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
    found = extract_from_dir(TEMPLATES, method_map=[("**.html", "jinja2")], options_map=options)
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def catalog(language: str) -> Catalog:
    with (CATALOGS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def test_english_and_japanese_are_offered() -> None:
    assert list(load_languages()) == ["en", "ja"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_none_is_left_over(
    language: str, template_sentences: set[str]
) -> None:
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalog(language)
        if message.id and message.string and all(message.string) and not message.fuzzy
    }
    assert translated == template_sentences


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_name_the_same_things_as_the_original(language: str) -> None:
    wrong = {
        str(message.id): [str(error) for error in errors] for message, errors in catalog(language).check()
    }
    assert wrong == {}


@pytest.mark.parametrize("source", SOURCES)
def test_every_visible_word_of_a_template_goes_through_gettext(source: str) -> None:
    reader = WordReader()
    reader.feed(without_expressions((TEMPLATES / source).read_text(encoding="utf-8")))
    assert reader.words == []


def without_expressions(source: str) -> str:
    """The template's own HTML: neither what Jinja computes, nor what it translates."""
    return "".join(_plain(source))


def _plain(source: str) -> Iterator[str]:
    translating = False
    for _, kind, value in Environment(extensions=["jinja2.ext.i18n"]).lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            translating = value == "trans"
        elif kind == "data" and not translating:
            yield value


class WordReader(HTMLParser):
    """Notes every letter that a reader would see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES:
                self._note(value or "")

    def handle_data(self, data: str) -> None:
        self._note(data)

    def _note(self, text: str) -> None:
        if any(sign.isalpha() for sign in text):
            self.words.append(text.strip())


def test_the_reader_of_words_finds_what_gettext_would_miss(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text('<p title="Hi">{% trans %}seen{% endtrans %} Bye {{ _("seen") }}</p>', "utf-8")
    reader = WordReader()
    reader.feed(without_expressions(template.read_text("utf-8")))
    assert reader.words == ["Hi", "Bye"]
