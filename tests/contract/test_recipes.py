"""The recipes of CONTRIBUTING.md, done: what is added there is heard, in a copy of the project."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.program import ROOT

COPIED = ("gateway", "feed", "config")

FROST = '''

class Frost(Event, frozen=True, kw_only=True, tag="frost", omit_defaults=True):
    """It freezes outside."""
'''
FROST_RULE = '''

def frost(before: CarState, after: CarState, bounds: Bounds) -> Frost | None:
    """It was warmer than freezing, and is no more."""
    was, now = before.gauges.outside_c, after.gauges.outside_c
    if was is None or now is None or not was > 0 >= now:
        return None
    return Frost(car_id=after.car_id, at=after.moment)
'''
ADDED = {  # by file: what stands there, and what takes its place; None: what is appended
    "gateway/car/events/health.py": ((None, FROST),),
    "gateway/car/events/__init__.py": (
        ("import AuxBatteryLow, ", "import AuxBatteryLow, Frost, "),
        ("    AuxBatteryLow,\n", "    AuxBatteryLow,\n    Frost,\n"),
    ),
    "gateway/car/news/health.py": (
        ("import AuxBatteryLow, ", "import AuxBatteryLow, Frost, "),
        (None, FROST_RULE),
    ),
    "gateway/car/notice.py": (
        ("import aux_battery_low, ", "import aux_battery_low, frost, "),
        ("    (aux_battery_low, ", '    (frost, ("gauges",)),\n    (aux_battery_low, '),
    ),
    "config/personas/plain.en.toml": ((None, '\nfrost = ["Frost out there."]\n'),),
    "config/personas/plain.ja.toml": ((None, '\nfrost = ["外は氷点下だよ。"]\n'),),
    "feed/social/car_kinds.py": (
        ('HealthKind = Literal["aux_battery_low", ', 'HealthKind = Literal["frost", "aux_battery_low", '),
    ),
    "feed/web/templates/parts/car_words.html": (
        ('  "aux_battery_low": ', '  "frost": _("It freezes outside"),\n  "aux_battery_low": '),
    ),
    "feed/web/locale/ja/LC_MESSAGES/messages.po": (
        (None, '\nmsgid "It freezes outside"\nmsgstr "外は氷点下"\n'),
    ),
}
OWNERS_CAN_SETTLE_IT = """
from feed.social.car_kinds import SUBJECTS
from feed.social.car_wishes import CarWishes

assert "frost" in SUBJECTS["health"]
CarWishes(audience={"frost": "nobody"})
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the recipes touch."""
    for folder in COPIED:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def said(project: Path, *arguments: str) -> list[dict[str, object]]:
    """What the copy's `explain` prints of two words about the weather."""
    warm, cold = (
        json.dumps(
            {
                "topic": "fleet/v1/kei/telemetry",
                "payload": {"v": 1, "seq": seq, "observed_at": f"2026-11-23T09:0{seq}:00Z", **words},
            }
        )
        for seq, words in (
            (1, {"outside_c": 4.0, "plugged_in": False}),
            (2, {"outside_c": -1.0, "plugged_in": True}),
        )
    )
    file = project / "messages.jsonl"
    file.write_text(f"{warm}\n{cold}\n", encoding="utf-8")
    done = run(project, "-m", "gateway", "explain", str(file), "--json", *arguments)
    return [json.loads(line) for line in done.splitlines()]


def run(project: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={"PYTHONPATH": str(project), "KURUMATOMO_CONFIG_DIR": str(project / "config")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def recipe_for(what: str) -> set[str]:
    """The files that the recipe names."""
    papers = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [row] = re.findall(rf"^\| {what} \|(.*)\|$", papers, flags=re.MULTILINE)
    return {name for name in re.findall(r"`([^`]+)`", row) if "/" in name}


def test_an_event_kind_is_added_in_the_files_its_recipe_names(project: Path) -> None:
    for name, edits in ADDED.items():
        file = project / name
        text = file.read_text(encoding="utf-8")
        for old, new in edits:
            assert old is None or old in text, f"{name} has no {old!r} any more"
            text = text + new if old is None else text.replace(old, new)
        file.write_text(text, encoding="utf-8")

    run(project, "-c", OWNERS_CAN_SETTLE_IT)
    assert "Frost out there." in json.dumps(said(project))
    assert "外は氷点下だよ。" in json.dumps(said(project, "--language", "ja"), ensure_ascii=False)
    named = {name.replace("<subject>", "health").replace("*", "ja") for name in recipe_for("an event kind")}
    assert ADDED.keys() <= named


def test_a_persona_is_one_file(project: Path) -> None:
    pirate = 'language = "en"\n\n[lines]\nplugged_in = ["Arr, the cable be in."]\n'
    (project / "config/personas/pirate.en.toml").write_text(pirate, encoding="utf-8")
    assert "Arr, the cable be in." in json.dumps(said(project, "--persona", "pirate"))
    assert recipe_for("a persona or a language") == {"config/personas/name.lang.toml"}
