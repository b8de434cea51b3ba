"""The feed as a process: started, watched, told to end, with one worker and with several."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.servers.parts import free_port, wait_until
from tests.servers.postgresql import PostgreSQL
from tests.servers.program import ROOT, Program


def asked(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def is_ready(port: int) -> bool:
    return asked(f"http://127.0.0.1:{port}/readyz")[0] == 200


def a_program(folder: Path, *options: str) -> Program:
    return Program("feed", "serve", *options, log=folder / "feed.log")


def refused(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "feed", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_it_migrates_serves_shows_figures_and_ends_when_told(tmp_path: Path) -> None:
    port, figures = free_port(), free_port()
    program = a_program(
        tmp_path,
        *(
            "--database",
            f"sqlite:///{tmp_path}/feed.sqlite",
            "--port",
            str(port),
            "--metrics-port",
            str(figures),
        ),
    )
    program.start()
    wait_until(lambda: is_ready(port), what="the feed is ready")
    assert asked(f"http://127.0.0.1:{port}/livez") == (200, b'{"status":"alive"}')
    assert asked(f"http://127.0.0.1:{port}/metrics")[0] == 404, "figures are not for everybody"
    status, page = asked(f"http://127.0.0.1:{figures}/metrics")
    assert status == 200
    assert b'kurumatomo_feed_request_seconds_count{code="200",method="GET",path="/livez"} 1.0' in page
    assert program.stop(signal.SIGTERM) == 0
    lines = [json.loads(line) for line in program.printed.splitlines()]
    assert [line["event"] for line in lines] == ["figures are at hand", "feed is up"]


def test_a_feed_that_shares_its_port_speaks_with_one_voice(tmp_path: Path, postgresql_url: str) -> None:
    port = free_port()
    program = a_program(
        tmp_path, "--trial", "--workers", "2", "--database", postgresql_url, "--port", str(port)
    )
    program.start()
    try:
        wait_until(lambda: program.printed.count("feed is up") == 2, what="both workers are up")
        wait_until(lambda: is_ready(port), what="the feed is ready")
        assert {line["worker"] for line in map(json.loads, program.printed.splitlines())} == {0, 1}
    finally:
        assert program.stop(signal.SIGTERM) == 0


def test_when_a_worker_dies_all_end_and_the_failure_shows(tmp_path: Path, postgresql_url: str) -> None:
    port = free_port()
    program = a_program(tmp_path, "--workers", "2", "--database", postgresql_url, "--port", str(port))
    program.start()
    wait_until(lambda: program.printed.count("feed is up") == 2, what="both workers are up")
    (victim, *_) = children_of(program)
    subprocess.run(["kill", "-9", str(victim)], check=True)
    wait_until(lambda: not program.running, what="the feed has ended")
    assert program.stop() == 1
    assert "a worker ended, so all end" in program.printed


def children_of(program: Program) -> list[int]:
    process = program._process
    assert process
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in told.split() if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--database", "mysql://somewhere"), "only sqlite:///path and postgresql://… are possible"),
        (("--workers", "2"), "several need PostgreSQL"),
        (("--trial", "--host", "0.0.0.0"), "host must be a loopback address"),
        (("--port", "70000"), "port"),
        (("--public-url", "nowhere"), "public_url"),
        (("--config", "no/such/file.toml"), "no such file"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_starts(
    tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    database = () if "--database" in options else ("--database", f"sqlite:///{tmp_path}/feed.sqlite")
    code, complaint = refused("serve", *database, *options)
    assert (code, says in complaint) == (2, True), complaint


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    port = free_port()
    database = f"sqlite:///{tmp_path}/feed.sqlite"
    first = a_program(tmp_path, "--database", database, "--port", str(port))
    first.start()
    try:
        wait_until(lambda: is_ready(port), what="the feed is ready")
        code, complaint = refused("serve", "--database", database, "--port", str(port))
        assert (code, f"127.0.0.1:{port} cannot be used" in complaint) == (2, True), complaint
    finally:
        first.stop()


def test_it_is_not_ready_while_its_database_is_away_and_is_again_without_help(
    tmp_path: Path, postgresql_server: PostgreSQL, postgresql_url: str
) -> None:
    port = free_port()
    program = a_program(tmp_path, "--trial", "--database", postgresql_url, "--port", str(port))
    program.start()
    try:
        wait_until(lambda: is_ready(port), what="the feed is ready")
        postgresql_server.stop()
        try:
            wait_until(lambda: not is_ready(port), what="the feed says it is not ready")
            status, body = asked(f"http://127.0.0.1:{port}/api/v1/timelines/public")
            assert (status, json.loads(body)) == (503, {"error": "The database is away for a moment"})
            assert asked(f"http://127.0.0.1:{port}/livez")[0] == 200
        finally:
            postgresql_server.start()
        wait_until(lambda: is_ready(port), what="the feed is ready again")
        assert asked(f"http://127.0.0.1:{port}/api/v1/timelines/public") == (200, b"[]")
    finally:
        assert program.stop(signal.SIGTERM) == 0


def test_an_older_database_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "feed.sqlite"
    database = f"sqlite:///{path}"
    assert (
        subprocess.run(
            [sys.executable, "-m", "feed", "migrate", "--database", database], cwd=ROOT, check=False
        ).returncode
        == 0
    )
    with sqlite3.connect(path) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    newest = max(
        found[1] for found in map(_number, (ROOT / "feed/store/migrations/versions").iterdir()) if found
    )
    assert revision == newest


def _number(path: Path) -> re.Match[str] | None:
    return re.match(r"(\d{4})_", path.name)
