"""Whole feeds, written down and compared: every post each person saw, in order, with its hour."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.scenario.bench import Verdict
from firmware_sim.scenario.judge import Finding, line


def written(verdict: Verdict) -> str:
    """The feed of a scenario as everybody saw it."""
    return "\n".join(_lines(verdict)) + "\n"


def record(verdict: Verdict, folder: Path) -> Path:
    """Keep it. Raises SimulatorError when it cannot be written."""
    path = _file(verdict, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(written(verdict), encoding="utf-8")
    except OSError as error:
        raise SimulatorError(f"{path} cannot be written: {error.strerror}") from error
    return path


def compare(verdict: Verdict, folder: Path) -> Finding:
    """Whether everybody saw what was kept. Raises UsageError when nothing was kept of this scenario."""
    path = _file(verdict, folder)
    try:
        kept = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; --record makes it") from error
    now = written(verdict)
    difference = unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", n=1, lineterm="")
    wrong = "" if kept == now else "it is another one"
    return Finding(f"the whole feed is that of {path.name}", wrong, tuple(difference))


def _file(verdict: Verdict, folder: Path) -> Path:
    return folder / f"{verdict.scenario.name}.feed.txt"


def _lines(verdict: Verdict) -> Iterator[str]:
    scenario, sights = verdict.scenario, verdict.record.sights
    yield f"# {scenario.form.title}"
    for by in sorted({sight.by for sight in sights}):
        yield ""
        yield f"## {by}"
        yield from (f"{sight.of}  {line(sight, scenario)}" for sight in sights if sight.by == by)
