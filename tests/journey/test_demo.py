"""`make demo` is what a newcomer sees first."""

import json
import os
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.parts import free_port, wait_until
from tests.servers.program import ROOT
from tests.servers.road import status_of

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """The address of a demo of its own, ended as an operator would end it."""
    make = shutil.which("make")
    assert make is not None
    port = free_port()
    environment = {
        **os.environ,
        "FEED_PORT": str(port),
        "MQTT_PORT": str(free_port()),
        "DEMO_DIR": str(tmp_path),
        "KURUMATOMO_STATUS_PORT": str(free_port()),
        "KURUMATOMO_FEED_METRICS_PORT": str(free_port()),
    }
    with (tmp_path / "demo.log").open("wb") as log:
        demo = subprocess.Popen(
            [make, "demo"], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    yield f"http://127.0.0.1:{port}"
    os.killpg(demo.pid, signal.SIGTERM)
    demo.wait(30)


def public_timeline(address: str) -> list[dict[str, object]]:
    with urllib.request.urlopen(f"{address}/api/v1/timelines/public", timeout=5) as answer:
        statuses: list[dict[str, object]] = json.load(answer)
    return statuses


def test_the_demo_shows_a_car_s_public_post_to_someone_not_signed_in(demo: str) -> None:
    wait_until(lambda: status_of(f"{demo}/readyz") == 200, what="the demo's feed is up", within_s=60)
    wait_until(lambda: public_timeline(demo) != [], what="a car has posted in public", within_s=60)
    newest = public_timeline(demo)[0]
    account = newest["account"]
    assert isinstance(account, dict)
    assert (newest["visibility"], account["bot"]) == ("public", True)
