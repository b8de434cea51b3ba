"""A whole road for each test that asks, and one on which recorded drives went by undisturbed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import recording
from tests.servers.road import Road


@pytest.fixture
def road(tmp_path: Path, mosquitto: Mosquitto) -> Iterator[Road]:
    """Mosquitto, a feed and a gateway, the latter two on SQLite, running."""
    with Road(tmp_path / "road", mosquitto) as road:
        yield road


@pytest.fixture(scope="session")
def ved() -> Path:
    """38 drives of two Nissan Leafs, and the 20 charges between them that nobody recorded."""
    return recording("ved_ev_sample.csv.gz")


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, ved: Path) -> Iterator[Road]:
    """A road, still running, on which the recorded drives went by once and nothing went wrong."""
    broker = Mosquitto(tmp_path_factory.mktemp("mosquitto"))
    broker.start()
    with Road(tmp_path_factory.mktemp("undisturbed"), broker) as road:
        road.replay(ved, form="ved")
        yield road
    broker.stop()
