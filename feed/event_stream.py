"""Server-sent events: an answer that never ends by itself, and never waits for a reader who does not read."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from feed.keys import SETTINGS
from feed.streaming.hub import News, Stream

SLOWEST_READ_S = 30.0  # a frame that is not taken for so long is taken by nobody
HEARTBEAT = b":thump\n"  # so that whatever lies between does not take us for dead

Frame = Callable[[News], Awaitable[bytes]]


async def begin(request: web.Request) -> web.StreamResponse:
    """The answer has begun, and the reader knows it."""
    response = web.StreamResponse(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    response.content_type = "text/event-stream"
    await response.prepare(request)
    await response.write(HEARTBEAT)
    return response


async def follow(request: web.Request, response: web.StreamResponse, stream: Stream, frame: Frame) -> None:
    """Writes a frame for each news until the stream is closed or the reader is gone."""
    heartbeat_s = request.app[SETTINGS].heartbeat_s
    try:
        while not stream.is_over:
            try:
                heard = await asyncio.wait_for(stream.next(), heartbeat_s)
            except TimeoutError:
                await _write(response, HEARTBEAT)
                continue
            if heard is not None:
                await _write(response, await frame(heard.news))
    except ConnectionResetError:
        return  # the reader went away, as readers do
    except TimeoutError:
        if request.transport is not None:
            request.transport.abort()


async def _write(response: web.StreamResponse, frame: bytes) -> None:
    if frame:
        async with asyncio.timeout(SLOWEST_READ_S):
            await response.write(frame)
