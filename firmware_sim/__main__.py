"""The command line: drive, replay, scenario, load, broker, head-unit."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from firmware_sim.cli.broker import broker
from firmware_sim.cli.drive import drive
from firmware_sim.cli.head_unit import head_unit
from firmware_sim.cli.load import load
from firmware_sim.cli.replay import replay
from firmware_sim.cli.scenario import app as scenario
from firmware_sim.errors import SimulatorError

app = typer.Typer(
    name="kurumatomo-sim", no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="rich"
)
for command in (drive, replay, load, broker, head_unit):
    app.command()(command)
app.add_typer(scenario, name="scenario")


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(version("kurumatomo"))
        raise typer.Exit


@app.callback()
def _root(
    *,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Imaginary cars, and recorded ones, that speak over MQTT as real firmware does."""


def main() -> None:
    """Run a command; a mistake ends it with one sentence and exit code 2, a failure with 1."""
    try:
        app()
    except SimulatorError as error:
        typer.echo(f"kurumatomo-sim: {error}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
