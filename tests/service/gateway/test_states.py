"""What a gateway started anew knows of its cars."""

from datetime import UTC, datetime

from msgspec.structs import replace
from sqlalchemy import Connection, insert

from gateway.delivery.changes import Changes, keep
from gateway.delivery.states import load_states
from gateway.delivery.store import Store
from gateway.delivery.tables import car_state
from tests.builders.gateway import AT_HOME, Life, a_reading

OLD_SHAPE = '{"car_id":"old","battery":{"soc_percent":80.0},"plug":{"plugged":true}}'


def _keep(connection: Connection, changes: Changes) -> None:
    keep(connection, changes, now=datetime.now(UTC), quarantine_rows=1)


async def test_a_car_is_known_again_but_for_its_last_words(database_url: str) -> None:
    words = {"soc_percent": 80.0, "speed_kmh": 0.0, "ignition_on": False, **AT_HOME}
    state = Life().hear(*(a_reading(60 * n, seq=n, **words) for n in (1, 2))).state
    assert state.said is not None
    async with Store(database_url) as store:
        await store.run(_keep, Changes(states={"kei": state}))
        assert await store.run(load_states, ["kei"]) == {"kei": replace(state, said=None)}


async def test_a_car_whose_state_has_an_older_shape_is_met_anew(database_url: str) -> None:
    def put(connection: Connection) -> None:
        connection.execute(insert(car_state).values(car_id="old", state=OLD_SHAPE, wake_at=None))

    async with Store(database_url) as store:
        await store.run(put)
        assert await store.run(load_states, ["old"]) == {}
