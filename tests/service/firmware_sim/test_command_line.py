"""Mistakes at the command line are answered with a sentence and an exit code, never with a traceback."""

import subprocess
import sys

import pytest

from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import free_port
from tests.servers.program import ROOT


def typed(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "firmware_sim", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["drive", "--mqtt", "localhost"], "the broker's URL must look like mqtt://user@host:1883"),
        (["drive", "--speed", "fast"], '--speed is a number above 0, or max; not "fast"'),
        (["drive", "--speed", "max"], "--speed max needs an end: --days or --for"),
        (["drive", "--fleet", "nowhere.toml"], "the fleet file nowhere.toml cannot be read: No such file"),
        (["replay", "nowhere.csv", "--format", "ved"], "nowhere.csv cannot be read: No such file"),
        (["replay", "README.md", "--format", "gpx"], '--format is one of ved, twizy, csv; not "gpx"'),
        (
            ["replay", "x", "--format", "csv", "--dialect", "x"],
            '--dialect is native for a recording; not "x"',
        ),
        (["load", "--mqtt", "mqtt://example.org"], "a load on it has to be wanted: --anywhere"),
        (
            ["head-unit", "ABCD-EFGH", "--feed", "localhost"],
            "localhost: should begin with http:// or https://",
        ),
        (["head-unit", " "], "a claim code looks like ABCD-EFGH"),
        (["broker", "--users", "nowhere"], "no KURUMATOMO_MQTT_PASSWORD to make one of"),
    ],
)
def test_a_mistake_is_named(monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str) -> None:
    monkeypatch.delenv("KURUMATOMO_MQTT_PASSWORD", raising=False)
    code, printed = typed(*arguments)
    assert (code, sentence in printed) == (2, True), printed


def test_a_broker_that_is_not_there_is_named() -> None:
    code, printed = typed("load", "--mqtt", f"mqtt://127.0.0.1:{(port := free_port())}")
    assert (code, f"no broker answers at 127.0.0.1:{port}: Connection refused" in printed) == (1, True), (
        printed
    )


@pytest.mark.mosquitto
def test_a_refused_login_is_named(mosquitto: Mosquitto) -> None:
    code, printed = typed("drive", "--mqtt", f"mqtt://fleet:wrong@127.0.0.1:{mosquitto.port}")
    sentence = f"the broker at 127.0.0.1:{mosquitto.port} refused the login: Not authorized"
    assert (code, sentence in printed) == (1, True), printed


@pytest.mark.mosquitto
def test_a_load_without_a_gateway_tells_what_became_of_it(mosquitto: Mosquitto) -> None:
    options = ("--cars", "20", "--rate", "200", "--seconds", "1", "--ack-timeout", "0.5")
    code, printed = typed("load", "--mqtt", mosquitto.url, *options)
    assert code == 1
    assert "acked 0  stored ?  lost 2" in printed
    assert typed("load", "--mqtt", mosquitto.url, *options, "--no-wait")[0] == 0


def test_the_version_and_the_help_are_told() -> None:
    assert typed("--version")[0] == 0
    code, printed = typed("--help")
    assert code == 0
    assert all(command in printed for command in ("drive", "replay", "load", "broker"))


def test_a_head_unit_shows_where_its_car_is_claimed() -> None:
    code, printed = typed("head-unit", "ABCD-EFGH", "--feed", "https://feed.example/")
    assert code == 0
    assert "Or open https://feed.example/claim?code=ABCD-EFGH\nMy code: ABCD-EFGH\n" in printed
    assert "\N{UPPER HALF BLOCK}" in printed
