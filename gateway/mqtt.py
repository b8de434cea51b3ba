"""One MQTT session on paho: fills the inbox, acknowledges when told to. Knows no cars."""

import asyncio
import random
import socket
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn, Self

import structlog
from paho.mqtt.client import Client, ConnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from gateway.broker_url import BrokerAddress, tls_context
from gateway.inbox import Inbox, Receipt

log = structlog.get_logger()

OUTBOX_LIMIT = (
    20_000  # publishes of ours that the broker has not acknowledged; beyond it a new one is refused
)
KEEPALIVE_S = 30
SILENCE_LIMIT_S = 2.5 * KEEPALIVE_S  # paho gives up sooner; this is for when paho itself is stuck
LONGEST_RECONNECT_DELAY_S = 15
NOBODY = (
    "kurumatomo/nobody"  # unsubscribing from what we never subscribed to: a question without side effects
)


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
        self.inbox = Inbox(asyncio.get_running_loop())
        self._address, self._client_id, self._authorities = address, client_id, authorities
        self._topics = [(topic, 1) for topic in topics]
        self._epoch = 0  # another one with every connection won or lost
        self._epoch_lock = threading.Lock()
        self._heard_at = time.monotonic()
        self._network_thread: threading.Thread | None = None
        self._client = self._new_client()

    async def __aenter__(self) -> Self:
        self._client.loop_start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.trouble = "closed"
        self._client.disconnect()  # queued behind the acknowledgements already given
        self._client.drop_out_messages()  # or the thread would wait for the broker's answer to each
        await asyncio.to_thread(self._client.loop_stop)

    def acknowledge(self, receipts: Iterable[Receipt]) -> int:
        """Tell the broker that it may forget these messages; how many of them we could still tell it about.

        The others came by a connection that has ended: their numbers may mean other messages now, and the
        broker sends them again.
        """
        acknowledge, given = self._client.ack, 0
        with self._epoch_lock:  # no connection ends between the look at the epoch and the last receipt
            for epoch, mid, qos in receipts:
                if epoch == self._epoch:
                    acknowledge(mid, qos)
                    given += 1
        return given

    def publish(self, topic: str, payload: bytes) -> bool:
        """Hand a message to the broker at QoS 1; False without a connection, or when too many wait."""
        return self.trouble is None and self._client.publish(topic, payload, qos=1).rc == 0

    async def watch(self, *, every_s: float = 5.0) -> NoReturn:
        """Bring back, for ever, a connection that paho itself would not."""
        while True:
            await asyncio.sleep(every_s)
            if self._network_thread is not None and not self._network_thread.is_alive():
                log.error("the network thread has ended; starting another")
                self.trouble = "the network thread has ended"
                self._break_connection()
                self._client, self._network_thread = self._new_client(), None
                self._client.loop_start()
            elif self.inbox.overflowed and not self.inbox:
                log.warning("more messages came than the inbox holds; asking for them again")
                self._break_connection()
            elif self.trouble is None:
                self._look_for_life()

    def _look_for_life(self) -> None:
        silence_s = time.monotonic() - self._heard_at
        if silence_s > SILENCE_LIMIT_S:
            log.warning("the broker has gone silent", silence_s=round(silence_s))
            self._break_connection()
        elif silence_s > KEEPALIVE_S:
            self._client.unsubscribe(NOBODY)

    def _break_connection(self) -> None:
        wire = self._client.socket()
        if isinstance(wire, socket.socket):
            try:
                wire.shutdown(socket.SHUT_RDWR)  # paho finds the connection lost, and connects anew by itself
            except OSError:
                return  # lost already

    def _new_client(self) -> Client:
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._client_id,
            clean_session=False,
            protocol=MQTTProtocolVersion.MQTTv311,
            manual_ack=True,
        )
        client.suppress_exceptions = (
            True  # one leaving a callback would end the thread, and nobody would know
        )
        client.username_pw_set(self._address.username, self._address.password)
        if self._address.tls:
            client.tls_set_context(tls_context(self._authorities))
        client.max_queued_messages_set(OUTBOX_LIMIT)
        client.max_inflight_messages_set(OUTBOX_LIMIT)
        client.on_pre_connect = self._on_pre_connect
        client.on_connect = self._on_connect
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_subscribe = self._on_subscribe
        client.on_publish = client.on_unsubscribe = self._on_sign_of_life
        _spread_reconnects(client)
        client.connect_async(self._address.host, self._address.port, keepalive=KEEPALIVE_S)
        return client

    # What follows is called by paho, in its network thread.

    def _on_pre_connect(self, *_: object) -> None:
        self._network_thread = threading.current_thread()

    def _on_connect(
        self, client: Client, _: object, flags: ConnectFlags, reason: ReasonCode, *__: object
    ) -> None:
        if reason.is_failure:
            self.trouble = f"the broker refuses us: {reason}"
            log.error("the broker refuses us", broker=str(self._address), reason=str(reason))
            return
        with self._epoch_lock:
            self._epoch += 1
        self.inbox.overflowed = False
        self._heard_at = time.monotonic()
        _spread_reconnects(client)
        client.subscribe(self._topics)
        log.info("connected to the broker", broker=str(self._address), session_present=flags.session_present)

    def _on_subscribe(
        self, _client: Client, _: object, _mid: int, granted: Sequence[ReasonCode], *__: object
    ) -> None:
        self._heard_at = time.monotonic()
        refused = [
            topic for (topic, _), answer in zip(self._topics, granted, strict=True) if answer.is_failure
        ]
        self.trouble = f"the broker does not let us read {', '.join(refused)}" if refused else None
        if refused:
            log.error("the broker does not let us read some topics", topics=refused)

    def _on_connect_fail(self, *_: object) -> None:
        self.trouble = "the broker cannot be reached"

    def _on_disconnect(
        self, _client: Client, _: object, __: object, reason: ReasonCode, *___: object
    ) -> None:
        with self._epoch_lock:
            self._epoch += 1
        if self.trouble is None:
            self.trouble = f"the connection was lost: {reason}"
            log.warning(
                "the connection to the broker was lost", broker=str(self._address), reason=str(reason)
            )

    def _on_message(self, _client: Client, _: object, message: MQTTMessage) -> None:
        self._heard_at = time.monotonic()
        self.inbox.put(self._epoch, message)

    def _on_sign_of_life(self, *_: object) -> None:
        self._heard_at = time.monotonic()


def _spread_reconnects(client: Client) -> None:
    """Paho doubles the first delay with every failure; drawing the first one keeps gateways out of step."""
    first_s = random.uniform(0.3, 1.0)  # noqa: S311 - not a secret
    client.reconnect_delay_set(first_s, LONGEST_RECONNECT_DELAY_S)  # type: ignore[arg-type]  # fractions are fine
