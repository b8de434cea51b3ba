"""The tongues of others, as simulated cars speak them: topics, bytes, and what is said again."""

from datetime import UTC, datetime

import orjson
import pytest

from firmware_sim.dialects import DIALECTS
from firmware_sim.dialects.voice import Voice
from firmware_sim.errors import UsageError
from firmware_sim.firmware.reading import Presence, Publication, Reading
from firmware_sim.fleet.residents import Spoken, all_speaking, households_in_one_town, voices_of
from firmware_sim.settings import load

AT = datetime(2026, 11, 23, 9, 15, 4, 250_000, UTC)
PARKED = Reading(
    seq=1,
    observed_at=AT,
    soc_percent=63.5,
    plugged_in=True,
    charge_state="charging",
    charge_power_kw=6.9,
    charge_minutes_left=95.0,
    lat=35.05,
    lon=137.15,
    heading_deg=212.0,
    speed_kmh=0.0,
    ignition_on=False,
    locked=True,
    odometer_km=18234.6,
    tyre_kpa=(240.0, 237.5, 235.0, 180.0),
    tyre_alert=(0, 0, 0, 1),
)


def said(dialect: str, name: str, *words: Reading | Presence) -> dict[str, str]:
    """The last payload on each topic."""
    voice = Voice(DIALECTS[dialect], name)
    return {each.topic: each.payload.decode() for word in words for each in voice.say(word)}


def test_ovms_says_one_metric_a_topic_and_counts_what_the_battery_gives() -> None:
    metrics = said("ovms", "emma/mochi", Presence.ONLINE, PARKED)
    expected = {
        "s/v3/connected": "yes",
        "v/b/soc": "63.5",
        "v/b/power": "-6.9",
        "v/c/pilot": "yes",
        "v/c/state": "charging",
        "v/c/duration/full": "95",
        "v/e/on": "no",
        "v/e/locked": "yes",
        "v/p/latitude": "35.050000",
        "v/p/longitude": "137.150000",
        "v/p/odometer": "18234.6",
        "v/t/pressure": "240,237.5,235,180",
        "v/t/alert": "0,0,0,1",
    }
    assert (
        metrics.items() >= {f"ovms/emma/mochi/metric/{key}": value for key, value in expected.items()}.items()
    )


def test_ovms_says_only_what_changed_and_all_of_it_again_on_a_new_connection() -> None:
    voice = Voice(DIALECTS["ovms"], "emma/mochi")
    first = voice.say(PARKED)
    later = Reading(seq=2, observed_at=AT, soc_percent=64.0, plugged_in=True, charge_minutes_left=None)
    changed = {each.topic.split("/metric/")[1]: each.payload for each in voice.say(later)}
    assert changed == {"v/b/soc": b"64", "v/c/duration/full": b"-1"}
    assert {each.topic for each in voice.again()} == {each.topic for each in first}
    assert Publication("ovms/emma/mochi/metric/v/b/soc", b"64", retain=True, qos=0) in voice.again()


def test_a_dongle_that_vanishes_is_not_connected() -> None:
    will = Voice(DIALECTS["ovms"], "emma/mochi").last_will
    assert will == Publication("ovms/emma/mochi/metric/s/v3/connected", b"no", retain=True, qos=0)


def test_teslamate_says_whole_figures_and_null_by_an_empty_payload() -> None:
    waiting = Reading(
        seq=2, observed_at=AT, plugged_in=True, charge_state="waiting", charge_starts_at=AT, ignition_on=False
    )
    fields = said("teslamate", "1", PARKED, waiting)
    expected = {
        "state": "online",
        "since": "2026-11-23T09:15:04Z",
        "usable_battery_level": "64",
        "power": "-7",
        "charging_state": "Stopped",
        "scheduled_charging_start_time": "2026-11-23T09:15:04Z",
        "time_to_full_charge": "1.58",
        "location": '{"latitude":35.05,"longitude":137.15}',
        "shift_state": "P",
        "tpms_pressure_rr": "1.800",
        "tpms_soft_warning_rr": "true",
    }
    assert fields.items() >= {f"teslamate/cars/1/{key}": value for key, value in expected.items()}.items()
    asleep = said("teslamate", "1", Presence.ASLEEP)
    assert asleep == {"teslamate/cars/1/state": "asleep", "teslamate/cars/1/shift_state": ""}


def test_owntracks_tells_the_place_with_the_battery_of_the_phone_and_leaves_out_nought() -> None:
    [location] = said("owntracks", "emma/phone", PARKED).values()
    heard = orjson.loads(location)
    assert heard.items() >= {"_type": "location", "lat": 35.05, "lon": 137.15, "tst": 1795425304}.items()
    assert heard["batt"] == 79
    assert ("vel" in heard, heard["cog"]) == (False, 212)


def test_a_phone_tells_its_speed_with_each_place_though_the_car_does_so_only_when_it_changed() -> None:
    moving = Reading(seq=2, observed_at=AT, lat=35.1, lon=137.1, speed_kmh=42.4)
    steady = Reading(seq=3, observed_at=AT, lat=35.2, lon=137.1)
    standing = Reading(seq=4, observed_at=AT, soc_percent=50.0)
    assert orjson.loads(said("owntracks", "a/b", moving, steady)["owntracks/a/b"])["vel"] == 42
    assert said("owntracks", "a/b", standing) == {}


def test_where_a_phone_tells_the_place_the_dongle_does_not() -> None:
    dongle, phone = voices_of([Spoken("ovms", "emma/mochi"), Spoken("owntracks", "emma/phone", "place")])
    assert not [each for each in dongle.say(PARKED) if "/v/p/la" in each.topic]
    assert len(phone.say(PARKED)) == 1


def test_teslamate_gives_cars_numbers_and_others_give_them_two_names() -> None:
    cars = households_in_one_town(2, load(), seed=1)
    names = {
        dialect: [car.tongues[0].name for car in all_speaking(cars, dialect)]
        for dialect in ("ovms", "teslamate", "owntracks")
    }
    assert names == {
        "ovms": ["sim/00001", "sim/00002"],
        "teslamate": ["1", "2"],
        "owntracks": ["sim/00001", "sim/00002"],
    }
    assert all_speaking(cars, "native") == cars


def test_a_tongue_nobody_speaks_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match='native, ovms, teslamate, owntracks; not "latin"'):
        voices_of([Spoken("latin", "a")])
