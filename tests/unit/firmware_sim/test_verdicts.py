"""A verdict follows from what was seen, by whom, and when in the cars' time."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from firmware_sim.errors import UsageError
from firmware_sim.scenario import golden
from firmware_sim.scenario.bench import Verdict
from firmware_sim.scenario.feed import Post
from firmware_sim.scenario.judge import judge, looking_at
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.report import told_in_full, write_junit
from firmware_sim.scenario.sight import Record, Sight
from tests.builders.scenarios import HOMECOMING, a_scenario

NO_EXPECTATION = HOMECOMING.partition("[[seen]]")[0]


def expecting(folder: Path, *tables: str) -> Scenario:
    return a_scenario(folder, *tables, text=NO_EXPECTATION)


def a_sight(scenario: Scenario, by: str, minutes: float, *, kind: str = "came_home", **others: bool) -> Sight:
    post = Post("1", kind, "Home again, with 5 %.", "private")
    return Sight(by, "preboy", post, scenario.starts.timestamp() + 60 * minutes, **others)


SEEN = '[[seen]]\nby = "aki"\nkind = "came_home"\nafter = "18:40"\nwithin = "10m"'


@pytest.mark.parametrize(
    ("table", "sights", "wrong"),
    [
        pytest.param(SEEN, [("aki", 12)], "", id="seen in time"),
        pytest.param(SEEN, [("aki", 20)], "", id="seen at the last moment"),
        pytest.param(SEEN, [("aki", 10)], "there was none", id="seen before"),
        pytest.param(SEEN, [("aki", 21)], "there was none", id="seen too late"),
        pytest.param(SEEN, [("emma", 12)], "there was none", id="seen by another"),
        pytest.param(SEEN + "\ntimes = 1", [("aki", 12), ("aki", 13)], "there were 2", id="seen twice"),
        pytest.param(SEEN + '\nsays = "5 %"', [("aki", 12)], "", id="says so"),
        pytest.param(SEEN + '\nsays = "6 %"', [("aki", 12)], "there was none", id="says otherwise"),
        pytest.param(SEEN + "\nrings = true", [("aki", 12)], "no phone rang", id="did not ring"),
        pytest.param(
            SEEN.replace("seen", "not_seen"), [("aki", 12)], "there was one", id="seen all the same"
        ),
        pytest.param(SEEN.replace("seen", "not_seen"), [("aki", 9)], "", id="not seen then"),
    ],
)
def test_what_was_seen_is_judged(
    table: str, sights: list[tuple[str, float]], wrong: str, tmp_path: Path
) -> None:
    scenario = expecting(tmp_path, table)
    record = Record(tuple(a_sight(scenario, by, minutes) for by, minutes in sights))
    assert [finding.wrong for finding in judge(scenario, record)] == [wrong]


def test_what_only_lies_on_the_cars_page_did_not_come_but_can_be_found(tmp_path: Path) -> None:
    scenario = expecting(tmp_path, SEEN, SEEN.replace("seen", "not_seen"))
    record = Record((a_sight(scenario, "aki", 12, comes=False),))
    assert [finding.wrong for finding in judge(scenario, record)] == ["there was none", "there was one"]


def test_a_failure_tells_what_was_seen_instead(tmp_path: Path) -> None:
    scenario = expecting(tmp_path, SEEN)
    record = Record((a_sight(scenario, "aki", 30, kind="drive_ended"),))
    [finding] = judge(scenario, record)
    assert finding.expected == "aki sees a came_home of preboy, 18:40:00 to 18:50:00"
    assert finding.shown == ("by 19:00:00  drive_ended (private): Home again, with 5 %.",)


def test_one_looks_at_the_beginning_and_the_end_of_every_window(tmp_path: Path) -> None:
    scenario = expecting(tmp_path, SEEN)
    minutes = [(at_s - scenario.starts.timestamp()) / 60 for at_s in looking_at(scenario)]
    assert minutes == [0, 10, 20, 60]


def test_figures_and_acknowledgements_are_judged_too(tmp_path: Path) -> None:
    counted = '[[counted]]\nwhat = "readings"\nat_least = 3\nat_most = 5'
    scenario = expecting(tmp_path, counted, "[[acknowledged]]")
    found = [
        [finding.wrong for finding in judge(scenario, record)]
        for record in (
            Record((), {"preboy": 9}, {"preboy": 9}, {"readings_total": 4.0}),
            Record((), {"preboy": 9}, {"preboy": 7}, {"readings_total": 6.0}),
            Record((), {"preboy": 9}, {}, None),
        )
    ]
    assert found == [
        ["", ""],
        ["it counted 6", "it was told so up to 7 of 9"],
        ["only a stack of our own tells its figures", "it was told so up to 0 of 9"],
    ]


def a_verdict(folder: Path, *sights: tuple[str, float]) -> Verdict:
    scenario = expecting(folder, SEEN)
    record = Record(tuple(a_sight(scenario, by, minutes) for by, minutes in sights))
    return Verdict(scenario, tuple(judge(scenario, record)), record, 1.5)


def test_junit_tells_a_failure_in_full(tmp_path: Path) -> None:
    verdict = a_verdict(tmp_path, ("aki", 30))
    write_junit([verdict, a_verdict(tmp_path, ("aki", 12))], tmp_path / "out.xml")
    suite = ET.parse(tmp_path / "out.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "0")
    failures = [case.findtext("failure") for case in suite]
    assert failures == [told_in_full(verdict), None]
    assert "came_home (private): Home again" in str(failures[0])


def test_a_whole_feed_is_compared_word_by_word(tmp_path: Path) -> None:
    golden.record(a_verdict(tmp_path, ("aki", 12), ("emma", 30)), tmp_path / "kept")
    same = golden.compare(a_verdict(tmp_path, ("aki", 12), ("emma", 30)), tmp_path / "kept")
    other = golden.compare(a_verdict(tmp_path, ("aki", 12)), tmp_path / "kept")
    assert (same.wrong, other.wrong) == ("", "it is another one")
    assert "-preboy  by 19:00:00  came_home (private): Home again, with 5 %." in other.shown


def test_a_feed_nobody_kept_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--record makes it"):
        golden.compare(a_verdict(tmp_path), tmp_path / "nothing")
