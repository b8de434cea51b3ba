"""A scenario file is told what is wrong with it in plain words, each mistake with its line."""

import tomllib
from pathlib import Path

import pytest

from firmware_sim.errors import UsageError
from firmware_sim.faults import FAULTS
from firmware_sim.scenario.lines import lines_of
from firmware_sim.scenario.read import files_in, read
from firmware_sim.scenario.starter import write_starter
from tests.builders.scenarios import HOMECOMING, SHIPPED, a_fault, a_scenario, on_the_wire

SHIPPED_FILES = files_in([SHIPPED])


def wrong(folder: Path, before: str, after: str) -> list[str]:
    """What is said of the homecoming with these words in place of those."""
    assert before in HOMECOMING
    with pytest.raises(UsageError) as complaint:
        a_scenario(folder, text=HOMECOMING.replace(before, after, 1))
    return [line.strip() for line in str(complaint.value).splitlines()[1:]]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param(
            'owner = "aki"',
            'owner = "aky"',
            'line 22: there is no person called "aky"; known are aki, emma',
            id="who",
        ),
        pytest.param(
            'to = "home"',
            'to = "hone"',
            'line 30: there is no place called "hone"; known are home, work',
            id="where",
        ),
        pytest.param(
            'kind = "came',
            'kinds = "came',
            'line 38: there is no key "kinds" here; did you mean "kind"?',
            id="key",
        ),
        pytest.param(
            '"18:56"',
            '"1856"',
            'line 33: at is a time such as "18:42", "day 2 07:15", or "+12m" (so long after the start)',
            id="when",
        ),
        pytest.param(
            '"18:56"', '"23:10"', "line 33: at is not within the scenario, which lasts 1 hours", id="too late"
        ),
        pytest.param('name = "emma"', 'name = "aki"', 'line 18: there are two called "aki"', id="twice"),
        pytest.param(
            'does = "drive"\nto = "home"',
            'does = "drive"',
            "line 27: needs either a place to drive to",
            id="hole",
        ),
        pytest.param(
            'lasts = "1h"',
            'lasts = "1 hour"',
            'line 3: lasts is a length of time such as "90s", "5m"',
            id="length",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(before: str, after: str, told: str, tmp_path: Path) -> None:
    complaints = wrong(tmp_path, before, after)
    assert any(each.startswith(told) for each in complaints), complaints


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as complaint:
        a_scenario(
            tmp_path,
            a_fault("lots"),
            a_fault("stuck"),
            text=HOMECOMING.replace("lon = 137.1560", "lon = 999"),
        )
    lines = [line.split(":")[0].strip() for line in str(complaint.value).splitlines()[1:]]
    assert lines == ["line 12", "line 42", "line 44"]


def test_what_is_no_toml_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"this is not TOML: .*line 1"):
        a_scenario(tmp_path, text="title = \n")


def test_a_car_cannot_do_two_things_at_once(tmp_path: Path) -> None:
    scenario = a_scenario(tmp_path, text=HOMECOMING.replace('"18:56"', '"18:41"'))
    with pytest.raises(UsageError, match=r"at 18:41:00 the car cannot plug in: it is busy until 18:46"):
        on_the_wire(scenario)


def test_words_within_a_string_of_several_lines_are_no_keys() -> None:
    text = 'title = """\n[[car]]\nname = "x"\n"""\n[[car]]\nname = "y"\n'
    assert tomllib.loads(text)["car"] == [{"name": "y"}]
    assert lines_of(text) == {("title",): 1, ("car", 0): 5, ("car", 0, "name"): 6}


def test_the_starter_can_be_played_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "first.scenario.toml"
    write_starter(path)
    assert on_the_wire(read(path))
    with pytest.raises(UsageError, match="is there already"):
        write_starter(path)


@pytest.mark.parametrize("path", SHIPPED_FILES, ids=lambda path: path.name.split(".")[0])
def test_a_shipped_scenario_says_what_it_promises_and_puts_the_same_bytes_on_the_wire(path: Path) -> None:
    scenario = read(path)
    assert scenario.form.promise
    assert on_the_wire(scenario) == on_the_wire(scenario)


def test_every_fault_has_a_scenario_that_shows_the_answer_to_it() -> None:
    shown = {fault.kind for path in SHIPPED_FILES for fault in read(path).form.fault}
    assert shown == set(FAULTS)
