"""`kurumatomo-sim load`."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from math import inf
from pathlib import Path
from typing import Annotated

import aiohttp
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
from firmware_sim.fleet.crowd import crowd_load
from firmware_sim.fleet.load import Loaded
from firmware_sim.fleet.load import load as let_load
from firmware_sim.fleet.load_report import closing_line, figures_of, html
from firmware_sim.scenario.stack import StatusPage

OUTBOX_WITHIN_S = 60.0


def load(
    *,
    cars: Annotated[int, typer.Option(min=1, max=100_000, help="So many cars.")] = 1000,
    prefix: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The cars are NAME-00001 and so on. Without it each load has cars that nobody met before.",
        ),
    ] = None,
    rate: Annotated[
        str | None,
        typer.Option(
            metavar="N|max",
            help="So many readings a second, all cars together, over a few connections. Without it each car "
            "has a connection, a login and a last will of its own.",
        ),
    ] = None,
    every: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="Each car reports so often.")
    ] = 10.0,
    ramp: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.0, help="Over which the cars come. Else 200 a second."),
    ] = None,
    storm: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=0.0, help="So often a third of all connections breaks at once."),
    ] = 0.0,
    seconds: Annotated[
        float, typer.Option(min=0.1, max=3600, help="For so long, once all are there.")
    ] = 10.0,
    mqtt: BrokerUrl = LOCAL_BROKER,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The gateway's status page (http://127.0.0.1:9101): what it counted is told."
        ),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="The figures, as JSON.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The figures and charts, as HTML.")
    ] = None,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help="Allow a broker that is not on this machine.")
    ] = False,
    no_wait: NoWait = False,
    ack_timeout: AckTimeout = 10.0,
) -> None:
    """Load a broker and a gateway, and count what became of every reading.

    With {car} in the user of --mqtt each car signs in as itself: --mqtt mqtt://{car}@127.0.0.1 --prefix my.
    """
    broker = broker_at(mqtt)
    if not anywhere and not is_loopback(broker):
        raise UsageError(f"{broker} is not this machine; a load on it has to be wanted: --anywhere")
    prefix = prefix or f"load-{int(time.time()):x}"
    patience_s = 0.0 if no_wait else ack_timeout
    before = run(_counted(status)) if status else None
    if rate is not None:
        at_rate = _rate(rate)
        work = let_load(
            broker, cars=cars, prefix=prefix, rate=at_rate, seconds=seconds, ack_timeout_s=patience_s
        )
        title = f"{cars:,} cars over a few connections, {rate} readings a second"
    else:
        work = crowd_load(
            broker,
            cars=cars,
            prefix=prefix,
            every_s=every,
            ramp_s=cars / 200 if ramp is None else ramp,
            storm_every_s=storm,
            seconds=seconds,
            ack_timeout_s=patience_s,
        )
        title = f"{cars:,} cars, each with a connection of its own, reporting every {every:g} s"
    loaded = run(work)
    counted = _difference(before, run(_counted(status))) if status else None
    figures = figures_of(loaded, counted)
    _write(loaded, figures, title, json_file=json_file, report=report)
    _close(figures, waits=not no_wait)


def _rate(told: str) -> float:
    try:
        rate = inf if told == "max" else float(told)
    except ValueError:
        rate = 0.0
    if not rate > 0:
        raise UsageError(f'--rate is a number above 0, or max; not "{told}"')
    return min(rate, 1e9)


async def _counted(status: str) -> Mapping[str, float]:
    """What the gateway has counted, once its outbox is empty."""
    async with aiohttp.ClientSession() as web:
        page = StatusPage(web, status)
        give_up_s = time.monotonic() + OUTBOX_WITHIN_S
        while True:
            figures = await page.figures()
            if not figures:
                raise SimulatorError(f"no gateway answers at {status}/metrics")
            if not figures.get("outbox_drafts") or time.monotonic() > give_up_s:
                return figures
            await asyncio.sleep(0.2)


def _difference(before: Mapping[str, float] | None, after: Mapping[str, float]) -> Mapping[str, float]:
    return {name: figure - (before or {}).get(name, 0.0) for name, figure in after.items()}


def _write(
    loaded: Loaded, figures: Mapping[str, float], title: str, *, json_file: Path | None, report: Path | None
) -> None:
    try:
        if json_file is not None:
            moments = [asdict(moment) for moment in loaded.tally.moments]
            json_file.write_text(
                json.dumps({**figures, "moments": moments}, indent=2) + "\n", encoding="utf-8"
            )
        if report is not None:
            report.write_text(html(loaded, figures, title=title), encoding="utf-8")
    except OSError as error:
        raise SimulatorError(f"{error.filename} cannot be written: {error.strerror}") from error


def _close(figures: Mapping[str, float], *, waits: bool) -> None:
    p50, p99 = figures["lag_p50_ms"], figures["lag_p99_ms"]
    say(f"{figures['per_second']:,.0f} a second, {figures['taken_by_broker']:,.0f} taken by the broker")
    say(f"lag to the gateway's word: half within {p50:,.0f} ms, 99 of 100 within {p99:,.0f} ms")
    say(closing_line(figures))
    if waits and figures["lost"]:
        raise SimulatorError(f"{figures['lost']:,.0f} were not acknowledged: is a gateway running?")
