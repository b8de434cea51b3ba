"""Parts that only some tests need: named when they are missing, and never missing in CI."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

RECORDINGS = Path(__file__).parents[3] / "shared" / "data"


def missing(part: str, *, install: str) -> NoReturn:
    """Skip with a line that says what to install; in CI a missing part is a failure."""
    sentence = f"{part} is not here: {install}"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


def recording(name: str) -> Path:
    """Where the recorded drives called `name` lie, beside the project."""
    path = RECORDINGS / name
    if not path.exists():
        missing(f"the recording {name}", install="put the recorded drives into ../shared/data")
    return path


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until(claim: Callable[[], bool], *, what: str, within_s: float = 30.0) -> None:
    """Return as soon as the claim holds; fail with its name when it never does."""
    give_up_at = time.monotonic() + within_s
    while not claim():
        if time.monotonic() > give_up_at:
            pytest.fail(f"waited in vain: {what}")
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Whether something accepts connections at 127.0.0.1:port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
