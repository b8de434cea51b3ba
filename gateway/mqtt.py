"""One MQTT session on paho: fills the inbox, acknowledges when told to. Knows no cars.

Paho runs in our own event loop, not in a thread of its own. A thread can die without anyone noticing, and two
threads of Python fight over the interpreter at every message. Only connecting, which blocks, leaves the loop.
"""

import asyncio
import random
import ssl
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

import structlog
from paho.mqtt.client import Client, ConnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from gateway.broker_url import BrokerAddress, tls_context, why_unreachable
from gateway.delivery.waiting import happens
from gateway.inbox import Batch, Inbox, Receipt

if TYPE_CHECKING:
    from paho.mqtt.client import SocketLike

log = structlog.get_logger()

KEEPALIVE_S = 30
PACKETS_AT_A_TIME = 200  # read before others in the loop have their turn
OUTBOX_LIMIT = (
    20_000  # publishes of ours that the broker has not acknowledged; beyond it a new one is refused
)
FIRST_DELAY_S, LONGEST_DELAY_S = 0.5, 15.0  # between two tries to connect
FAREWELL_S = 2.0


class Broker:
    """One session that survives its connections: the broker keeps what we have not acknowledged."""

    def __init__(
        self,
        address: BrokerAddress,
        *,
        client_id: str,
        topics: Sequence[str],
        authorities: Path | None = None,
    ) -> None:
        self.trouble: str | None = "not connected yet"  # None while messages can reach us
        self._address, self._topics = address, [(topic, 1) for topic in topics]
        self._inbox = Inbox()
        self._reading = False
        self._connecting = False
        self._epoch = 0  # another one with every connection won or lost
        self._failures = 0  # since we were last connected
        self._lost = asyncio.Event()
        self._client = self._new_client(client_id, authorities)

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.trouble = "closed"
        self._client.disconnect()  # queued behind the acknowledgements already given
        await happens(self._lost, within_s=FAREWELL_S)

    async def stay_connected(self) -> NoReturn:
        """Connect, and connect again whenever the connection is lost, for ever."""
        while True:
            self._lost.clear()
            await self._connect()
            while not await happens(self._lost, within_s=1.0):
                self._client.loop_misc()  # the keep-alive: it finds out when the other side is gone
            delay_s = min(FIRST_DELAY_S * 2 ** min(self._failures, 10), LONGEST_DELAY_S)
            self._failures += 1
            await asyncio.sleep(delay_s * random.uniform(0.5, 1.0))  # noqa: S311 - keeps gateways out of step

    async def batch(self, *, within_s: float) -> Batch:
        """The next messages, as the inbox batches them."""
        batch = await self._inbox.batch(within_s=within_s)
        wire = self._client.socket()
        if not self._reading and wire is not None and not self._connecting:
            self._start_reading(wire)
        return batch

    @property
    def waiting(self) -> int:
        """How many messages have been heard and not been taken in a batch."""
        return len(self._inbox)

    def acknowledge(self, receipts: Iterable[Receipt]) -> int:
        """Tell the broker that it may forget these messages; how many of them we could still tell it about.

        The others came by a connection that has ended: their numbers may mean other messages now, and the
        broker sends them again.
        """
        acknowledge, given = self._client.ack, 0
        for epoch, mid, qos in receipts:
            if epoch == self._epoch:
                acknowledge(mid, qos)
                given += 1
        return given

    def publish(self, topic: str, payload: bytes) -> bool:
        """Hand a message to the broker at QoS 1; False without a connection, or when too many wait."""
        return self.trouble is None and self._client.publish(topic, payload, qos=1).rc == 0

    def _new_client(self, client_id: str, authorities: Path | None) -> Client:
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=client_id,
            clean_session=False,
            protocol=MQTTProtocolVersion.MQTTv311,
            manual_ack=True,
        )
        client.suppress_exceptions = True  # after one in a callback paho would take the same packet for ever
        client.username_pw_set(self._address.username, self._address.password)
        if self._address.tls:
            client.tls_set_context(tls_context(authorities))
        client.max_queued_messages_set(OUTBOX_LIMIT)
        client.max_inflight_messages_set(OUTBOX_LIMIT)
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        client.on_socket_close = self._on_socket_close
        client.on_socket_register_write = self._on_something_to_write
        client.on_socket_unregister_write = self._on_nothing_to_write
        return client

    async def _connect(self) -> None:
        self._connecting = True
        try:
            await asyncio.to_thread(
                self._client.connect, self._address.host, self._address.port, keepalive=KEEPALIVE_S
            )
        except OSError as error:
            self._cannot_reach_it(why_unreachable(error))
        finally:
            self._connecting = False
        wire = self._client.socket()
        if wire is not None:
            self._start_reading(wire)
            self._loop.add_writer(wire, self._client.loop_write)  # our CONNECT, and whatever comes after it

    def _cannot_reach_it(self, reason: str) -> None:
        trouble = f"the broker cannot be reached: {reason}"
        if trouble != self.trouble:  # told once, not at every try
            log.warning("the broker cannot be reached", broker=str(self._address), reason=reason)
        self.trouble = trouble
        self._lost.set()

    def _start_reading(self, wire: "SocketLike") -> None:
        self._reading = True
        self._loop.add_reader(wire, self._read)
        self._loop.call_soon(self._read)  # TLS may have deciphered more than was read before we stopped

    def _read(self) -> None:
        for _ in range(PACKETS_AT_A_TIME):
            before = len(self._inbox)
            self._client.loop_read()
            if len(self._inbox) == before:
                break
        wire = self._client.socket()
        if wire is not None and self._inbox.full:
            self._reading = False
            self._loop.remove_reader(wire)
        elif isinstance(wire, ssl.SSLSocket) and wire.pending():
            self._loop.call_soon(self._read)  # deciphered already: the loop cannot see that there is more

    def _on_connect(
        self, client: Client, _: object, flags: ConnectFlags, reason: ReasonCode, *__: object
    ) -> None:
        if reason.is_failure:
            self.trouble = f"the broker refuses us: {reason}"
            log.error("the broker refuses us", broker=str(self._address), reason=str(reason))
            return
        self._epoch += 1
        self._failures = 0
        client.subscribe(self._topics)
        log.info("connected to the broker", broker=str(self._address), session_present=flags.session_present)

    def _on_subscribe(
        self, _client: Client, _: object, _mid: int, granted: Sequence[ReasonCode], *__: object
    ) -> None:
        refused = [
            topic for (topic, _), answer in zip(self._topics, granted, strict=True) if answer.is_failure
        ]
        self.trouble = f"the broker does not let us read {', '.join(refused)}" if refused else None
        if refused:
            log.error("the broker does not let us read some topics", topics=refused)

    def _on_disconnect(
        self, _client: Client, _: object, __: object, reason: ReasonCode, *___: object
    ) -> None:
        self._epoch += 1
        self._lost.set()
        if self.trouble is None:
            self.trouble = f"the connection was lost: {reason}"
            log.warning(
                "the connection to the broker was lost", broker=str(self._address), reason=str(reason)
            )

    def _on_message(self, _client: Client, _: object, message: MQTTMessage) -> None:
        self._inbox.put(self._epoch, message)

    def _on_socket_close(self, _client: Client, _: object, wire: "SocketLike") -> None:
        self._reading = False
        self._loop.remove_reader(wire)

    def _on_something_to_write(self, client: Client, _: object, wire: "SocketLike") -> None:
        if (
            not self._connecting
        ):  # then we are in the thread that connects, where the loop must not be touched
            self._loop.add_writer(wire, client.loop_write)

    def _on_nothing_to_write(self, _client: Client, _: object, wire: "SocketLike") -> None:
        self._loop.remove_writer(wire)
