"""The gateway's MQTT session against a real Mosquitto: what it keeps, gives back, and lives through."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from gateway.broker_url import broker_address
from gateway.inbox import Batch
from gateway.mqtt import Broker
from tests.servers.mosquitto import Mosquitto
from tests.service.gateway.patience import until
from tests.service.gateway.wire import wire_to

pytestmark = pytest.mark.mosquitto


@asynccontextmanager
async def trying(url: str) -> AsyncIterator[Broker]:
    """A gateway's session, whatever comes of it."""
    async with Broker(broker_address(url), client_id="gateway", topics=["t/#"]) as broker:
        connecting = asyncio.create_task(broker.stay_connected())
        yield broker
        connecting.cancel()


@asynccontextmanager
async def session(mosquitto: Mosquitto, url: str | None = None) -> AsyncIterator[Broker]:
    """A gateway's session, listening."""
    async with trying(url or mosquitto.url) as broker:
        await until(lambda: broker.trouble is None)
        yield broker


@pytest.fixture
def car(mosquitto: Mosquitto) -> Iterator[Client]:
    """Somebody who publishes."""
    client = Client(CallbackAPIVersion.VERSION2, client_id="car")
    client.username_pw_set(mosquitto.user, mosquitto.password)
    client.connect(mosquitto.host, mosquitto.port)
    client.loop_start()
    yield client
    client.disconnect()
    client.loop_stop()


def say(car: Client, *words: str, qos: int = 1) -> None:
    for word in words:
        car.publish("t/car", word, qos=qos).wait_for_publish(10)


async def hear(broker: Broker, count: int) -> Batch:
    """The next `count` messages, however many batches they come in."""
    heard = Batch()
    async with asyncio.timeout(20):
        while len(heard.messages) < count:
            batch = await broker.batch(within_s=1)
            heard.messages += batch.messages
            heard.receipts += batch.receipts
    return heard


def words(batch: Batch) -> list[str]:
    return [message.payload.decode() for message in batch.messages]


async def test_messages_come_in_order_and_in_one_batch_when_they_come_together(
    mosquitto: Mosquitto, car: Client
) -> None:
    async with session(mosquitto) as broker:
        say(car, *"abc")
        await until(lambda: broker.waiting == 3)
        assert words(await broker.batch(within_s=1)) == ["a", "b", "c"]


async def test_a_batch_of_silence_is_empty(mosquitto: Mosquitto) -> None:
    async with session(mosquitto) as broker:
        assert await broker.batch(within_s=0.05) == Batch()


async def test_what_was_not_acknowledged_comes_again_and_what_was_does_not(
    mosquitto: Mosquitto, car: Client
) -> None:
    async with session(mosquitto) as broker:
        say(car, *"abc")
        heard = await hear(broker, 3)
        assert broker.acknowledge(heard.receipts[:2]) == 2
    async with session(mosquitto) as broker:
        assert words(await hear(broker, 1)) == ["c"]


async def test_a_receipt_of_a_connection_that_has_ended_acknowledges_nothing(
    mosquitto: Mosquitto, car: Client
) -> None:
    async with session(mosquitto) as broker:
        say(car, "a")
        before = await hear(broker, 1)
        mosquitto.restart()
        again = await hear(broker, 1)
        assert words(again) == ["a"]
        assert broker.acknowledge(before.receipts) == 0
    async with session(mosquitto) as broker:
        assert words(await hear(broker, 1)) == ["a"]  # the stale receipt had no effect at the broker either


async def test_a_broker_that_restarts_is_found_again_with_all_it_was_given(
    mosquitto: Mosquitto, car: Client
) -> None:
    async with session(mosquitto) as broker:
        mosquitto.stop()
        await until(lambda: broker.trouble is not None)
        mosquitto.start()
        await until(lambda: broker.trouble is None)
        await until(car.is_connected)
        say(car, "a")
        assert words(await hear(broker, 1)) == ["a"]


async def test_a_broker_that_is_not_there_yet_is_waited_for(mosquitto: Mosquitto) -> None:
    mosquitto.stop()
    async with trying(mosquitto.url) as broker:
        await until(lambda: "cannot be reached" in (broker.trouble or ""))
        mosquitto.start()
        await until(lambda: broker.trouble is None)


async def test_a_wrong_password_is_told_and_kept_out(mosquitto: Mosquitto) -> None:
    async with trying(mosquitto.url.replace(mosquitto.password, "guess")) as broker:
        await until(lambda: broker.trouble == "the broker refuses us: Not authorized")


async def test_no_more_is_read_than_the_inbox_holds_and_the_rest_comes_when_there_is_room(
    mosquitto: Mosquitto, car: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.inbox.INBOX_LIMIT", 3)
    monkeypatch.setattr("gateway.mqtt.PACKETS_AT_A_TIME", 1)
    async with session(mosquitto) as broker:
        await asyncio.to_thread(say, car, *"abcdefgh")
        await until(lambda: broker.waiting >= 3)
        assert broker.waiting < 8
        assert words(await hear(broker, 8)) == list("abcdefgh")


async def test_a_connection_that_goes_silent_is_given_up_and_made_anew(
    mosquitto: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.mqtt.KEEPALIVE_S", 1)
    async with wire_to(mosquitto.host, mosquitto.port) as wire:
        url = mosquitto.url.replace(str(mosquitto.port), str(wire.port))
        async with session(mosquitto, url) as broker:
            wire.go_dead()
            await until(lambda: broker.trouble is not None)
            await until(lambda: broker.trouble is None)
