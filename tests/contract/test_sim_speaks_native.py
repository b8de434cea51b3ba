"""The simulator encodes by hand and the gateway decodes by its contract: both must mean the same."""

from datetime import UTC, datetime

import pytest
from msgspec import UNSET

from firmware_sim.dialects import native as spoken
from firmware_sim.firmware.reading import Presence, Publication, Reading
from gateway.car.reading import Presence as HeardPresence
from gateway.car.reading import Reading as HeardReading
from gateway.dialects import native as understood
from gateway.dialects.message import MalformedMessageError, Message
from tests.builders.broker import decode
from tests.builders.firmware_sim import residents

AT = datetime(2026, 11, 23, 9, 15, 4, 250_000, UTC)
EVERYTHING = Reading(
    seq=1234,
    observed_at=AT,
    soc_percent=63.5,
    range_km=187.0,
    plugged_in=True,
    charge_state="charging",
    charge_power_kw=7.2,
    charge_limit_percent=80.0,
    charge_minutes_left=95.0,
    charge_starts_at=AT,
    arrival_percent=41.0,
    lat=35.0,
    lon=137.0,
    accuracy_m=8.0,
    speed_kmh=0.0,
    heading_deg=212.0,
    odometer_km=18234.6,
    ignition_on=False,
    locked=True,
    outside_c=12.5,
    aux_battery_v=12.4,
    tyre_kpa=(240.0, 238.0, 236.0, 241.0),
    tyre_alert=(0, 0, 1, 0),
    trouble_codes=("P0A80",),
    service_in_km=950.0,
    service_in_days=40.0,
)


def carried(publication: Publication) -> Message:
    """A publish as the broker hands it on, a second later."""
    return Message(publication.topic, publication.payload, retained=False, received_at=AT)


def heard(reading: Reading) -> HeardReading:
    decoded = decode(carried(spoken.encode("JT1", reading)))
    assert decoded is not None
    return decoded


def test_every_field_that_is_said_is_heard_with_the_same_value() -> None:
    decoded = heard(EVERYTHING)
    names = Reading.__struct_fields__
    assert {name: getattr(decoded, name) for name in names} == {
        name: getattr(EVERYTHING, name) for name in names
    }
    assert decoded.car_id == "JT1"


def test_what_is_not_said_is_none_and_what_is_unknown_is_called_so() -> None:
    decoded = heard(Reading(seq=1, observed_at=AT, charge_minutes_left=None))
    assert (decoded.soc_percent, decoded.unknown) == (None, frozenset({"charge_minutes_left"}))


@pytest.mark.parametrize("presence", list(Presence))
def test_presence_is_heard(presence: Presence) -> None:
    decoded = decode(carried(spoken.encode("JT1", presence)))
    assert decoded is not None
    assert decoded.presence is HeardPresence(presence.value)


def test_all_a_simulated_car_says_in_a_day_is_understood() -> None:
    for resident in residents(5):
        life_due_s = at_s = next(resident.days)
        for _ in range(3000):
            for said in resident.firmware.look(at_s):
                assert decode(carried(spoken.encode(resident.car_id, said))) is not None
            at_s = min(life_due_s, resident.firmware.due_s)
            if life_due_s <= at_s:
                life_due_s = next(resident.days)
        assert resident.firmware.next_seq > 20


@pytest.mark.parametrize(
    "dirt",
    [
        Reading(seq=1, observed_at="45/13/2040 10:00:00", soc_percent=50.0),
        Reading(seq=1, observed_at=AT, lat=35.0, lon=1555.5),
        Reading(seq=1, observed_at=AT, speed_kmh="fast"),
    ],
)
def test_dirt_of_a_recording_arrives_and_is_refused(dirt: Reading) -> None:
    with pytest.raises(MalformedMessageError):
        heard(dirt)


def test_the_clock_and_the_acknowledgements_are_understood() -> None:
    assert understood.clock_now(carried(spoken.clock(AT))) == AT
    assert spoken.CLOCK_TOPIC == understood.CLOCK_TOPIC
    assert spoken.acknowledged(understood.ack(12)) == 12
    assert spoken.ack_topic("JT1") == understood.ack_topic("JT1")


def test_the_simulator_has_a_word_for_every_field_of_the_contract() -> None:
    ours = {"car_id", "received_at", "dialect", "retained", "unknown", "presence"}
    assert set(Reading.__struct_fields__) == set(HeardReading.__struct_fields__) - ours
    assert all(getattr(EVERYTHING, name) is not UNSET for name in Reading.__struct_fields__)
