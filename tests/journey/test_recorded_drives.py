"""Recorded drives of real cars, through a broker, to posts: what happened is what is told, once."""

from pathlib import Path

import pytest

from tests.journey.recorded import Rise, drives_of, rises_between
from tests.journey.telling import driven, of, settled, told
from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import recording, wait_until
from tests.servers.road import Road, replaying

pytestmark = [pytest.mark.mosquitto, pytest.mark.recordings, pytest.mark.timeout(400)]


def test_recorded_drives_and_the_charges_between_them_come_out_as_they_happened(
    undisturbed: Road, ved: Path
) -> None:
    history = settled(undisturbed)
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


def test_a_recording_sent_a_second_time_is_told_once(undisturbed: Road, ved: Path) -> None:
    before = told(settled(undisturbed))
    undisturbed.replay(ved, form="ved")
    assert (told(settled(undisturbed)), before != []) == (before, True)


def test_a_gateway_killed_five_times_on_the_way_tells_the_same_story(
    tmp_path: Path, mosquitto: Mosquitto, ved: Path, undisturbed: Road
) -> None:
    with Road(tmp_path / "disturbed", mosquitto) as disturbed:
        with replaying(disturbed, ved):
            for _ in range(5):
                wait_until(lambda: disturbed.readings_taken_in > 2500, what="the replay goes on")
                disturbed.gateway.kill()
                disturbed.start_gateway()
        assert told(settled(disturbed)) == told(settled(undisturbed))
        assert driven(disturbed) == driven(undisturbed)


def test_the_dirt_of_a_real_recording_makes_no_impossible_post(road: Road) -> None:
    road.replay(recording("twizy_rsk.csv.gz"), form="twizy")
    history = settled(road)
    drives = of("drive", history)
    assert len(drives) >= 14
    assert [row for row in drives if not 0 < row["km"] < 80 or not 0 < row["minutes"] < 300] == []
    assert [row for row in of("post", history) if " 0 %" in row["text"] or " -" in row["text"]] == []
