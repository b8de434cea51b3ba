"""Waiting for something to happen, but not for ever."""

import asyncio


async def happens(event: asyncio.Event, *, within_s: float) -> bool:
    """Whether the event was set before the time was over."""
    try:
        async with asyncio.timeout(within_s):
            await event.wait()
    except TimeoutError:
        return False
    return True
