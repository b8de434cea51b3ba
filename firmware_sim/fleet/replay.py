"""`replay`: recorded cars speak again, in their order and their time, over one connection."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from firmware_sim.fleet.pace import Pace, Speed
from firmware_sim.fleet.show import Display
from firmware_sim.fleet.speaker import Speaker
from firmware_sim.fleet.stopping import stop_when_told
from firmware_sim.mqtt.broker import Broker
from firmware_sim.mqtt.link import connected
from firmware_sim.mqtt.traffic import Traffic
from firmware_sim.recordings.reader import Recorded

BROKER_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How a replay ended."""

    stopped: bool  # by a signal
    said: int  # rows
    acknowledged: int
    waiting: int  # rows the gateway could take in and did not acknowledge


async def replay(
    recording: Sequence[Recorded],
    broker: Broker,
    *,
    speed: Speed,
    waits_for_acks: bool,
    ack_timeout_s: float,
) -> Replayed:
    """Say all rows. Returns when all are acknowledged, or when no word has come for the time-out."""
    traffic, said = Traffic(), 0
    cars = sorted({recorded.car_id for recorded in recording})
    speaker = Speaker(cars, broker, traffic, waits_for_acks=waits_for_acks, ack_timeout_s=ack_timeout_s)
    async with connected([speaker.link], traffic, patience_s=BROKER_PATIENCE_S):
        with stop_when_told(speaker.stop), Display(total=len(recording)) as display:

            def told() -> str:
                return f"{speaker.now:%Y-%m-%d %H:%M}Z  {said:,} rows, {traffic.acknowledged:,} acknowledged"

            pace = Pace(speed, world_s=recording[0].at_s)
            for recorded in recording:
                if wait_s := pace.wait_s(recorded.at_s):
                    await asyncio.sleep(wait_s)
                if not await speaker.may_say(recorded):
                    break
                speaker.say(recorded)
                said += 1
                display.show(done=said, told=told)
            await speaker.finish()
    return Replayed(
        stopped=speaker.stopped, said=said, acknowledged=traffic.acknowledged, waiting=speaker.waiting
    )
