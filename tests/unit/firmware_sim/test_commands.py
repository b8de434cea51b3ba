"""A car that is asked from afar obeys, refuses, or fails, and says which, once."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from firmware_sim.car.car import Car
from firmware_sim.dialects import native, ovms_commands
from firmware_sim.firmware.commands import Command, Result, obey
from firmware_sim.firmware.outbox import Outbox
from firmware_sim.firmware.reading import Presence, Publication, Reading
from firmware_sim.firmware.telematics import ReportingRules, Telematics
from tests.builders.firmware_sim import a_car

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_command(name: str, **others: float | datetime) -> Command:
    return Command(id="1", name=name, **others)  # type: ignore[arg-type]


def asked(car: Car, command: Command) -> tuple[bool, str]:
    result = obey(car, command, now=NOW, chance=Random(1))
    return result.ok, result.detail


def a_plugged_car(soc_percent: float = 50.0) -> Car:
    car = a_car(soc_percent=soc_percent)
    car.plug_in(ac_kw=6.0)
    return car


@pytest.mark.parametrize(
    ("car", "command", "became"),
    [
        pytest.param(a_plugged_car(), a_command("stop_charging"), (True, "stopped"), id="stop"),
        pytest.param(a_car(), a_command("stop_charging"), (False, "not charging"), id="nothing to stop"),
        pytest.param(a_car(), a_command("start_charging"), (False, "not plugged in"), id="no cable"),
        pytest.param(
            a_plugged_car(100), a_command("start_charging"), (False, "charged to its limit"), id="full"
        ),
        pytest.param(a_car(), a_command("set_charge_limit", percent=80.0), (True, "limit 80 %"), id="limit"),
        pytest.param(
            a_car(),
            a_command("set_charge_limit", percent=5.0),
            (False, "a limit is 20 to 100 %"),
            id="no limit",
        ),
        pytest.param(
            a_plugged_car(),
            a_command("schedule_charging", starts_at=NOW + timedelta(hours=11)),
            (True, "starts at 2026-11-23T23:00Z"),
            id="later",
        ),
        pytest.param(a_car(soc_percent=9), a_command("climate_on"), (False, "too little charge"), id="cold"),
        pytest.param(a_car(), a_command("unlock"), (False, "unknown command"), id="never unlocked"),
        pytest.param(
            a_car(),
            a_command("lock", expires_at=NOW - timedelta(seconds=1)),
            (False, "expired"),
            id="expired",
        ),
    ],
)
def test_what_a_car_does_when_asked(car: Car, command: Command, became: tuple[bool, str]) -> None:
    assert asked(car, command) == became


def test_now_and_then_the_car_behind_the_modem_does_not_answer() -> None:
    chance = Random("dice")
    became = [obey(a_car(), a_command("honk"), now=NOW, chance=chance) for _ in range(1000)]
    failed = [result.detail for result in became if not result.ok]
    assert 5 < len(failed) < 50
    assert set(failed) == {"the car does not answer"}


def a_modem(car: Car) -> Telematics:
    modem = Telematics(car, ReportingRules(), Outbox(100))
    modem.look(0.0)
    return modem


def test_a_command_that_comes_twice_is_obeyed_once_and_answered_twice() -> None:
    car = a_plugged_car()
    modem = a_modem(car)
    modem.ask(a_command("stop_charging"), Random(1))
    [told] = [each for each in modem.look(1.0) if isinstance(each, Reading)]
    assert told.charge_state == "stopped"
    first = modem.take_results()
    car.start_charging()
    modem.ask(a_command("stop_charging"), Random(1))
    modem.look(2.0)
    assert (first, modem.take_results()) == ([Result(id="1", ok=True, detail="stopped")],) * 2
    assert car.charge_state == "charging"


def test_an_update_takes_the_modem_away_and_lets_it_say_everything_afterwards() -> None:
    modem = a_modem(a_car())
    modem.ask(a_command("update"), Random(1))
    assert modem.look(10.0) == [Presence.OFFLINE]
    assert modem.look(100.0) == []
    online, reading = modem.look(310.0)[:2]
    assert online is Presence.ONLINE
    assert isinstance(reading, Reading)
    assert (reading.seq, reading.soc_percent) == (2, 50.0)


def test_native_commands_and_results_are_json() -> None:
    payload = b'{"v":1,"id":"a","name":"set_charge_limit","percent":80,"expires_at":"2026-11-23T12:00:00Z"}'
    assert native.command(payload) == Command(id="a", name="set_charge_limit", percent=80.0, expires_at=NOW)
    assert native.result("CAR", Result(id="a", ok=False, detail="expired")) == Publication(
        "fleet/v1/CAR/result", b'{"v":1,"id":"a","ok":false,"detail":"expired"}'
    )
    for broken in (b"", b"[]", b'{"v":2,"id":"a","name":"lock"}', b'{"v":1,"name":"lock"}'):
        with pytest.raises(native.MalformedCommandError):
            native.command(broken)


def test_a_dongle_is_asked_in_the_words_of_its_console() -> None:
    asked = ovms_commands.command("ovms/jane/EV88/client/app/command/7", b"charge  start")
    assert asked == Command(id="app/7", name="start_charging")
    assert ovms_commands.command("ovms/jane/EV88/metric/v/b/soc", b"50") is None
    assert ovms_commands.response(
        "jane/EV88", Result(id="app/7", ok=False, detail="not plugged in")
    ) == Publication("ovms/jane/EV88/client/app/response/7", b"ERROR: not plugged in")
