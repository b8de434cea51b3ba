"""A wire between two programs that can go dead without being cut, as mobile networks do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Wire:
    """Passes bytes on between whoever connects to `port` and the far side."""

    def __init__(self, far_host: str, far_port: int) -> None:
        self.port = 0
        self._far = far_host, far_port
        self._dead: set[asyncio.StreamWriter] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    def go_dead(self) -> None:
        """From now on nothing passes on the connections there are; new ones work."""
        self._dead |= self._writers

    async def carry(self, near: asyncio.StreamReader, near_writer: asyncio.StreamWriter) -> None:
        """One connection, both ways."""
        far, far_writer = await asyncio.open_connection(*self._far)
        self._writers |= {near_writer, far_writer}
        await asyncio.gather(self._pass_on(near, far_writer), self._pass_on(far, near_writer))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                if writer not in self._dead:
                    writer.write(data)
                    await writer.drain()
        except ConnectionError:
            return
        finally:
            writer.close()


@asynccontextmanager
async def wire_to(host: str, port: int) -> AsyncIterator[Wire]:
    """A wire on loopback to something at host:port."""
    wire = Wire(host, port)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    async with server:
        yield wire
