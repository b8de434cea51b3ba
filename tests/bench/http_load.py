"""A client that costs little: requests on a few kept connections, counted."""

import asyncio
import time
from collections.abc import Mapping

CONNECTIONS = 8
WARM_UP_S = 0.5


class _Connection(asyncio.Protocol):
    """Asks again as soon as it was answered."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self.answers = 0
        self.refusals = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, separator, body = self._buffer.partition(b"\r\n\r\n")
        if not separator or len(body) < _content_length(head):
            return
        self._buffer = b""
        self.answers += 1
        self.refusals += not head.startswith(b"HTTP/1.1 200")
        if self._transport:
            self._transport.write(self._request)

    def close(self) -> None:
        if self._transport:
            self._transport.close()


def _content_length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])


async def load(port: int, path: str, headers: Mapping[str, str], *, seconds: float) -> float:
    """Answers a second when the path is asked for again as soon as it was answered.

    Raises:
        RuntimeError: an answer was a refusal.
    """
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in headers.items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: _Connection(request), "127.0.0.1", port)
        for _ in range(CONNECTIONS)
    ]
    connections = [connection for _, connection in opened]
    await asyncio.sleep(WARM_UP_S)
    before, began = sum(one.answers for one in connections), time.perf_counter()
    await asyncio.sleep(seconds)
    per_s = (sum(one.answers for one in connections) - before) / (time.perf_counter() - began)
    for connection in connections:
        connection.close()
    if refused := sum(one.refusals for one in connections):
        raise RuntimeError(f"{refused} answers to {path} were refusals")
    return per_s
