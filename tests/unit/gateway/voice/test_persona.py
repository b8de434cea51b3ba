"""Persona files: what is wrong with one is said so that its author can mend it."""

import re

import pytest

from gateway.voice.facts import OFFERED, PLACEHOLDERS
from gateway.voice.persona import PersonaError, load_personas
from tests.builders.voice import PERSONA_FILES, the_personas

PLAIN = (PERSONA_FILES / "plain.en.toml").read_text("utf-8")


def load(text: str, file: str = "grumpy.en.toml") -> None:
    load_personas({"plain.en.toml": PLAIN, file: text})


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_plain_personas_have_words_for_every_kind(language: str) -> None:
    assert set(the_personas().by_name["plain", language].lines) == set(OFFERED)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_plain_personas_never_shout(language: str) -> None:
    for lines in the_personas().by_name["plain", language].lines.values():
        assert [line.text for line in lines if re.search("[!！]", line.text)] == []


@pytest.mark.parametrize(
    ("text", "file", "complaint"),
    [
        pytest.param("language = ", "grumpy.en.toml", r"^grumpy\.en\.toml: not TOML: ", id="not TOML"),
        pytest.param(
            'language = "en"\n[lines]\nplugged_it = ["x"]',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: plugged_it: no such kind of news; there are plugged_in, unplugged, ",
            id="a kind that is none",
        ),
        pytest.param(
            'language = "en"\n[lines]\nbattery_low = ["{town} is nice."]',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: battery_low: '{town} is nice\.': no {town} here; there are {name}, ",
            id="a placeholder of another kind",
        ),
        pytest.param(
            'language = "en"\n[lines]\nbattery_low = ["{soc left"]',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: battery_low: '{soc left': .*; a brace that is meant is written twice$",
            id="a brace without its pair",
        ),
        pytest.param(
            'language = "en"\n[lines]\nbattery_low = ["{soc:d} left"]',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: battery_low: '{soc:d} left': no {soc:d} here; there are ",
            id="a format of its own",
        ),
        pytest.param(
            'language = "en"\n[lines]\nbattery_low = "{soc} left"',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: battery_low: should be a list of sentences, like ",
            id="one sentence, and no list",
        ),
        pytest.param(
            'language = "en"\n[lines]\nbattery_low = []',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: battery_low: should be a list of sentences, like ",
            id="no sentence",
        ),
        pytest.param(
            f'language = "en"\n[lines]\nbattery_low = ["{{soc}} {"x" * 400}"]',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: battery_low: .*: up to 404 characters when filled; should be at most 400$",
            id="a speech",
        ),
        pytest.param(
            'language = "en"\n[lines]',
            "grumpy.ja.toml",
            r'^grumpy\.ja\.toml: its language is "en", so it should be named grumpy\.en\.toml$',
            id="a name that claims another language",
        ),
        pytest.param(
            'language = "xx"\n[lines]',
            "grumpy.xx.toml",
            r'^grumpy\.xx\.toml: no language is called "xx"; it should be one like en or ja$',
            id="a language that is none",
        ),
        pytest.param(
            'language = "en"\n[lines]',
            "Grumpy one.en.toml",
            r"^Grumpy one\.en\.toml: should begin with a name of small letters, digits, - and _$",
            id="a name nobody could choose",
        ),
        pytest.param(
            'language = "en"\nlines = 3',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: should have language, a table \[lines\], perhaps hello, and nothing else$",
            id="no lines",
        ),
        pytest.param(
            'language = "en"\nmood = "bad"\n[lines]',
            "grumpy.en.toml",
            r"^grumpy\.en\.toml: should have language, a table \[lines\], perhaps hello, and nothing else$",
            id="a key we do not know",
        ),
        pytest.param(
            'language = "fi"\n[lines]\nplugged_in = ["{soc} %"]',
            "plain.fi.toml",
            r"^plain\.fi\.toml: plugged_in: should have a line with no placeholder, for when ",
            id="plain words that cannot always be said",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_would_be_right(
    text: str, file: str, complaint: str
) -> None:
    with pytest.raises(PersonaError, match=complaint):
        load(text, file)


def test_plain_english_must_be_there_for_those_who_have_no_other_words() -> None:
    with pytest.raises(PersonaError, match=r"^plain\.en\.toml: should be here"):
        load_personas({})


def test_the_readme_tells_every_placeholder_and_for_which_kinds() -> None:
    readme = (PERSONA_FILES / "README.md").read_text("utf-8")
    assert [name for name in PLACEHOLDERS if f"| `{{{name}}}` |" not in readme] == []
    told = {
        kind: {"name", *names.split(", ")}
        for kind, names in re.findall(r"^\| `(\w+)` \| (.+) \|$", readme, re.MULTILINE)
    }
    assert told == {kind: set(names) for kind, names in OFFERED.items()}
