"""`kurumatomo-sim broker`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from firmware_sim.cli.options import run, say
from firmware_sim.embedded_broker import prepare_users, serve
from firmware_sim.fleet.stopping import stop_when_told
from firmware_sim.settings import mqtt_password


def broker(
    *,
    users: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="Who may sign in: user:argon2-hash, one a line. With KURUMATOMO_MQTT_PASSWORD set it is "
            "written for you, with the users cars and gateway, unless you have written it yourself.",
        ),
    ],
    port: Annotated[int, typer.Option(min=1, max=65535, help="On 127.0.0.1.")] = 1883,
) -> None:
    """Run an MQTT broker for trials on this machine. It is not for production: use Mosquitto there."""
    prepare_users(users, password=mqtt_password())
    run(_serve(port=port, users=users))


async def _serve(*, port: int, users: Path) -> None:
    until = asyncio.Event()
    with stop_when_told(until.set):
        await serve(port=port, users=users, until=until, say=say)
