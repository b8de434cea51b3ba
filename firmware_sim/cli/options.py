"""What several commands ask for, and how each of them runs and speaks."""

import asyncio
from collections.abc import Coroutine
from ipaddress import ip_address
from typing import Annotated, Any, TypeVar

import typer

from firmware_sim.errors import SimulatorError
from firmware_sim.mqtt.broker import Broker
from firmware_sim.settings import mqtt_password

T = TypeVar("T")

BrokerUrl = Annotated[
    str,
    typer.Option(
        "--mqtt",
        envvar="KURUMATOMO_MQTT",
        metavar="URL",
        help="mqtt://user@host:port, or mqtts:// for TLS. The password comes from KURUMATOMO_MQTT_PASSWORD, "
        "from the file KURUMATOMO_MQTT_PASSWORD_FILE, or stands in the URL.",
    ),
]
NoWait = Annotated[
    bool,
    typer.Option("--no-wait", help="Do not wait for a gateway's acknowledgements; the broker's are enough."),
]
AckTimeout = Annotated[
    float,
    typer.Option(
        "--ack-timeout",
        metavar="SECONDS",
        min=0.1,
        help="How long the gateway may be silent before the rest counts as not acknowledged.",
    ),
]

LOCAL_BROKER = "mqtt://127.0.0.1:1883"


def broker_at(url: str) -> Broker:
    """The broker a URL and the environment name."""
    return Broker.from_url(url, password=mqtt_password())


def is_loopback(broker: Broker) -> bool:
    """Whether a broker is on this machine."""
    if broker.host == "localhost":
        return True
    try:
        return ip_address(broker.host).is_loopback
    except ValueError:
        return False


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    typer.echo(sentence, err=True)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end; of a group of troubles the first is the one to tell."""
    try:
        return asyncio.run(work)
    except BaseExceptionGroup as group:
        first = _first(group)
        if first is None:
            raise
        raise first from group


def _first(group: BaseExceptionGroup[BaseException]) -> SimulatorError | None:
    for trouble in group.exceptions:
        if isinstance(trouble, SimulatorError):
            return trouble
        if isinstance(trouble, BaseExceptionGroup) and (within := _first(trouble)):
            return within
    return None
