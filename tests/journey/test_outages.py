"""Each part of the road may go away for a while: nothing is lost, nothing is told twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journey.test_recorded_drives import settled, told
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import recording, wait_until
from tests.servers.postgresql import PostgreSQL
from tests.servers.road import Road, status_of

pytestmark = [
    pytest.mark.mosquitto,
    pytest.mark.postgresql,
    pytest.mark.recordings,
    pytest.mark.timeout(600),
]


@pytest.fixture
def postgresql_road(tmp_path: Path, mosquitto: Mosquitto, postgresql_server: PostgreSQL) -> Iterator[Road]:
    """A road whose feed and gateway keep their rows in PostgreSQL."""
    with Road(
        tmp_path,
        mosquitto,
        feed_database=postgresql_server.new_database(),
        gateway_database=postgresql_server.new_database(),
    ) as road:
        yield road


@contextmanager
def replaying(road: Road, recording: Path) -> Iterator[None]:
    """A replay under way; on the way out it has been acknowledged to its last reading."""
    replay = threading.Thread(target=road.replay, args=(recording,), kwargs={"form": "ved"})
    replay.start()
    yield
    replay.join()


def readings_taken_in(road: Road) -> int:
    """How many distinct readings the gateway has committed since it started."""
    return int(road.metric("kurumatomo_gateway_readings_total"))


def test_feed_broker_and_database_may_go_and_come_back(
    road: Road, postgresql_road: Road, postgresql_server: PostgreSQL
) -> None:
    ved = recording("ved_ev_sample.csv.gz")
    road.replay(ved, form="ved")
    undisturbed = told(settled(road))
    road.stop()

    disturbed = postgresql_road
    with replaying(disturbed, ved):
        wait_until(lambda: readings_taken_in(disturbed) > 1000, what="the replay is under way")
        disturbed.feed.stop()
        wait_until(lambda: disturbed.readiness() == 503, what="/readyz says that the feed is away")
        disturbed.feed.start()
        wait_until(lambda: status_of(f"{disturbed.feed_url}/readyz") == 200, what="the feed is back")

        disturbed.broker.stop()
        wait_until(lambda: disturbed.readiness() == 503, what="/readyz says that the broker is away")
        disturbed.broker.start()

        postgresql_server.stop()
        wait_until(lambda: disturbed.readiness() == 503, what="/readyz says that the database is away")
        postgresql_server.start()
        wait_until(lambda: disturbed.readiness() == 200, what="all is well again", within_s=60)

    assert told(settled(disturbed)) == undisturbed
