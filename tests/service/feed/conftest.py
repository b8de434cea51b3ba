"""A running feed for each test, on each database."""

from collections.abc import AsyncIterator

import pytest

from tests.builders.feed import Feed, a_feed


@pytest.fixture
async def feed(database_url: str) -> AsyncIterator[Feed]:
    """A feed that enrols cars and keeps its doors otherwise as by default."""
    async with a_feed(database_url, enrolment="open") as running:
        yield running
