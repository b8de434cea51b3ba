"""`kurumatomo-sim scenario`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from firmware_sim import settings
from firmware_sim.cli.options import broker_at, run, say
from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.faults import FAULTS, Mishearing
from firmware_sim.faults.acts import Say
from firmware_sim.scenario import trial
from firmware_sim.scenario.bench import Verdict
from firmware_sim.scenario.names import Names
from firmware_sim.scenario.read import files_in
from firmware_sim.scenario.read import read as read_scenario
from firmware_sim.scenario.report import summary, write_junit
from firmware_sim.scenario.starter import write_starter
from firmware_sim.scenario.wire import acts_of

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="*.scenario.toml, or folders of them.")]


class _RunsByDefault(TyperGroup):
    """`scenario FILE` is `scenario run FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer keeps its own click
        if args and args[0] not in (*self.commands, "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_RunsByDefault,
    no_args_is_help=True,
    help="Play stories of cars and people, and judge what was seen. `scenario FILE` is `scenario run FILE`.",
)


@app.command(name="run")
def play(
    files: Files,
    *,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the verdicts as JUnit XML.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write down the whole feed of each scenario here.")
    ] = None,
    golden: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Compare the whole feed with what was written down.")
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell each expectation that was met.")
    ] = False,
    mqtt: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The broker of a running stack, instead of a stack of our own."),
    ] = None,
    feed: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Its feed. A person's token comes from KURUMATOMO_TOKEN_<PERSON>."),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Its gateway's status page, such as http://127.0.0.1:9101."),
    ] = None,
    real_time: Annotated[
        bool,
        typer.Option(
            "--real-time", help="Its gateway lives by the wall's clock: begin now, and take the time."
        ),
    ] = False,
) -> None:
    """Play scenarios on a stack that is started for them, or on a running one.

    Exit code 0: all is as expected; 1: something is not; 2: a scenario cannot be played as it stands.
    """
    scenarios = [read_scenario(path) for path in files_in(files)]
    where = _running(mqtt, feed, status, real_time=real_time)
    console = Console()
    wanted = trial.Wanted(record=record, golden=golden, every_detail=verbose)
    verdicts = run(trial.try_all(scenarios, settings.load(), where, wanted=wanted, console=console, say=say))
    if junit is not None:
        write_junit(verdicts, junit)
    _close(verdicts)


@app.command()
def check(files: Files) -> None:
    """Say what is wrong with scenarios, each mistake with its line, and play nothing."""
    for path in files_in(files):
        scenario = read_scenario(path)
        acts_of(scenario, Names(scenario.name), settings.load())
        say(f"{path} can be played.")


@app.command()
def new(file: Annotated[Path, typer.Argument(metavar="FILE", help="Such as low.scenario.toml.")]) -> None:
    """Write a first scenario with a comment at everything."""
    write_starter(file)
    say(f"{file} is there. Play it: kurumatomo-sim scenario {file}")


@app.command()
def wire(file: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario.")]) -> None:
    """Print what its cars put on the wire, a line each, for `kurumatomo-gateway explain`; connect nowhere."""
    scenario = read_scenario(file)
    for act in acts_of(scenario, Names(scenario.name), settings.load()):
        if isinstance(act, Say):
            told = act.publication
            payload = told.payload.decode(errors="replace")
            typer.echo(
                json.dumps({"topic": told.topic, "payload": payload, "received_at": trial.iso(act.at_s)})
            )


@app.command()
def faults() -> None:
    """List what can go wrong, and in which measure."""
    table = Table("kind", "what it does", "by", "usual", "field")
    for name, fault in FAULTS.items():
        usual = f"{fault.by:g}" if fault.unit else ""
        of = "needed" if isinstance(fault, Mishearing) and fault.fields else ""
        table.add_row(name, fault.means, fault.unit, usual, of)
    Console().print(table)


def _running(
    mqtt: str | None, feed: str | None, status: str | None, *, real_time: bool
) -> trial.Running | None:
    if mqtt is None and feed is None:
        if status is not None or real_time:
            raise UsageError(
                "--status and --real-time are for a running stack: name its --mqtt and its --feed"
            )
        return None
    if mqtt is None or feed is None:
        raise UsageError("a running stack is named by both --mqtt and --feed")
    return trial.Running(broker_at(mqtt), feed, status, real_time)


def _close(verdicts: Sequence[Verdict]) -> None:
    if not all(verdict.passed for verdict in verdicts):
        raise SimulatorError(summary(verdicts))
    say(summary(verdicts))
