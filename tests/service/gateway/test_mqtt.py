"""The gateway's MQTT session against a real Mosquitto: what it keeps, gives back, and lives through."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from gateway import inbox as inbox_module
from gateway.broker_url import broker_address
from gateway.inbox import Batch
from gateway.mqtt import Broker
from tests.servers.mosquitto import Mosquitto
from tests.service.gateway.patience import until
from tests.service.gateway.wire import wire_to

pytestmark = pytest.mark.mosquitto


@asynccontextmanager
async def session(mosquitto: Mosquitto, url: str | None = None) -> AsyncIterator[Broker]:
    """A gateway's session, listening."""
    async with Broker(broker_address(url or mosquitto.url), client_id="gateway", topics=["t/#"]) as broker:
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
            batch = await broker.inbox.batch(within_s=1)
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
        await until(lambda: len(broker.inbox) == 3)
        assert words(await broker.inbox.batch(within_s=1)) == ["a", "b", "c"]


async def test_a_batch_of_silence_is_empty(mosquitto: Mosquitto) -> None:
    async with session(mosquitto) as broker:
        assert await broker.inbox.batch(within_s=0.05) == Batch()


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
    broker = Broker(broker_address(mosquitto.url), client_id="gateway", topics=["t/#"])
    async with broker:
        await until(lambda: broker.trouble == "the broker cannot be reached")
        mosquitto.start()
        await until(lambda: broker.trouble is None)


async def test_a_wrong_password_is_told_and_kept_out(mosquitto: Mosquitto) -> None:
    wrong = broker_address(mosquitto.url.replace(mosquitto.password, "guess"))
    async with Broker(wrong, client_id="gateway", topics=["t/#"]) as broker:
        await until(lambda: broker.trouble == "the broker refuses us: Not authorized")


async def test_more_than_the_inbox_holds_is_asked_for_again_when_it_is_empty(
    mosquitto: Mosquitto, car: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "INBOX_LIMIT", 3)
    async with session(mosquitto) as broker:
        watching = asyncio.create_task(broker.watch(every_s=0.05))
        say(car, *"abcde")
        await until(lambda: broker.inbox.overflowed)
        first = await hear(broker, 3)
        broker.acknowledge(first.receipts)
        assert words(first) + words(await hear(broker, 2)) == list("abcde")
        watching.cancel()


async def test_a_network_thread_that_died_is_replaced(mosquitto: Mosquitto, car: Client) -> None:
    async with session(mosquitto) as broker:
        watching = asyncio.create_task(broker.watch(every_s=0.05))
        broker._client.loop_stop()  # the thread ends and, as in a crash, nobody is told
        await asyncio.sleep(0)
        say(car, "a")
        assert words(await hear(broker, 1)) == ["a"]
        watching.cancel()


async def test_a_connection_that_goes_silent_is_broken_and_made_anew(
    mosquitto: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wire_to(mosquitto.host, mosquitto.port) as wire:
        url = mosquitto.url.replace(str(mosquitto.port), str(wire.port))
        async with session(mosquitto, url) as broker:
            monkeypatch.setattr("gateway.mqtt.KEEPALIVE_S", 0.1)
            monkeypatch.setattr("gateway.mqtt.SILENCE_LIMIT_S", 0.5)
            watching = asyncio.create_task(broker.watch(every_s=0.05))
            await asyncio.sleep(1)  # the broker answers, so nothing is broken in twice that time
            assert broker.trouble is None
            wire.go_dead()
            await until(lambda: broker.trouble is not None)
            await until(lambda: broker.trouble is None)
            watching.cancel()
