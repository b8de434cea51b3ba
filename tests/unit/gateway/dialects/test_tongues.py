"""Which dialect a message is taken for, and of which car it may speak."""

import pytest

from gateway.dialects import DIALECTS, OWN_TOPICS, Listening, own_car_id, tongue_of
from gateway.dialects.message import Message
from tests.builders import broker
from tests.builders.messages import a_message, outcome, read_as, sample_messages


def as_heard(message: Message, tongue: str, *patterns: str) -> object:
    """What a gateway makes of a message when it listens to one foreign tongue, beside its own."""
    return outcome(Listening(["native", tongue], {tongue: patterns}).decode, message)


@pytest.mark.parametrize("name", OWN_TOPICS)
def test_the_samples_of_a_dialect_are_taken_for_it(name: str) -> None:
    for message in sample_messages(name):
        assert broker.decode(message) == DIALECTS[name](message)


def test_a_topic_of_no_dialect_is_refused_with_those_we_listen_to() -> None:
    heard = as_heard(a_message("evcc/loadpoints/1/vehicleSoc", "50"), "ovms", "ovms/+/+/metric/#")
    assert heard == "topic: this gateway hears only native, ovms on theirs"


@pytest.mark.parametrize(
    ("pattern", "topic"),
    [
        ("ovms/+/+/metric/#", "ovms/hana/kei/metric/v/b/soc"),
        ("ovms/hana/+/metric/v/b/#", "ovms/hana/kei/metric/v/b/soc"),
        ("cars/ovms/+/+/metric/#", "cars/ovms/hana/kei/metric/v/b/soc"),
        ("+/cars/ovms/+/+/metric/#", "japan/cars/ovms/hana/kei/metric/v/b/soc"),
        ("dongles/+/+/metric/#", "dongles/hana/kei/metric/v/b/soc"),
        ("ov.ms/hana/+/metric/#", "ov.ms/hana/kei/metric/v/b/soc"),
    ],
)
def test_a_broker_s_own_prefix_is_not_part_of_what_is_said(pattern: str, topic: str) -> None:
    assert as_heard(a_message(topic, "50"), "ovms", pattern) == read_as(
        "ovms-hana-kei", dialect="ovms", soc_percent=50.0
    )


@pytest.mark.parametrize(
    ("tongue", "pattern", "topic", "car_id"),
    [
        ("teslamate", "home/teslamate/+/cars/+/+", "home/teslamate/jane/cars/1/speed", "teslamate-jane-1"),
        ("teslamate", "teslamate/jane/cars/+/+", "teslamate/jane/cars/1/speed", "teslamate-jane-1"),
        ("teslamate", "tm/cars/+/+", "tm/cars/1/speed", "teslamate-1"),
        ("fleet_telemetry", "tesla/+/v/+", "tesla/KEI42/v/VehicleSpeed", "fleet_telemetry-KEI42"),
        ("saic", "mg/+/vehicles/#", "mg/hana/vehicles/KEI42/location/speed", "saic-KEI42"),
        ("vss", "home/vss/#", "home/vss/kei/Vehicle/Speed", "vss-kei"),
        ("vss", "vss/kei/#", "vss/kei/Vehicle.Speed", "vss-kei"),
    ],
)
def test_every_tongue_may_be_spoken_elsewhere(tongue: str, pattern: str, topic: str, car_id: str) -> None:
    assert as_heard(a_message(topic, "0"), tongue, pattern) == read_as(car_id, dialect=tongue, speed_kmh=0.0)


@pytest.mark.parametrize(
    "topic", ["ovms/hana/kei/metric/v/b/soc", "cars/ovms/hana/kei/notify/x", "x\ncars/ovms"]
)
def test_what_no_pattern_matches_is_refused(topic: str) -> None:
    assert as_heard(a_message(topic, "50"), "ovms", "cars/ovms/+/+/metric/#") == (
        "topic: this gateway hears only native, ovms on theirs"
    )


def test_nobody_but_its_own_tongue_can_name_a_car() -> None:
    battery = a_message("ovms/hana/kei42/metric/v/b/soc", "50")
    speed = a_message("vss/kei42/Vehicle.Speed", "30")
    assert [broker.decode(battery), broker.decode(speed)] == [
        read_as("ovms-hana-kei42", dialect="ovms", soc_percent=50.0),
        read_as("vss-kei42", dialect="vss", speed_kmh=30.0),
    ]


@pytest.mark.parametrize("tongue", OWN_TOPICS)
def test_a_car_that_calls_itself_as_a_guest_would_be_called_is_refused(tongue: str) -> None:
    car_id = own_car_id(tongue, "hana-kei42")
    reason = f"topic: a car's own id should not begin with {tongue}-, as a guest's does"
    assert outcome(broker.decode, a_message(f"fleet/v1/{car_id}/presence", "online")) == reason
    assert tongue_of(car_id) == tongue


@pytest.mark.parametrize("car_id", ["ved-10", "ovms", "ovms_1", "OVMS-1", "-", "native-1"])
def test_any_other_name_is_a_car_s_own(car_id: str) -> None:
    assert tongue_of(car_id) == "native"


def test_a_name_that_only_fits_without_its_tongue_is_refused() -> None:
    reason = "topic: fleet_telemetry- and the car's name should be at most 64 long"
    assert outcome(broker.decode, a_message(f"telemetry/{'K' * 49}/v/Soc", "50")) == reason
