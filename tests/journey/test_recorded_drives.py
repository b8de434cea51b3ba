"""Recorded drives of real cars, through a broker, to posts: what happened is what is told, once."""

from pathlib import Path

import pytest

from tests.journey.recorded import Rise, drives_of, rises_between
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import recording, wait_until
from tests.servers.road import Road, Row, replaying

pytestmark = [pytest.mark.mosquitto, pytest.mark.recordings, pytest.mark.timeout(400)]


@pytest.fixture
def ved() -> Path:
    """38 drives of two Nissan Leafs."""
    return recording("ved_ev_sample.csv.gz")


def of(kind: str, history: list[Row]) -> list[Row]:
    return [row for row in history if row["kind"] == kind]


def told(history: list[Row]) -> list[tuple[str, str, str]]:
    """The posts, as far as a replay must repeat them."""
    return sorted((row["car_id"], row["at"], row["text"]) for row in of("post", history))


def settled(road: Road) -> list[Row]:
    """The history once every draft has reached the feed."""
    wait_until(
        lambda: all(post["status"] == "sent" for post in of("post", road.history())),
        what="every draft is sent",
        within_s=90,
    )
    return road.history()


def told_without_disturbance(folder: Path, broker: Mosquitto, recording: Path) -> list[tuple[str, str, str]]:
    with Road(folder / "undisturbed", broker) as road:
        road.replay(recording, form="ved")
        return told(settled(road))


def test_recorded_drives_and_the_charges_between_them_come_out_as_they_happened(
    road: Road, ved: Path
) -> None:
    road.replay(ved, form="ved")
    history = settled(road)
    recorded = drives_of(ved)

    charges = [
        Rise(row["car_id"], row["soc_start_percent"], row["soc_end_percent"]) for row in of("charge", history)
    ]
    expected = rises_between(recorded)
    assert len(charges) == len(expected) == 20
    for charge, rise in zip(sorted(charges, key=repr), sorted(expected, key=repr), strict=True):
        assert charge.car_id == rise.car_id
        assert charge.soc_start_percent == pytest.approx(
            rise.soc_start_percent, abs=0.7
        )  # a recuperation at most
        assert charge.soc_end_percent == pytest.approx(rise.soc_end_percent, abs=0.7)

    drives = of("drive", history)
    km_by_start = {(drive.car_id, drive.started_at.isoformat()[:16]): drive.km for drive in recorded}
    known = [row for row in drives if (row["car_id"], row["started_at"][:16]) in km_by_start]
    assert abs(len(drives) - len(recorded)) <= 2
    assert len(known) >= len(recorded) - 2
    wrong = [
        row
        for row in known
        if row["km"] != pytest.approx(km_by_start[row["car_id"], row["started_at"][:16]], rel=0.05)
    ]
    assert len(wrong) <= 2  # the ones that were joined
    assert sum(row["km"] for row in drives) == pytest.approx(sum(drive.km for drive in recorded), rel=0.05)
    assert [row for row in drives if row["kwh"] is not None and row["kwh"] <= 0] == []

    before = told(history)
    road.replay(ved, form="ved")
    assert told(settled(road)) == before


def test_a_gateway_killed_five_times_on_the_way_tells_the_same_story(
    tmp_path: Path, mosquitto: Mosquitto, ved: Path
) -> None:
    undisturbed = told_without_disturbance(tmp_path, mosquitto, ved)
    assert undisturbed

    with Road(tmp_path / "disturbed", mosquitto) as disturbed:
        with replaying(disturbed, ved):
            for _ in range(5):
                wait_until(lambda: disturbed.readings_taken_in > 2500, what="the replay goes on")
                disturbed.gateway.kill()
                disturbed.start_gateway()
        assert told(settled(disturbed)) == undisturbed


def test_the_dirt_of_a_real_recording_makes_no_impossible_post(road: Road) -> None:
    road.replay(recording("twizy_rsk.csv.gz"), form="twizy")
    history = settled(road)
    drives = of("drive", history)
    assert len(drives) >= 14
    assert [row for row in drives if not 0 < row["km"] < 80 or not 0 < row["minutes"] < 300] == []
    assert [row for row in of("post", history) if " 0 %" in row["text"] or " -" in row["text"]] == []
