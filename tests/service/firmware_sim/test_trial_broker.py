"""The broker for trials: only who has the password, only on this machine, and it carries a drive."""

import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware_sim.embedded_broker import prepare_users
from tests.builders.firmware_sim import Ear
from tests.servers.parts import listens, missing, wait_until
from tests.servers.program import Program, run

PASSWORD = "only-for-this-trial"


@pytest.fixture
def broker(tmp_path: Path, free_port: int) -> Iterator[tuple[Program, int]]:
    """The trial broker on a port of its own."""
    try:
        import amqtt  # noqa: F401, PLC0415 - the part may be missing
    except ImportError:
        missing("amqtt", install=".venv/bin/pip install 'kurumatomo[demo]'")
    program = Program(
        *("firmware_sim", "broker", "--port", str(free_port), "--users", str(tmp_path / "users")),
        log=tmp_path / "broker.log",
        environment={"KURUMATOMO_MQTT_PASSWORD": PASSWORD},
    )
    program.start()
    wait_until(lambda: listens(free_port), what="the trial broker listens")
    yield program, free_port
    assert program.stop() == 0


def test_a_drive_arrives_over_it_in_order(broker: tuple[Program, int], tmp_path: Path) -> None:
    _, port = broker
    with Ear(f"mqtt://gateway:{PASSWORD}@127.0.0.1:{port}") as ear:
        run(
            *("firmware_sim", "drive", "--cars", "2", "--speed", "max", "--days", "0.1"),
            *("--start", "2026-11-23T06:30", "--mqtt", f"mqtt://cars@127.0.0.1:{port}"),
            environment={"KURUMATOMO_MQTT_PASSWORD": PASSWORD},
        )
        for car_id in ("sim-00001", "sim-00002"):
            assert ear.seqs(car_id) == list(range(1, len(ear.seqs(car_id)) + 1))
            assert len(ear.seqs(car_id)) > 20
    assert stat.S_IMODE((tmp_path / "users").stat().st_mode) == 0o600
    assert PASSWORD not in (tmp_path / "users").read_text(encoding="utf-8")


@pytest.mark.parametrize("login", ["", "cars:wrong@", "stranger:only-for-this-trial@"])
def test_nobody_else_is_let_in(broker: tuple[Program, int], login: str) -> None:
    program, port = broker
    with pytest.raises(subprocess.CalledProcessError) as refused:
        run("firmware_sim", "load", "--mqtt", f"mqtt://{login}127.0.0.1:{port}", within_s=30)
    assert "refused the login" in refused.value.stderr
    assert "not for production" in program.printed
    assert "Traceback" not in program.printed


def test_a_file_of_users_somebody_else_wrote_is_left_alone(tmp_path: Path) -> None:
    users = tmp_path / "users"
    users.write_text("me:some-hash\n", encoding="utf-8")
    prepare_users(users, password="another")
    assert users.read_text(encoding="utf-8") == "me:some-hash\n"
