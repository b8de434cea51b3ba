"""One connection of a car or a recording; it comes back by itself. Thousands of them share one thread."""

import asyncio
import contextlib
import random
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from paho.mqtt.client import Client, MQTTMessage, MQTTv311
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from firmware_sim.errors import SimulatorError
from firmware_sim.firmware.reading import Publication
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.loop import serve_with_asyncio
from firmware_sim.mqtt.traffic import Traffic

KEEP_ALIVE_S, HOUSEKEEPING_S, CONNECT_TIMEOUT_S = 60, 15.0, 5.0
FIRST_DELAY_S, LONGEST_DELAY_S = 0.25, 30.0
UNDER_WAY = 500  # QoS 1 publishes that may wait for the broker's PUBACK at once
BAD_LOGIN = ("Bad user name or password", "Not authorized")


@asynccontextmanager
async def connected(links: Sequence["Link"], traffic: Traffic, *, patience_s: float) -> AsyncIterator[None]:
    """Every link stands when the block begins, and is kept standing until it ends.

    Raises SimulatorError (in a group) when no broker answers within the patience, or when it refuses a login.
    """
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(link.stay_connected()) for link in links]
        try:
            if not await traffic.until(lambda: traffic.connections == len(links), timeout_s=patience_s):
                away = next(link for link in links if not link.connected)
                raise SimulatorError(f"no broker answers at {away.broker}: {away.trouble}")
            yield
        finally:
            for task in tasks:
                task.cancel()


class Link:
    """One MQTT connection with a last will. What is published while it is down is lost: use an outbox."""

    def __init__(
        self,
        broker: Broker,
        client_id: str,
        traffic: Traffic,
        *,
        will: Publication | None = None,
        subscriptions: Sequence[str] = (),
        on_connected: Callable[[], None] | None = None,
        on_message: Callable[[str, bytes], None] | None = None,
    ) -> None:
        self.connected = False
        self.under_way = 0  # publishes the broker has not taken yet
        self.trouble = "it does not answer"
        self.broker = broker
        self._client_id, self._traffic = client_id, traffic
        self._will, self._subscriptions = will, tuple(subscriptions)
        self._told_connected, self._told_message = on_connected, on_message
        self._client: Client | None = None
        self._lost = asyncio.Event()

    async def stay_connected(self) -> None:
        """Connect, and again whenever the connection breaks, after a random, growing delay; until cancelled.

        Raises SimulatorError when the broker refuses the login: trying again would not help.
        """
        delay_s = FIRST_DELAY_S
        try:
            while True:
                if await self._connection():
                    delay_s = FIRST_DELAY_S
                await asyncio.sleep(random.uniform(delay_s / 2, delay_s))  # noqa: S311 - against storms, not spies
                delay_s = min(2 * delay_s, LONGEST_DELAY_S)
        finally:
            if self._client is not None:
                self._client.disconnect()
                self._client.loop_write()

    def publish(self, publication: Publication) -> None:
        """Send it; at QoS 0 the broker counts as having it once it is on its way."""
        if self._client is None or not self.connected:
            return
        self.under_way += 1  # before: at QoS 0 paho may be done at once
        self._traffic.under_way += 1
        self._traffic.sent += 1
        self._client.publish(
            publication.topic, publication.payload, qos=publication.qos, retain=publication.retain
        )

    def cut(self) -> None:
        """Break the connection without a goodbye; it comes back by itself."""
        sock = self._client.socket() if self._client else None
        if isinstance(sock, socket.socket):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)  # the loop reads the end of it

    async def _connection(self) -> bool:
        """One connection from its beginning to its end; whether it ever stood."""
        self._lost.clear()
        client = self._client = self._new_client()
        try:
            client.connect(self.broker.host, self.broker.port, keepalive=KEEP_ALIVE_S)
        except OSError as error:
            self.trouble = error.strerror or str(error)
            self._traffic.ring()
            return False
        stood = False
        while not self._lost.is_set():
            stood = stood or self.connected
            client.loop_misc()
            try:
                async with asyncio.timeout(HOUSEKEEPING_S):
                    await self._lost.wait()
            except TimeoutError:
                continue
        if self.trouble in BAD_LOGIN:
            raise SimulatorError(f"the broker at {self.broker} refused the login: {self.trouble}")
        return stood

    def _new_client(self) -> Client:
        """A client that remembers nothing: what has to survive a connection is in the outbox."""
        client = Client(CallbackAPIVersion.VERSION2, self._client_id, clean_session=True, protocol=MQTTv311)
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.max_inflight_messages_set(UNDER_WAY)
        if self.broker.user:
            client.username_pw_set(self.broker.user, self.broker.password)
        if self.broker.tls:
            client.tls_set_context(ssl.create_default_context())
        if self._will:
            client.will_set(self._will.topic, self._will.payload, qos=1, retain=self._will.retain)
        client.on_connect, client.on_disconnect = self._on_connect, self._on_disconnect
        client.on_publish, client.on_message = self._on_publish, self._on_message
        serve_with_asyncio(client)
        return client

    def _on_connect(self, client: Client, _: object, __: object, reason: ReasonCode, ___: object) -> None:
        if reason.is_failure:
            self.trouble = str(reason)
            return
        for topic in self._subscriptions:
            client.subscribe(topic, qos=1)
        self.connected = True
        self._traffic.connections += 1
        if self._told_connected:
            self._told_connected()
        self._traffic.ring()

    def _on_disconnect(self, _: Client, __: object, ___: object, reason: ReasonCode, ____: object) -> None:
        if self.connected:
            self.trouble = str(reason)
            self._traffic.connections -= 1
        self._traffic.lost(self.under_way)
        self.connected, self.under_way = False, 0
        self._lost.set()

    def _on_publish(self, _: Client, __: object, ___: int, ____: object, _____: object) -> None:
        self.under_way -= 1
        self._traffic.under_way -= 1
        self._traffic.taken_by_broker += 1
        self._traffic.ring()

    def _on_message(self, _: Client, __: object, message: MQTTMessage) -> None:
        if self._told_message:
            self._told_message(message.topic, bytes(message.payload))
        self._traffic.ring()
