"""Rules of the house that a reader should not have to check by eye."""

import re
import statistics
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = ("gateway", "feed", "firmware_sim")
MODULES = sorted(path for program in PROGRAMS for path in (ROOT / program).rglob("*.py"))
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base_manager"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_300_lines() -> None:
    too_long = {str(path.relative_to(ROOT)): lines(path) for path in MODULES if lines(path) > 300}
    assert too_long == {}


def test_the_usual_module_fits_on_two_screens() -> None:
    assert statistics.median(lines(path) for path in MODULES if path.name != "__init__.py") <= 110


def test_no_module_is_a_drawer() -> None:
    assert [path for path in MODULES if DRAWERS & set(path.stem.split("_"))] == []


def test_every_module_says_in_its_first_line_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.read_text(encoding="utf-8").strip() and not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


def test_config_holds_no_python() -> None:
    assert list((ROOT / "config").rglob("*.py")) == []


def keys_of(table: dict[str, object], prefix: str = "") -> list[str]:
    """Every key of a settings file as dotted names; a table of tables is named by its own keys."""
    names = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        names += keys_of(value, f"{name}.") if isinstance(value, dict) else [name]
    return names


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_key_of_the_settings_is_explained(program: str) -> None:
    papers = (ROOT / "config" / "README.md").read_text(encoding="utf-8")
    settings = tomllib.loads((ROOT / "config" / f"{program}.toml").read_text(encoding="utf-8"))
    assert [key for key in keys_of(settings) if f"`{key}`" not in papers] == []


def test_every_test_that_the_papers_name_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8")))
    written = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8"))
    }
    assert sorted(named - written) == []


@pytest.mark.parametrize("folder", ["gateway", "feed", "firmware_sim", "config", "tests", "docs"])
def test_nothing_shipped_names_the_machine_it_was_written_on(folder: str) -> None:
    homes = ("/home/", "/root/", "/Users/", "/work/")
    texts = [
        path
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".html", ".js", ".css", ".json"}
        and "vendor" not in path.parts
        and path != Path(__file__)
    ]
    telling = [
        str(path.relative_to(ROOT)) for path in texts if any(h in path.read_text("utf-8") for h in homes)
    ]
    assert telling == []
