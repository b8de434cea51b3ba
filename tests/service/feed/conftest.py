"""A running feed for each test, on each database."""

import sys
from collections.abc import AsyncIterator

import pytest

from feed import __main__ as command_line
from tests.builders.feed import Feed, a_feed
from tests.service.feed.operator import Ended, Run


@pytest.fixture
async def feed(database_url: str) -> AsyncIterator[Feed]:
    """A feed that enrols cars and keeps its doors otherwise as by default."""
    async with a_feed(database_url, enrolment="open") as running:
        yield running


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Types a command on a database of its own."""
    monkeypatch.setenv("KURUMATOMO_FEED_PASSWORD_MEMORY_KIB", "8")
    monkeypatch.setenv("KURUMATOMO_FEED_PASSWORD_ROUNDS", "1")

    def typed(*words: str, database: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["kurumatomo-feed", *words, "--database", database])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        said = capsys.readouterr()
        return Ended(ended.value.code, said.out, said.err)

    return typed
