"""Being told to stop: by Ctrl-C, by SIGTERM, or by a time that was set."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_when_told(stop: Callable[[], None], *, after_s: float | None = None) -> Iterator[None]:
    """While the block runs, a signal or the end of the time calls `stop` instead of ending the process."""
    loop = asyncio.get_running_loop()
    for each in SIGNALS:
        loop.add_signal_handler(each, stop)
    timer = loop.call_later(after_s, stop) if after_s is not None else None
    try:
        yield
    finally:
        if timer is not None:
            timer.cancel()
        for each in SIGNALS:
            loop.remove_signal_handler(each)
