"""The pages speak every language they offer: no sentence is missing, left over, or written past gettext."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment

from feed.web.language import CATALOGS, load_languages
from feed.web.render import STATIC, TEMPLATES

WEB = TEMPLATES.parent
SOURCES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
TRANSLATED = sorted(path.parent.parent.name for path in CATALOGS.glob("*/LC_MESSAGES/messages.po"))
PROGRAMS = sorted(path.relative_to(WEB).as_posix() for path in WEB.rglob("*.py"))
SCRIPTS = sorted(path.relative_to(STATIC).as_posix() for path in (*STATIC.glob("js/*.js"), STATIC / "sw.js"))
SENTENCE = re.compile(r"[A-Z][a-z']+(,? [a-z']+)+[.?!]?")
SHOWN_BY_SCRIPT = re.compile(
    r"""(?:textContent|innerText|title|placeholder|alt|ariaLabel)\s*=\s*["'`][^"'`]*[A-Za-z]{2}"""
    r"""|setAttribute\(\s*["'](?:aria-label|title|placeholder|alt)["'],\s*["'`][^"'`]*[A-Za-z]{2}"""
    r"""|(?:alert|confirm|prompt)\(|["'`]""" + SENTENCE.pattern
)
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


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_sentence_of_a_program_is_in_the_catalogs(program: str, template_sentences: set[str]) -> None:
    said = set(sentences_of((WEB / program).read_text(encoding="utf-8")))
    assert said - template_sentences == set()


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_shows_only_words_that_a_template_gave_it(script: str) -> None:
    source = (STATIC / script).read_text(encoding="utf-8")
    assert re.findall(SHOWN_BY_SCRIPT, without_comments(source)) == []


def sentences_of(source: str) -> Iterator[str]:
    """What a program could show: neither its captions, nor what it raises or logs."""
    tree = ast.parse(source)
    aside: set[int] = set()
    for node in ast.walk(tree):
        is_log = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log.")
        is_caption = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_log or is_caption or isinstance(node, ast.Raise):
            aside |= {id(part) for part in ast.walk(node) if isinstance(part, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield from [node.value] if SENTENCE.fullmatch(node.value) else []


def without_comments(script: str) -> str:
    """The script's own statements."""
    return re.sub(r"(?<![:\"'`])//.*|/\*.*?\*/", "", script)


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


def test_sentences_of_programs_and_scripts_are_found() -> None:
    program = (
        '''"""A caption of it."""\nraise ValueError("Not for people")\nshown = {"a": "Come in please"}'''
    )
    assert list(sentences_of(program)) == ["Come in please"]
    script = (
        """button.textContent = "Send"; // Says it is sent\nsaid("Try again"); box.title = words.title;"""
    )
    assert len(re.findall(SHOWN_BY_SCRIPT, without_comments(script))) == 2
