"""A server in a process of its own, for as long as it is measured."""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers.parts import free_port, wait_until


@contextmanager
def served(*arguments: str, path: str) -> Iterator[int]:
    """The port that `python … PORT` listens on, as soon as the path answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *arguments, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: _answers(f"http://127.0.0.1:{port}{path}"), what="the server answers")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1):
            return True
    except (urllib.error.URLError, OSError):
        return False
