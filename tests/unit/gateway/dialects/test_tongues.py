"""Which dialect a message is taken for."""

import pytest

from gateway import dialects
from tests.builders.messages import a_message, outcome, read_as, sample_messages

FOREIGN = [name for name in dialects.DIALECTS if name != "native"]


@pytest.mark.parametrize("name", FOREIGN)
def test_the_samples_of_a_dialect_are_taken_for_it(name: str) -> None:
    assert {dialects.dialect_of(message.topic) for message in sample_messages(name)} == {name}


@pytest.mark.parametrize("name", FOREIGN)
def test_the_table_reads_as_the_dialect_does(name: str) -> None:
    for message in sample_messages(name):
        assert dialects.decode(message) == dialects.DIALECTS[name](message)


def test_no_two_dialects_share_the_first_word_of_their_topics() -> None:
    first_words = {pattern.partition("/")[0] for pattern in dialects.subscriptions(dialects.DIALECTS)}
    assert len(first_words) == len(dialects.DIALECTS)
    assert not first_words & {"+", "#"}


def test_a_topic_of_no_dialect_is_refused_with_those_we_know() -> None:
    reason = f"topic: should be of a dialect we know ({', '.join(dialects.DIALECTS)})"
    assert outcome(dialects.decode, a_message("evcc/loadpoints/1/vehicleSoc", "50")) == reason


def test_a_car_may_be_heard_in_more_than_one_tongue() -> None:
    battery = a_message("ovms/hana/kei42/metric/v/b/soc", "50")
    speed = a_message("vss/kei42/Vehicle.Speed", "30")
    assert [dialects.decode(battery), dialects.decode(speed)] == [
        read_as("kei42", soc_percent=50.0),
        read_as("kei42", speed_kmh=30.0),
    ]


def test_a_tongue_that_is_not_listened_to_is_refused() -> None:
    message = a_message("ovms/hana/kei42/metric/v/b/soc", "50")
    assert outcome(lambda heard: dialects.decode(heard, {"native"}), message) == (
        "topic: this gateway does not listen to ovms"
    )
