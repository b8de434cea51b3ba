"""A whole road for each test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.mosquitto import Mosquitto
from tests.servers.road import Road


@pytest.fixture
def road(tmp_path: Path, mosquitto: Mosquitto) -> Iterator[Road]:
    """Mosquitto, a feed and a gateway, the latter two on SQLite, running."""
    with Road(tmp_path / "road", mosquitto) as road:
        yield road
