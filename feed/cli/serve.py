"""`kurumatomo-feed serve`: the feed on a port."""

from typing import Annotated

import typer

from feed import workers as processes
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.settings import read_settings


def serve(
    *,
    database: DatabaseUrl = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    public_url: Annotated[str | None, typer.Option(help="The name the server gives itself.")] = None,
    metrics_port: Annotated[
        int | None, typer.Option(help="Loopback port for /metrics; 0 takes a free one.")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; more than one needs PostgreSQL.")] = None,
    trial: Annotated[
        bool | None, typer.Option("--trial", help="Open sign-up and enrolment, no limits; loopback only.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Serve the network until interrupted. The database is migrated first."""
    settings = read_settings(
        config,
        database=database,
        host=host,
        port=port,
        public_url=public_url,
        metrics_port=metrics_port,
        workers=workers,
        trial=trial,
    )
    if not processes.serve(settings):
        raise typer.Exit(1)
