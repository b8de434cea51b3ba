"""The scenarios that come with Kurumatomo hold, from firmware to phone; one that does not says why."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from firmware_sim.scenario.starter import write_starter
from tests.builders.scenarios import HOMECOMING, SHIPPED, a_scenario
from tests.servers.program import ROOT

pytestmark = [pytest.mark.mosquitto, pytest.mark.timeout(600)]

NAMES = sorted(path.name.removesuffix(".scenario.toml") for path in SHIPPED.iterdir())


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What is wrong with each, all of them played on one stack; the empty string: nothing."""
    folder = tmp_path_factory.mktemp("scenarios")
    junit, starter = folder / "out.xml", folder / "starter.scenario.toml"
    write_starter(starter)
    done = run("firmware_sim", "scenario", str(SHIPPED), str(starter), "--junit", str(junit))
    assert junit.exists(), done.stdout + done.stderr
    return {case.get("name", ""): _wrong(case) for case in ET.parse(junit).getroot()}


def _wrong(case: ET.Element) -> str:
    told = [child for child in case if child.tag in ("failure", "skipped")]
    return "\n".join(f"{child.get('message')}\n{child.text or ''}" for child in told)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_holds(verdicts: Mapping[str, str], name: str) -> None:
    assert verdicts[name] == ""


def test_what_a_new_tester_is_given_to_begin_with_holds(verdicts: Mapping[str, str]) -> None:
    assert verdicts["starter"] == ""


def test_a_scenario_that_does_not_hold_fails_under_pytest_and_says_what_was_seen(tmp_path: Path) -> None:
    holds = a_scenario(tmp_path, name="holds")
    fails = a_scenario(
        tmp_path, name="fails", text=HOMECOMING.replace('kind = "came_home"', 'kind = "battery_critical"')
    )
    done = run("pytest", "-p", "firmware_sim.scenario.plugin", "-q", str(holds.path), str(fails.path))
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout
    assert "aki sees a battery_critical of preboy, 18:30:00 to 19:30:00: there was none" in done.stdout
    assert "came_home (private): " in done.stdout
