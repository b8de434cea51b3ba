"""`kurumatomo-feed serve`: the feed on a port."""

import asyncio
from typing import Annotated

import typer
from aiohttp import web

from feed.app import create_app
from feed.cli.migrate import _migrate
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
    """Serve the network until interrupted. Migrates the database first."""
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
    asyncio.run(_migrate(settings.database))
    web.run_app(create_app(settings), host=settings.host, port=settings.port, print=None)
