"""One connection of a scenario: opened, broken and closed exactly when it is told to, never by itself."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable
from struct import pack

from paho.mqtt.client import Client, MQTTMessage, MQTTv311
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from firmware_sim.errors import SimulatorError
from firmware_sim.firmware.reading import Publication
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.loop import serve_with_asyncio

PATIENCE_S = 20.0
KEEP_ALIVE_S = 600
MARK = "bench/mark"  # nobody asked for it; that it is cancelled comes after all that was said at QoS 0
PUBLISH_AT_QOS_1 = 0x32


class OpenLine:
    """A connection that stands, or stood."""

    def __init__(self, broker: Broker, client_id: str, *, will: Publication | None = None) -> None:
        self.heard: Callable[[str, bytes], None] = lambda _, __: None
        self._broker, self._news = broker, asyncio.Event()
        self._connected, self._refused, self._under_way, self._unmarked = False, "", 0, False
        client = self._client = Client(
            CallbackAPIVersion.VERSION2, client_id, clean_session=True, protocol=MQTTv311
        )
        client.max_inflight_messages_set(1000)
        if broker.user:
            client.username_pw_set(broker.user, broker.password)
        if broker.tls:
            client.tls_set_context(ssl.create_default_context())
        if will:
            client.will_set(will.topic, will.payload, qos=1, retain=will.retain)
        client.on_connect, client.on_disconnect = self._on_connect, self._on_disconnect
        client.on_publish, client.on_message = self._on_publish, self._on_message
        client.on_subscribe = client.on_unsubscribe = self._on_publish

    async def open(self) -> None:
        """Return once the broker has let it in. Raises SimulatorError when it does not."""
        serve_with_asyncio(self._client)
        try:
            self._client.connect(self._broker.host, self._broker.port, keepalive=KEEP_ALIVE_S)
        except OSError as error:
            raise SimulatorError(f"no broker answers at {self._broker}: {error.strerror or error}") from error
        await self._until(lambda: self._connected or bool(self._refused), "lets nobody in")
        if self._refused:
            raise SimulatorError(f"the broker at {self._broker} refused the login: {self._refused}")

    async def listen(self, topic: str) -> None:
        """Return once the broker has taken the subscription."""
        self._under_way += 1
        self._client.subscribe(topic, qos=1)
        await self.settle()

    def say(self, told: Publication) -> None:
        """Send it. `settle` says when it has arrived."""
        self._under_way += 1
        self._unmarked = self._unmarked or not told.qos
        self._client.publish(told.topic, told.payload, qos=min(told.qos, 1), retain=told.retain)

    async def settle(self) -> None:
        """Return once the broker has all that was said."""
        if self._unmarked and self._connected:
            self._unmarked = False
            self._under_way += 1
            self._client.unsubscribe(MARK)
        await self._until(lambda: not self._under_way or not self._connected, "takes no more messages")

    async def cut(self, *, half_said: Publication | None = None) -> None:
        """Break it without a goodbye, perhaps when the half of a publish is on the wire."""
        sock = self._client.socket()
        if isinstance(sock, socket.socket):
            with contextlib.suppress(OSError):
                if half_said is not None:
                    packet = packet_of(half_said)
                    sock.send(packet[: len(packet) // 2])
                sock.shutdown(socket.SHUT_RDWR)
        await self._until(lambda: not self._connected, "does not let go")

    async def leave(self) -> None:
        """Close it with a goodbye."""
        if self._connected:
            self._client.disconnect()
            await self._until(lambda: not self._connected, "does not let go")

    async def hears(self, holds: Callable[[], bool], *, within_s: float) -> bool:
        """Whether a claim about what was heard comes true in this time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while not holds():
                    self._news.clear()
                    await self._news.wait()
        return holds()

    async def _until(self, holds: Callable[[], bool], trouble: str) -> None:
        if not await self.hears(holds, within_s=PATIENCE_S):
            raise SimulatorError(f"the broker at {self._broker} {trouble}")

    def _on_connect(self, _: Client, __: object, ___: object, reason: ReasonCode, ____: object) -> None:
        self._connected, self._refused = not reason.is_failure, str(reason) if reason.is_failure else ""
        self._news.set()

    def _on_disconnect(self, _: Client, __: object, ___: object, ____: ReasonCode, _____: object) -> None:
        self._connected, self._under_way = False, 0
        self._news.set()

    def _on_publish(self, *_: object) -> None:
        self._under_way = max(0, self._under_way - 1)
        self._news.set()

    def _on_message(self, _: Client, __: object, message: MQTTMessage) -> None:
        self.heard(message.topic, bytes(message.payload))
        self._news.set()


def packet_of(told: Publication) -> bytes:
    """An MQTT 3.1.1 PUBLISH at QoS 1, as it goes over the wire."""
    topic = told.topic.encode()
    body = pack("!H", len(topic)) + topic + pack("!H", 1) + told.payload
    length, left = b"", len(body)
    while True:
        left, seven_bits = left >> 7, left & 0x7F
        length += bytes([seven_bits | (0x80 if left else 0)])
        if not left:
            return bytes([PUBLISH_AT_QOS_1]) + length + body
