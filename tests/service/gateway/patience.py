"""Waiting for the world to become as claimed."""

import asyncio
from collections.abc import Callable


async def until(claim: Callable[[], bool], within_s: float = 60) -> None:
    """Return as soon as the claim holds; raises TimeoutError when it never does."""
    async with asyncio.timeout(within_s):
        while not claim():  # noqa: ASYNC110 - what we wait for has no event of its own
            await asyncio.sleep(0.02)
