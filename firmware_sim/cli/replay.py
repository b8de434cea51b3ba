"""`kurumatomo-sim replay`."""

from pathlib import Path
from typing import Annotated

import typer

from firmware_sim.cli.options import LOCAL_BROKER, AckTimeout, BrokerUrl, NoWait, broker_at, run, say
from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.fleet.pace import Speed
from firmware_sim.fleet.replay import replay as let_speak
from firmware_sim.fleet.residents import NATIVE
from firmware_sim.recordings import FORMS
from firmware_sim.recordings.reader import read_all


def replay(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Recordings, plain or gzipped.")],
    *,
    form: Annotated[str, typer.Option("--format", metavar="|".join(FORMS), help="What the files are.")],
    dialect: Annotated[
        str,
        typer.Option(
            metavar=NATIVE, help="How the cars speak: no other tongue can number rows, nor say what is dirt."
        ),
    ] = NATIVE,
    speed: Annotated[
        str, typer.Option(metavar="1|N|max", help="How many recorded seconds pass in one of ours.")
    ] = "1",
    mqtt: BrokerUrl = LOCAL_BROKER,
    no_wait: NoWait = False,
    ack_timeout: AckTimeout = 120.0,
) -> None:
    """Let recorded cars speak again: everything that was recorded, dirt included, and nothing else.

    A reading's number is the number of its row, so that a gateway knows a second replay as the first.
    The time of the recording is told on the clock topic (kurumatomo-gateway run --clock sim).

    \b
    ved    Vehicle Energy Dataset, electric cars: vehicle_id, trip_id,
           utc_time, lat, lon, speed_kmh, soc_pct, hv_current_a,
           hv_voltage_v, outside_temp_c
    twizy  RSK Twizy EV dataset: vehicle_id, trip_id, local_time, lat, lon,
           speed_kmh, soc_pct, mode, alt_m, outside_temp_c
    csv    car_id, observed_at (ISO 8601 with a zone), and any fields of the
           native contract, named as there
    """
    if form not in FORMS:
        raise UsageError(f'--format is one of {", ".join(FORMS)}; not "{form}"')
    if dialect != NATIVE:
        raise UsageError(f'--dialect is {NATIVE} for a recording; not "{dialect}"')
    pace, broker = Speed.parse(speed), broker_at(mqtt)
    recording = read_all(files, form=form)
    if not recording:
        raise UsageError("there is no row in it to replay")
    replayed = run(
        let_speak(
            recording,
            broker,
            speed=pace,
            waits_for_acks=not no_wait,
            ack_timeout_s=ack_timeout,
        )
    )
    say(f"{replayed.said:,} of {len(recording):,} rows were said, {replayed.acknowledged:,} acknowledged.")
    if replayed.stopped:
        raise SimulatorError("the replay was stopped before its end")
    if not no_wait and (replayed.waiting or replayed.said < len(recording)):
        raise SimulatorError(
            f"{replayed.waiting:,} rows were not acknowledged within {ack_timeout:g} s, and "
            f"{len(recording) - replayed.said:,} never said: is a gateway running? "
            "(--no-wait goes on without it.)"
        )
