"""A verdict for the eye, and for machines as JUnit XML."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from rich.console import Console
from rich.text import Text

from firmware_sim.errors import SimulatorError
from firmware_sim.scenario.bench import Verdict

PASSED, FAILED, SKIPPED = ("✓", "green"), ("✗", "red"), ("–", "yellow")


def show(verdict: Verdict, console: Console, *, every_detail: bool) -> None:
    """One line when all is well; else, or when asked for, each expectation and what was seen instead."""
    sign, colour = SKIPPED if verdict.skipped else PASSED if verdict.passed else FAILED
    headline = Text.assemble(
        (f"{sign} ", f"bold {colour}"),
        (verdict.scenario.name, "bold"),
        f"  {verdict.scenario.form.title}",
        (f"  {verdict.seconds:.1f} s", "dim"),
    )
    console.print(headline, soft_wrap=True)
    for line, style in _details(verdict, every_detail=every_detail):
        console.print(Text(line, style), soft_wrap=True)


def _details(verdict: Verdict, *, every_detail: bool) -> Iterator[tuple[str, str]]:
    if verdict.skipped:
        yield f"    skipped: {verdict.skipped}", "yellow"
    if verdict.trouble:
        yield f"    {verdict.trouble}", "red"
    for finding in verdict.findings:
        if finding.wrong:
            yield f"    ✗ {finding.expected}: {finding.wrong}", "red"
            yield from ((f"        {line}", "dim") for line in finding.shown)
        elif every_detail:
            yield f"    ✓ {finding.expected}", "green"


def summary(verdicts: Sequence[Verdict]) -> str:
    """All of them in one sentence."""
    skipped = sum(bool(verdict.skipped) for verdict in verdicts)
    passed = sum(verdict.passed for verdict in verdicts) - skipped
    seconds = sum(verdict.seconds for verdict in verdicts)
    others = f", {skipped} skipped" if skipped else ""
    return f"{passed} passed, {len(verdicts) - passed - skipped} failed{others}, in {seconds:.1f} s"


def told_in_full(verdict: Verdict) -> str:
    """What is wrong with a scenario, as plain text."""
    return "\n".join(line.strip("\n") for line, _ in _details(verdict, every_detail=False))


def write_junit(verdicts: Sequence[Verdict], path: Path) -> None:
    """The same for continuous integration. Raises SimulatorError when it cannot be written."""
    failures = sum(not verdict.passed for verdict in verdicts)
    suite = ET.Element(
        "testsuite",
        name="scenarios",
        tests=str(len(verdicts)),
        failures=str(failures),
        skipped=str(sum(bool(verdict.skipped) for verdict in verdicts)),
        time=f"{sum(verdict.seconds for verdict in verdicts):.3f}",
    )
    for verdict in verdicts:
        case = ET.SubElement(
            suite,
            "testcase",
            classname="scenario",
            name=verdict.scenario.name,
            file=str(verdict.scenario.path),
            time=f"{verdict.seconds:.3f}",
        )
        if verdict.skipped:
            ET.SubElement(case, "skipped", message=verdict.skipped)
        elif not verdict.passed:
            first = verdict.trouble or next(
                f"{each.expected}: {each.wrong}" for each in verdict.findings if each.wrong
            )
            ET.SubElement(case, "failure", message=first).text = told_in_full(verdict)
    ET.indent(suite)
    try:
        ET.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)
    except OSError as error:
        raise SimulatorError(f"{path} cannot be written: {error.strerror}") from error
