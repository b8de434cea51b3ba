"""Chores end before what they need is closed."""

import asyncio

import pytest

from feed.housekeeping import end


async def test_a_chore_that_puts_down_its_work_slowly_is_waited_for() -> None:
    put_down = []

    async def chore(steps: int) -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            for _ in range(steps):
                await asyncio.sleep(0)
            put_down.append(steps)

    tasks = [asyncio.create_task(chore(steps)) for steps in (0, 5, 50)]
    await asyncio.sleep(0)
    await end(tasks)
    assert put_down == [0, 5, 50]


async def test_a_chore_that_failed_is_not_passed_over() -> None:
    async def chore() -> None:
        raise ValueError("nobody foresaw this")

    tasks = [asyncio.create_task(chore())]
    await asyncio.sleep(0)
    with pytest.raises(ValueError, match="nobody foresaw this"):
        await end(tasks)
