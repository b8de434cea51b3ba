"""What a car does when it is asked from afar: it obeys, refuses, or fails, as real ones do. Pure."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from firmware_sim.car.car import Car, ChargeState
from firmware_sim.day.chance import Chance

FAILS = 0.02  # share of the commands that reach the modem and not the car behind it
CLIMATE_NEEDS_PERCENT = 15.0  # below, cars keep their charge for driving
LIMITS = (20.0, 100.0)


class Command(Struct, frozen=True, kw_only=True):
    """What somebody asks of a car."""

    id: str
    name: str
    expires_at: datetime | None = None
    percent: float | None = None  # for set_charge_limit
    starts_at: datetime | None = None  # for schedule_charging


class Result(Struct, frozen=True, kw_only=True):
    """What became of it."""

    id: str
    ok: bool
    detail: str = ""


class RefusedError(Exception):
    """The car will not; its text says why."""


def obey(car: Car, command: Command, *, now: datetime, chance: Chance) -> Result:
    """Do it, or say why not."""
    act = COMMANDS.get(command.name)
    if command.expires_at is not None and now > command.expires_at:
        return Result(id=command.id, ok=False, detail="expired")
    if act is None:
        return Result(id=command.id, ok=False, detail="unknown command")
    if chance.random() < FAILS:
        return Result(id=command.id, ok=False, detail="the car does not answer")
    try:
        return Result(id=command.id, ok=True, detail=act(car, command))
    except RefusedError as refusal:
        return Result(id=command.id, ok=False, detail=str(refusal))


def _start_charging(car: Car, _: Command) -> str:
    if car.charge_state is ChargeState.UNPLUGGED:
        raise RefusedError("not plugged in")
    if car.charge_state is ChargeState.COMPLETE:
        raise RefusedError("charged to its limit")
    if car.charge_state is ChargeState.CHARGING:
        return "charging already"
    car.start_charging()
    return "charging"


def _stop_charging(car: Car, _: Command) -> str:
    if car.charge_state not in (ChargeState.CHARGING, ChargeState.WAITING):
        raise RefusedError("not charging")
    car.break_off()
    return "stopped"


def _set_charge_limit(car: Car, command: Command) -> str:
    if command.percent is None or not LIMITS[0] <= command.percent <= LIMITS[1]:
        raise RefusedError("a limit is 20 to 100 %")
    car.charge_limit_percent = command.percent
    if car.charge_state in (ChargeState.CHARGING, ChargeState.COMPLETE):
        car.start_charging()
    return f"limit {command.percent:g} %"


def _schedule_charging(car: Car, command: Command) -> str:
    if command.starts_at is None:
        raise RefusedError("starts_at is missing")
    if car.charge_state is ChargeState.UNPLUGGED:
        raise RefusedError("not plugged in")
    car.wait_until(command.starts_at.timestamp())
    return f"starts at {command.starts_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _climate_on(car: Car, _: Command) -> str:
    if car.soc_percent < CLIMATE_NEEDS_PERCENT and car.charge_state is not ChargeState.CHARGING:
        raise RefusedError("too little charge")
    car.climate_on = True
    return "climate on"


def _climate_off(car: Car, _: Command) -> str:
    car.climate_on = False
    return "climate off"


def _lock(car: Car, _: Command) -> str:
    if car.ignition_on:
        raise RefusedError("somebody is driving")
    car.locked = True
    return "locked"


def _noticed(_: Car, __: Command) -> str:
    return "done"


COMMANDS: Mapping[str, Callable[[Car, Command], str]] = {
    "start_charging": _start_charging,
    "stop_charging": _stop_charging,
    "set_charge_limit": _set_charge_limit,
    "schedule_charging": _schedule_charging,
    "climate_on": _climate_on,
    "climate_off": _climate_off,
    "lock": _lock,  # never the other way round
    "honk": _noticed,
    "flash": _noticed,
    "report": _noticed,  # the firmware says everything
    "update": _noticed,  # the firmware begins anew
}
