"""Recordings become the readings a car gave: all that was recorded, dirt as it stands, nothing else."""

import gzip
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from firmware_sim.errors import UsageError
from firmware_sim.firmware.reading import Reading
from firmware_sim.recordings.reader import Recorded, read_all
from tests.servers.parts import recording

VED = "vehicle_id,trip_id,utc_time,lat,lon,speed_kmh,soc_pct,hv_current_a,hv_voltage_v,outside_temp_c\n"
TWIZY = "vehicle_id,trip_id,local_time,lat,lon,speed_kmh,soc_pct,mode,alt_m,outside_temp_c\n"


def written(folder: Path, text: str, *, name: str = "drive.csv", zipped: bool = False) -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if zipped else text.encode())
    return path


@pytest.mark.parametrize("zipped", [False, True])
def test_a_ved_row_says_what_was_recorded(tmp_path: Path, zipped: bool) -> None:
    path = written(
        tmp_path, VED + "7,1,2018-03-01T08:00:00.500Z,42.5,-83.5,36.5,81.25,-40,380.0,-3.5\n", zipped=zipped
    )
    at = datetime(2018, 3, 1, 8, 0, 0, 500_000, UTC)
    said = Reading(
        seq=1,
        observed_at=at,
        soc_percent=81.25,
        charge_power_kw=-15.2,  # out of the battery
        lat=42.5,
        lon=-83.5,
        speed_kmh=36.5,
        outside_c=-3.5,
    )
    assert read_all([path], form="ved") == [Recorded("ved-7", at.timestamp(), said)]


def test_dirt_is_kept_as_it_stands_and_takes_its_turn(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        TWIZY
        + "t,1,2021-03-29T12:00:00,33.5,-6.5,10,50,D,86,22\n"
        + "t,1,45/13/2040 12:00:01,33.5,1555.5,ten,,D,86,nan\n",
    )
    at = datetime(2021, 3, 29, 11, 0, 0, tzinfo=UTC)
    assert read_all([path], form="twizy")[1] == Recorded(
        "t",
        at.timestamp(),
        Reading(
            seq=2, observed_at="45/13/2040 12:00:01", lat=33.5, lon=1555.5, speed_kmh="ten", outside_c="nan"
        ),
    )


def test_our_own_form_takes_any_field_of_the_contract(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "car_id,observed_at,soc_percent,plugged_in,charge_state,tyre_kpa,trouble_codes,range_km\n"
        "A-1,2026-11-23T09:15:04+09:00,63.5,true,charging,240|238||236,P0A80|P3000,\n"
        "A-1,2026-11-23T09:15:04,,maybe,,,,187\n",
    )
    first, second = (recorded.reading for recorded in read_all([path], form="csv"))
    assert first == Reading(
        seq=1,
        observed_at=datetime(2026, 11, 23, 0, 15, 4, tzinfo=UTC),
        soc_percent=63.5,
        plugged_in=True,
        charge_state="charging",
        tyre_kpa=(240.0, 238.0, "", 236.0),
        trouble_codes=("P0A80", "P3000"),
    )
    assert second == Reading(seq=2, observed_at="2026-11-23T09:15:04", plugged_in="maybe", range_km=187.0)


def test_rows_of_several_files_come_in_order_of_time_and_are_numbered_by_car(tmp_path: Path) -> None:
    head = "car_id,observed_at\n"
    one = written(tmp_path, head + "A,2026-01-01T00:00:00Z\nA,2026-01-01T00:02:00Z\n", name="one.csv")
    two = written(tmp_path, head + "B,2026-01-01T00:01:00Z\nA,2026-01-01T00:03:00Z\n", name="two.csv")
    rows = [(row.car_id, row.reading.seq) for row in read_all([one, two], form="csv")]
    assert rows == [("A", 1), ("B", 1), ("A", 2), ("A", 3)]


@pytest.mark.parametrize(
    ("form", "text", "sentence"),
    [
        ("ved", TWIZY + "t,1,x,1,2,3,4,D,5,6\n", "it looks like --format twizy"),
        (
            "csv",
            "car_id,observed_at,soc\nA,2026-01-01T00:00:00Z,5\n",
            "has unknown columns soc; csv has car_id",
        ),
        ("csv", "observed_at\n2026-01-01T00:00:00Z\n", "lacks car_id"),
        ("csv", "car_id,observed_at\nmy car,2026-01-01T00:00:00Z\n", "line 2: a car's id is 1 to 64 letters"),
        ("csv", "car_id,observed_at\n\x00\n", "drive.csv"),
    ],
)
def test_another_form_is_named_with_what_would_be_right(
    tmp_path: Path, form: str, text: str, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        read_all([written(tmp_path, text)], form=form)


def test_a_missing_file_and_a_broken_archive_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.csv cannot be read: No such file"):
        read_all([tmp_path / "nowhere.csv"], form="csv")
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(VED.encode() * 100)[:40])
    with pytest.raises(UsageError, match=r"cut\.csv\.gz is not a CSV"):
        read_all([cut], form="ved")


@pytest.mark.recordings
def test_the_recorded_leafs_are_read_whole() -> None:
    rows = read_all([recording("ved_ev_sample.csv.gz")], form="ved")
    assert Counter(row.car_id for row in rows) == {"ved-10": 8813, "ved-455": 8703}
    assert all(row.reading.readable for row in rows)
    assert [row.at_s for row in rows] == sorted(row.at_s for row in rows)


@pytest.mark.recordings
def test_every_row_of_the_dirty_recording_travels() -> None:
    rows = read_all([recording("twizy_rsk.csv.gz")], form="twizy")
    assert [row.reading.seq for row in rows] == list(range(1, 27_924))
    assert sum(not row.reading.readable for row in rows) == 170
    assert [row.at_s for row in rows] == sorted(row.at_s for row in rows)
