"""Each part of the road may go away for a while: nothing is lost, nothing is told twice."""

from pathlib import Path

import pytest

from tests.journey.telling import driven, settled, told
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import wait_until
from tests.servers.postgresql import PostgreSQL
from tests.servers.road import Road, replaying, status_of

pytestmark = [
    pytest.mark.mosquitto,
    pytest.mark.postgresql,
    pytest.mark.recordings,
    pytest.mark.timeout(600),
]


def test_feed_broker_and_database_may_go_and_come_back(
    tmp_path: Path, mosquitto: Mosquitto, postgresql_server: PostgreSQL, ved: Path, undisturbed: Road
) -> None:
    with Road(
        tmp_path / "disturbed",
        mosquitto,
        feed_database=postgresql_server.new_database(),
        gateway_database=postgresql_server.new_database(),
    ) as road:
        with replaying(road, ved):
            wait_until(lambda: road.readings_taken_in > 1000, what="the replay is under way")
            road.feed.stop()
            wait_until(lambda: road.readiness() == 503, what="/readyz says that the feed is away")
            road.feed.start()
            wait_until(lambda: status_of(f"{road.feed_url}/readyz") == 200, what="the feed is back")

            road.broker.stop()
            wait_until(lambda: road.readiness() == 503, what="/readyz says that the broker is away")
            road.broker.start()

            postgresql_server.stop()
            wait_until(lambda: road.readiness() == 503, what="/readyz says that the database is away")
            postgresql_server.start()
            wait_until(lambda: road.readiness() == 200, what="all is well again", within_s=60)
        assert told(settled(road)) == told(settled(undisturbed))
        assert driven(road) == driven(undisturbed)
