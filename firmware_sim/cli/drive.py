"""`kurumatomo-sim drive`."""

from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from firmware_sim import settings
from firmware_sim.cli.options import LOCAL_BROKER, AckTimeout, BrokerUrl, NoWait, broker_at, run, say
from firmware_sim.dialects import DIALECTS
from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.fleet import memory, residents
from firmware_sim.fleet.drive import Driven
from firmware_sim.fleet.drive import drive as let_drive
from firmware_sim.fleet.pace import Speed

SATURDAY = 5


def drive(
    *,
    mqtt: BrokerUrl = LOCAL_BROKER,
    cars: Annotated[int, typer.Option(min=1, max=100_000, help="So many cars, in one made-up town.")] = 5,
    fleet: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The cars of a fleet file instead, each in its own home."),
    ] = None,
    dialect: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(DIALECTS),
            help="The tongue of every car. Without it: what the fleet file says, else native. Only in native "
            "does a gateway acknowledge; in the others a reading is forgotten when it has been sent.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same towns, days and readings.")] = 1,
    speed: Annotated[
        str,
        typer.Option(
            metavar="1|N|max",
            help="How many seconds of theirs pass in one of ours. A world faster than ours waits for its "
            "broker and its gateway, so that nothing comes too late.",
        ),
    ] = "1",
    starts: Annotated[
        datetime | None,
        typer.Option(
            "--start",
            formats=["%Y-%m-%dT%H:%M"],
            help="When it is in their world, as their local time. Without it: now at speed 1, else the "
            "morning of the next working day.",
        ),
    ] = None,
    days: Annotated[float | None, typer.Option(min=0.001, help="End after so many days of theirs.")] = None,
    for_s: Annotated[
        float | None,
        typer.Option("--for", metavar="SECONDS", min=0.1, help="End after so many of our seconds."),
    ] = None,
    memory_file: Annotated[
        Path | None,
        typer.Option(
            "--memory",
            metavar="FILE",
            help="Where the cars' flash is kept over a restart: numbers, charge, what nobody acknowledged, "
            "and how late it was.",
        ),
    ] = None,
    no_wait: NoWait = False,
    ack_timeout: AckTimeout = 30.0,
) -> None:
    """Let simulated cars live their days: home, work, errands, chargers, and now and then a forgotten plug.

    Each car has a connection of its own (one for each tongue), a last will, and, in native, an outbox that
    forgets a reading only when the gateway has acknowledged it. Without --days or --for they go on until
    Ctrl-C or SIGTERM.
    """
    config, broker = settings.load(), broker_at(mqtt)
    pace = Speed.parse(speed)
    if pace.factor == inf and days is None and for_s is None:
        raise UsageError("--speed max needs an end: --days or --for")
    if fleet is not None:
        households = residents.households_of(settings.load_fleet(fleet), config, seed=seed)
    else:
        households = residents.households_in_one_town(cars, config, seed=seed)
    if dialect is not None:
        households = residents.all_speaking(households, dialect)
    remembered = memory.recall(memory_file) if memory_file else None
    begins = _beginning(
        starts, zone=households[0].zone, speed=pace, morning_h=config.morning_h, after=remembered
    )
    everyone = residents.move_in(
        households, config, seed=seed, starts=begins, memories=remembered.cars if remembered else {}
    )
    say(f"{len(everyone)} cars set out on {begins:%A, %d %B %Y at %H:%M} of theirs, at speed {speed}.")
    driven = run(
        let_drive(
            everyone,
            broker,
            starts=begins,
            until_s=begins.timestamp() + days * 86_400 if days is not None else inf,
            speed=pace,
            for_s=for_s,
            waits_for_acks=not no_wait,
            ack_timeout_s=ack_timeout,
            memory_path=memory_file,
            say=say,
        )
    )
    _close(driven, waits=not no_wait)


def _beginning(
    wanted: datetime | None, *, zone: ZoneInfo, speed: Speed, morning_h: float, after: memory.Memory | None
) -> datetime:
    """When the world begins: as asked; in real time now; else on the next working day's morning."""
    now = datetime.now(UTC)
    if wanted is not None:
        return wanted.replace(tzinfo=zone)
    if speed.is_real:
        return now.astimezone(zone)
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    morning = today + timedelta(hours=morning_h)
    while morning.weekday() >= SATURDAY or (after is not None and morning < after.world):
        morning += timedelta(days=1)
    return morning


def _close(driven: Driven, *, waits: bool) -> None:
    say(
        f"The broker took {driven.taken_by_broker:,} messages, "
        f"the gateway acknowledged {driven.acknowledged:,} readings"
        + (f", {driven.dropped:,} were given up by a full flash." if driven.dropped else ".")
    )
    if waits and driven.waiting and not driven.stopped:
        raise SimulatorError(f"{driven.waiting:,} readings were not acknowledged: is a gateway running?")
