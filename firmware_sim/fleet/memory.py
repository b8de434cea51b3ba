"""What cars keep over a restart of the simulator: their numbers, their charge, what nobody acknowledged."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from firmware_sim.errors import SimulatorError, UsageError
from firmware_sim.firmware.reading import Reading

RESERVE = 10_000  # numbers a running car may use up before it is remembered again


class KeptReading(Reading, frozen=True, kw_only=True):
    """A reading a car took itself: its time is a time, which tells the decoder what to make of the text."""

    observed_at: datetime


class CarMemory(msgspec.Struct, frozen=True, kw_only=True):
    """One car's flash and battery."""

    next_seq: int
    soc_percent: float
    odometer_km: float
    outbox: tuple[KeptReading, ...] = ()


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """All cars, and how late it had become in their world."""

    world: datetime
    cars: dict[str, CarMemory]


def recall(path: Path) -> Memory | None:
    """What was kept in this file; None when there is none yet. Raises UsageError when it is no memory."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Memory)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"the memory {path} cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise UsageError(f"{path} is no memory of simulated cars: {error}") from error


def kept(readings: Iterable[Reading]) -> tuple[KeptReading, ...]:
    """An outbox as it is written down."""
    return tuple(KeptReading(**msgspec.structs.asdict(reading)) for reading in readings)


def keep(memory: Memory, path: Path) -> None:
    """Write it down whole or not at all. Raises SimulatorError when it cannot be written."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_bytes(msgspec.json.encode(memory))
        beside.replace(path)
    except OSError as error:
        raise SimulatorError(f"the memory {path} cannot be written: {error.strerror}") from error
