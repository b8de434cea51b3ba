"""A page of what cars say, for reading aloud: `python -m tests.words` writes it anew. A test compares it."""

from pathlib import Path

from msgspec.structs import replace

from gateway.voice.profile import Audience
from tests.builders.voice import a_state, one_of_each, say

PAGES = Path(__file__).parent / "snapshots"
CARS = 16  # of so many, each sentence is said by some
LANGUAGES = ("en", "ja")
SCENES = (
    ("to friends, at home", True, Audience.PRIVATE),
    ("to friends, away", False, Audience.PRIVATE),
    ("to strangers", False, Audience.PUBLIC),
)


def page(language: str) -> str:
    """What is said of each kind of news, to whom, with much, less and nothing more known of it."""
    paragraphs = []
    for kind, events in one_of_each().items():
        for title, at_home, hearers in SCENES:
            wishes = {"language": language, "audience": {kind: hearers}}
            drafts = [
                say(replace(event, car_id=f"kei-{car}"), a_state(at_home=at_home), **wishes)
                for event in events
                for car in range(CARS)
            ]
            told = [draft.text for draft in drafts if draft and draft.visibility is hearers]
            if told:
                paragraphs.append("\n  ".join([f"{kind}, {title}", *dict.fromkeys(told)]))
    return "\n\n".join(paragraphs) + "\n"


def page_file(language: str) -> Path:
    """Where that page is kept."""
    return PAGES / f"words.{language}.txt"


if __name__ == "__main__":
    for language in LANGUAGES:
        page_file(language).write_text(page(language), encoding="utf-8")
