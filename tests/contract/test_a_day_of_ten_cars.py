"""The day in the docs is the one these cars live: `python -m tests.day` writes it anew, to be read aloud."""

import pytest

from tests.day import LANGUAGES, SEED, day, page, page_file
from tests.servers.program import ROOT


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_the_day_as_it_is(language: str) -> None:
    assert page_file(language).read_text(encoding="utf-8") == page(language), "python -m tests.day"


def test_everybody_has_something_to_say_and_nobody_talks_all_day() -> None:
    told = [post for post in day("en") if not post.draft.owner_knows]
    counts = {post.car.car_id: 0 for post in told}
    for post in told:
        counts[post.car.car_id] += 1
    assert len(counts) == 10
    assert max(counts.values()) <= 20


def test_it_is_the_demo_s_day() -> None:
    assert f"--seed {SEED} " in (ROOT / "config" / "Procfile").read_text(encoding="utf-8")
