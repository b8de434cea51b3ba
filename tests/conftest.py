"""Parts every level of tests may ask for: real databases, a real broker, a free port."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import parts
from tests.servers.mosquitto import Mosquitto
from tests.servers.postgresql import HURRIED, PostgreSQL


@pytest.fixture
def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on just now."""
    return parts.free_port()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path}/test.sqlite"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """One PostgreSQL for the whole run. A test that stops it starts it again."""
    # not in pytest's own folder, which any other run closes to the user the server runs as
    with tempfile.TemporaryDirectory(prefix="kurumatomo-postgresql-") as folder:
        server = PostgreSQL(Path(folder), settings=HURRIED)
        yield server
        server.stop()


@pytest.fixture
def postgresql_url(postgresql_server: PostgreSQL) -> str:
    """A fresh, empty PostgreSQL database."""
    return postgresql_server.new_database()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database on each engine we keep our word on."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def mosquitto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mosquitto]:
    """A running Mosquitto of the test's own."""
    broker = Mosquitto(tmp_path_factory.mktemp("mosquitto"))
    broker.start()
    yield broker
    broker.stop()
