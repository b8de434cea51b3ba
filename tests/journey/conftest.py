"""A whole road for each test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.mosquitto import Mosquitto
from tests.servers.road import Road


@pytest.fixture
def road(tmp_path: Path, mosquitto: Mosquitto) -> Iterator[Road]:
    """Mosquitto, a feed and a gateway, the latter two on SQLite, running."""
    with Road(
        tmp_path,
        mosquitto,
        feed_database=f"sqlite:///{tmp_path}/feed.sqlite",
        gateway_database=f"sqlite:///{tmp_path}/gateway.sqlite",
    ) as road:
        yield road
