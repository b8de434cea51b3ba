"""The command line: run, check, explain, history."""

import asyncio
import sys
from importlib.metadata import version
from typing import Annotated, Literal

import typer
from alembic.util import CommandError

from gateway import app
from gateway.check import findings
from gateway.delivery.store import StoreUnavailableError
from gateway.dialects import DIALECTS
from gateway.explain import Explainer
from gateway.history import history_lines
from gateway.logbook import keep_a_log
from gateway.settings import ConfigError, config_folder, read_settings
from gateway.supposing import suppose
from gateway.voice.profile import Audience
from gateway.words import read_words

FAILED, WRONG_USAGE = 1, 2

cli = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)

Mqtt = Annotated[str | None, typer.Option(help="The broker: mqtt://user:password@host:1883 or mqtts://…")]
Feed = Annotated[str | None, typer.Option(help="The feed: http://127.0.0.1:8080 or https://…")]
Database = Annotated[
    str | None, typer.Option(help="sqlite:///file or postgresql://user:password@host/database")
]
Insecure = Annotated[bool | None, typer.Option("--insecure", help="Speak without TLS to other machines.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def _say_version(wanted: bool) -> None:  # noqa: FBT001 - typer passes it so
    if wanted:
        typer.echo(f"kurumatomo-gateway {version('kurumatomo')}")
        raise typer.Exit


@cli.callback()
def gateway(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Say it and leave.")
    ] = False,
) -> None:
    """Hears cars over MQTT, notices what is worth telling, speaks in their name and carries it to the feed.

    Settings come from config/gateway.toml, then KURUMATOMO_… in the environment, then the options here.
    The feed's token comes from KURUMATOMO_FEED_TOKEN, or from the file KURUMATOMO_FEED_TOKEN_FILE names;
    `kurumatomo-feed tokens issue --scope gateway` prints one.
    """


@cli.command()
def run(
    mqtt: Mqtt = None,
    feed: Feed = None,
    database: Database = None,
    clock: Annotated[
        Literal["wall", "sim"] | None, typer.Option(help="sim: the time is what the simulator says it is.")
    ] = None,
    status_port: Annotated[
        int | None, typer.Option(help="Where /livez, /readyz and /metrics are, on loopback.")
    ] = None,
    client_id: Annotated[str | None, typer.Option(help="The gateway's name at the broker.")] = None,
    insecure: Insecure = None,
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"] | None, typer.Option(help="What is worth a line.")
    ] = None,
) -> None:
    """Run until told to stop (Ctrl-C or SIGTERM). The database is made and kept in shape by itself."""
    settings = read_settings(
        mqtt=mqtt,
        feed=feed,
        database=database,
        clock=clock,
        status_port=status_port,
        client_id=client_id,
        insecure=insecure,
        log_level=log_level,
    )
    keep_a_log(settings.log_level)
    asyncio.run(app.run(settings))


@cli.command()
def check(mqtt: Mqtt = None, feed: Feed = None, database: Database = None, insecure: Insecure = None) -> None:
    """Say whether settings, words, database, broker and feed are as a gateway needs them. Changes nothing."""
    settings = read_settings(mqtt=mqtt, feed=feed, database=database, insecure=insecure)
    well = True
    for part, trouble in findings(settings):
        typer.echo(f"{part}: {trouble or 'ok'}")
        well = well and trouble is None
    raise typer.Exit(0 if well else FAILED)


@cli.command()
def explain(
    file: Annotated[
        typer.FileBinaryRead | None,
        typer.Argument(metavar="FILE", help="Lines of messages.", show_default="standard input"),
    ] = None,
    *,
    dialect: Annotated[str, typer.Option(help=f"One of: {', '.join(DIALECTS)}.")] = "native",
    language: Annotated[Literal["en", "ja"], typer.Option(help="In which the car speaks.")] = "en",
    persona: Annotated[str, typer.Option(help="Who the car is.")] = "plain",
    tell: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND=WHO", help="The owner's choice for a kind of news, such as drive_ended=public."
        ),
    ] = None,
    usually: Annotated[
        str, typer.Option(metavar="WHO", help=f"Whom the car speaks to: {', '.join(Audience)}.")
    ] = "private",
    delay: Annotated[
        str, typer.Option(metavar="MINUTES|until_left", help="How long others than the owner wait.")
    ] = "30",
    quiet: Annotated[
        str | None, typer.Option(metavar="HH:MM-HH:MM", help="When only alerts are told, where the car is.")
    ] = None,
    home: Annotated[str | None, typer.Option(metavar="LAT,LON", help="Where home is.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print what a gateway would read, notice and say; nothing is connected, nothing is kept.

    Reads lines like {"topic": …, "payload": …, "retain"?: true, "received_at"?: "…Z"}; a line without
    received_at is taken as heard when the car measured. After the last line an hour passes, so that what
    waits for some time comes out.

    Of each event it shows what the owner, a follower, a dealer entrusted with all a dealer may hear, and a
    stranger would each read, and from when; or why nothing.
    """
    if dialect not in DIALECTS:
        raise ConfigError(f"--dialect: should be one of {', '.join(DIALECTS)}, not {dialect}")
    known = suppose(
        read_settings().bounds,
        language=language,
        persona=persona,
        tell=tell or (),
        usually=usually,
        delay=delay,
        quiet=quiet,
        home=home,
    )
    explainer = Explainer(DIALECTS[dialect], known=known, words=read_words(config_folder()))
    explanations = (explainer.explain(line) for line in file or sys.stdin.buffer if line.strip())
    for explanation in explanations:
        typer.echo(explanation.json() if as_json else explanation.text())
    if afterwards := explainer.let_time_pass():
        typer.echo(afterwards.json() if as_json else afterwards.text())


@cli.command()
def history(
    *,
    database: Database = None,
    car: Annotated[str | None, typer.Option(help="Only this car's.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the drives, charges, events and posts a store holds, oldest first."""
    for line in history_lines(read_settings(database=database).database, car_id=car, as_json=as_json):
        typer.echo(line)


def main() -> None:
    """The whole program; exit code 0 done, 1 failed, 2 wrong usage."""
    try:
        cli(prog_name="kurumatomo-gateway")
    except ConfigError as error:
        _give_up(error, WRONG_USAGE)
    except (StoreUnavailableError, CommandError) as error:
        _give_up(f"database: {error}", FAILED)
    except OSError as error:
        _give_up(error, FAILED)


def _give_up(reason: object, code: int) -> None:
    typer.echo(f"kurumatomo-gateway: {reason}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
