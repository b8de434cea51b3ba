"""What may not be written into the log."""

import json

import pytest
import structlog

from gateway.logbook import keep_a_log


def test_places_vins_and_secrets_never_reach_the_log_and_of_a_car_s_id_only_its_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    keep_a_log("info")
    structlog.get_logger().info(
        "arrived",
        car_id="JT1DEMO0000001234",
        lat=35.08,
        lon=137.15,
        vin="JT1",
        token="t",
        password="p",
        text="home",
        payload=b"x",
    )
    structlog.reset_defaults()
    entry = json.loads(capsys.readouterr().err)
    del entry["timestamp"]
    assert entry == {"event": "arrived", "level": "info", "car": "…1234"}


@pytest.mark.parametrize("car_id", ["owntracks-aki-phone", "ovms-aki-kei", "owntracks-a"])
def test_of_a_guest_s_name_the_log_keeps_only_the_tongue(
    car_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_a_log("info")
    structlog.get_logger().info("arrived", car_id=car_id)
    structlog.reset_defaults()
    assert json.loads(capsys.readouterr().err)["car"] == f"{car_id.partition('-')[0]}-…"


def test_what_is_beneath_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    keep_a_log("warning")
    structlog.get_logger().info("arrived")
    structlog.reset_defaults()
    assert capsys.readouterr().err == ""
