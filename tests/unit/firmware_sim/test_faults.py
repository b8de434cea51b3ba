"""What goes wrong goes wrong by seed: the same file puts the same bytes on the wire."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from firmware_sim.faults import FAULTS, Mishearing
from firmware_sim.faults.acts import Connect, Cut, Say
from tests.builders.scenarios import a_fault, a_scenario, on_the_wire, said

FIELDS = {"stuck": "soc_percent", "stale": "soc_percent", "units": "soc_percent"}


def readings(folder: Path, *faults: str) -> list[dict[str, Any]]:
    return [json.loads(each.publication.payload) for each in said(a_scenario(folder, *faults))]


def every(kind: str, **others: str | float) -> str:
    return a_fault(kind, **({"field": FIELDS[kind]} if kind in FIELDS else {}), **others)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_of_one_seed_puts_the_same_bytes_on_the_wire_again(kind: str, tmp_path: Path) -> None:
    rate = {} if kind in ("brown-out", "ghost", "tunnel") else {"rate": 0.4}
    told = [on_the_wire(a_scenario(tmp_path, every(kind, **rate))) for _ in range(2)]
    assert told[0] == told[1]
    assert told[0] != on_the_wire(a_scenario(tmp_path))


def test_all_faults_together_do_the_same_ten_times_of_ten(tmp_path: Path) -> None:
    faults = [every(kind, rate=0.1) for kind in FAULTS if kind != "tunnel"]
    told = [on_the_wire(a_scenario(tmp_path, *faults)) for _ in range(10)]
    assert [each == told[0] for each in told] == [True] * 10


def test_another_seed_strikes_elsewhere(tmp_path: Path) -> None:
    one, other = (readings(tmp_path, a_fault("lost", rate=0.3, seed=seed)) for seed in (1, 2))
    assert [each["seq"] for each in one] != [each["seq"] for each in other]


def test_a_fault_strikes_within_its_time_only(tmp_path: Path) -> None:
    well = readings(tmp_path)
    ill = readings(tmp_path, a_fault("gps-null", from_="18:42", until="18:44"))
    changed = [
        after["observed_at"][11:19] for before, after in zip(well, ill, strict=True) if before != after
    ]
    assert changed
    assert all("09:42:00" <= at < "09:44:00" for at in changed)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        pytest.param("clock-1970", "1970-01-01T00:00:00.000Z", id="1970"),
        pytest.param("clock-ahead", "2026-11-23T11:30:00.000Z", id="two hours ahead"),
        pytest.param("clock-rollover", "2007-04-09T09:30:00.000Z", id="1024 weeks back"),
    ],
)
def test_a_wrong_clock_dates_a_reading_wrongly(kind: str, first: str, tmp_path: Path) -> None:
    assert readings(tmp_path, a_fault(kind))[0]["observed_at"] == first


def test_a_drifting_clock_gains_by_the_hour(tmp_path: Path) -> None:
    well, ill = readings(tmp_path), readings(tmp_path, a_fault("clock-drift", by=3600))
    assert well[0]["observed_at"] == ill[0]["observed_at"]
    assert (well[-1]["observed_at"][11:16], ill[-1]["observed_at"][11:16]) == ("10:30", "11:30")


def test_speed_in_miles_is_less_than_in_kilometres(tmp_path: Path) -> None:
    fastest = [
        max(each.get("speed_kmh", 0) for each in told)
        for told in (readings(tmp_path), readings(tmp_path, a_fault("units", field="speed_kmh")))
    ]
    assert fastest == [40.0, 24.855]


def test_a_stuck_figure_keeps_its_first_value(tmp_path: Path) -> None:
    told = readings(tmp_path, every("stuck"))
    assert {each["soc_percent"] for each in told if "soc_percent" in each} == {60.0}


def test_a_charge_that_flickers_is_taken_back_after_three_seconds(tmp_path: Path) -> None:
    told = readings(tmp_path, a_fault("soc-glitch", until="18:31"))
    assert [(each["seq"], each.get("soc_percent")) for each in told[:3]] == [(1, 0.02), (2, 60.0), (3, None)]


def test_firmware_that_spams_gives_each_word_a_number_of_its_own(tmp_path: Path) -> None:
    told = readings(tmp_path, a_fault("spam", by=20))
    seqs = sorted(each["seq"] for each in told)
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) == 21 * len(readings(tmp_path))


def test_what_comes_twice_comes_as_the_same_bytes(tmp_path: Path) -> None:
    told = Counter(
        each.publication.payload for each in said(a_scenario(tmp_path, a_fault("duplicates", by=2)))
    )
    assert set(told.values()) == {3}


def test_what_is_overtaken_arrives_later_and_whole(tmp_path: Path) -> None:
    told = readings(tmp_path, a_fault("reordering", rate=0.5, by=30))
    seqs = [each["seq"] for each in told]
    assert sorted(seqs) == list(range(1, len(seqs) + 1))
    assert seqs != sorted(seqs)


def test_what_is_cut_short_is_no_json(tmp_path: Path) -> None:
    for each in said(a_scenario(tmp_path, a_fault("truncated"))):
        with pytest.raises(json.JSONDecodeError):
            json.loads(each.publication.payload)


def test_a_tunnel_cuts_the_line_and_says_everything_at_its_end_in_order(tmp_path: Path) -> None:
    acts = on_the_wire(a_scenario(tmp_path, a_fault("tunnel", from_="18:41", until="18:47")))
    [cut] = [act for act in acts if isinstance(act, Cut)]
    back = [act for act in acts if isinstance(act, Connect)][1]
    assert not [act for act in acts if isinstance(act, Say) and cut.at_s <= act.at_s < back.at_s]
    after = [
        act.reading.seq for act in acts if isinstance(act, Say) and act.reading and act.at_s >= back.at_s
    ]
    assert after == list(range(after[0], after[0] + len(after)))


def test_a_modem_with_little_memory_comes_out_of_a_tunnel_with_the_newest(tmp_path: Path) -> None:
    whole = readings(tmp_path, a_fault("tunnel", from_="18:41", until="18:47"))
    short = readings(tmp_path, a_fault("tunnel", from_="18:41", until="18:47", by=3))
    missing = [each["seq"] for each in whole if each not in short]
    assert missing
    assert max(missing) + 3 == max(each["seq"] for each in whole if each["observed_at"] < "2026-11-23T09:47")


def test_power_that_fails_in_mid_word_leaves_half_of_it_on_the_wire_and_all_of_it_after_booting(
    tmp_path: Path,
) -> None:
    acts = on_the_wire(a_scenario(tmp_path, a_fault("brown-out", from_="18:55")))
    [cut] = [act for act in acts if isinstance(act, Cut)]
    assert cut.half_said is not None
    again = [act for act in acts if isinstance(act, Say) and act.publication == cut.half_said]
    assert [act.at_s - cut.at_s for act in again] == [20.0]


def test_a_line_that_comes_back_says_its_presence_again(tmp_path: Path) -> None:
    acts = on_the_wire(a_scenario(tmp_path, a_fault("storm", by=1, until="18:31")))
    told = [act.publication.payload for act in acts[:8] if isinstance(act, Say)]
    assert told.count(b"online") >= 2


def test_a_dongle_that_comes_back_floods_its_broker_with_all_its_metrics(tmp_path: Path) -> None:
    scenario = a_scenario(tmp_path, a_fault("tunnel", from_="18:41", until="18:47"))
    path = scenario.path
    path.write_text(path.read_text().replace('at = "work"\n', 'at = "work"\nspeaks = ["ovms"]\n', 1))
    acts = on_the_wire(a_scenario(tmp_path, text=path.read_text()))
    back = [act for act in acts if isinstance(act, Connect)][1]
    flood = [act.publication.topic for act in acts if isinstance(act, Say) and act.at_s == back.at_s]
    assert len(set(flood)) > 20


def test_a_spoofer_has_an_account_of_its_own_and_a_thief_that_of_the_car(tmp_path: Path) -> None:
    spoofed, stolen = (
        {(act.line.user, act.line.client_id) for act in on_the_wire(a_scenario(tmp_path, a_fault(kind)))}
        for kind in ("spoofed", "stolen")
    )
    assert len(stolen) == 1
    assert spoofed == stolen | {("impostor", "impostor")}


@pytest.mark.parametrize("kind", [kind for kind, fault in FAULTS.items() if isinstance(fault, Mishearing)])
def test_a_fault_of_what_is_said_works_in_every_tongue(kind: str, tmp_path: Path) -> None:
    for tongue in ("ovms", "teslamate", "owntracks"):
        text = a_scenario(tmp_path, every(kind)).path.read_text()
        acts = on_the_wire(
            a_scenario(
                tmp_path, text=text.replace('at = "work"\n', f'at = "work"\nspeaks = ["{tongue}"]\n', 1)
            )
        )
        assert [act for act in acts if isinstance(act, Say)]
