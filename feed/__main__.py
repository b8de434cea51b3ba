"""The command line: `serve`, `migrate`, and what operators do with accounts, cars and tokens."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from feed.cli import accounts, announcements, audit, cars, emojis, erase, tokens
from feed.cli.export import export
from feed.cli.migrate import migrate
from feed.cli.seed import seed
from feed.cli.serve import serve
from feed.errors import ConfigError, FeedError

app = typer.Typer(name="kurumatomo-feed", no_args_is_help=True, pretty_exceptions_enable=False)
app.command()(serve)
app.command()(migrate)
app.command()(seed)
app.command()(export)
app.add_typer(accounts.app, name="accounts")
app.add_typer(announcements.app, name="announcements")
app.add_typer(cars.app, name="cars")
app.add_typer(tokens.app, name="tokens")
app.add_typer(emojis.app, name="emojis")
app.add_typer(erase.app, name="erase")
app.add_typer(audit.app, name="audit")


def _print_version(wanted: bool) -> None:  # noqa: FBT001
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
    """The social network in which cars are members."""


def main() -> None:
    """Runs a command; a mistake ends it with one sentence and exit code 2, a failure with 1."""
    try:
        app()
    except ConfigError as error:
        sys.exit(_complain(str(error), 2))
    except FeedError as error:
        sys.exit(_complain(error.safe, 1))


def _complain(sentence: str, code: int) -> int:
    typer.echo(f"kurumatomo-feed: {sentence}", err=True)
    return code


if __name__ == "__main__":
    main()
