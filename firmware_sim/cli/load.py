"""`kurumatomo-sim load`."""

from typing import Annotated

import typer

from firmware_sim.cli.options import (
    LOCAL_BROKER,
    AckTimeout,
    BrokerUrl,
    NoWait,
    broker_at,
    is_loopback,
    run,
    say,
)
from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.fleet.load import load as let_load


def load(
    *,
    cars: Annotated[
        int, typer.Option(min=1, max=100_000, help="So many cars, over a few connections.")
    ] = 1000,
    rate: Annotated[float, typer.Option(min=0.1, help="Readings a second, all cars together.")] = 1000.0,
    seconds: Annotated[float, typer.Option(min=0.1, max=3600, help="For so long.")] = 10.0,
    mqtt: BrokerUrl = LOCAL_BROKER,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help="Allow a broker that is not on this machine.")
    ] = False,
    no_wait: NoWait = False,
    ack_timeout: AckTimeout = 10.0,
) -> None:
    """Send many readings a second and count what the broker took and the gateway acknowledged."""
    broker = broker_at(mqtt)
    if not anywhere and not is_loopback(broker):
        raise UsageError(f"{broker} is not this machine; a load on it has to be wanted: --anywhere")
    loaded = run(
        let_load(broker, cars=cars, rate=rate, seconds=seconds, ack_timeout_s=0.0 if no_wait else ack_timeout)
    )
    say(
        f"attempted {loaded.attempted:,} ({loaded.attempted / loaded.seconds:,.0f}/s), "
        f"taken by the broker {loaded.taken_by_broker:,}, acknowledged by the gateway {loaded.acknowledged:,}"
    )
    if not no_wait and loaded.acknowledged < loaded.attempted:
        raise SimulatorError(
            f"{loaded.attempted - loaded.acknowledged:,} were not acknowledged: is a gateway running?"
        )
