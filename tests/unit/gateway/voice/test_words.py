"""Words are changed on purpose, and after having been read aloud."""

import pytest

from tests.words import LANGUAGES, page, page_file


@pytest.mark.parametrize("language", LANGUAGES)
def test_cars_say_what_is_on_the_page(language: str) -> None:
    kept = page_file(language).read_text("utf-8")
    assert page(language) == kept, "meant to be other words? read them aloud, then: python -m tests.words"
