"""Topic patterns: which are refused, and that two tongues never share a topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paho.mqtt.client import topic_matches_sub

from gateway.dialects import OWN_TOPICS, Listening
from gateway.dialects.topics import Route, Topics, routes

OVMS = "should be like ovms/+/+/metric/#, with any prefix before it or another first word in place of ovms"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "a topic pattern should have 1 to 1,024 bytes, and no NUL"),
        ("ovms/" * 300, "a topic pattern should have 1 to 1,024 bytes, and no NUL"),
        ("ovms/\0/+/metric/#", "a topic pattern should have 1 to 1,024 bytes, and no NUL"),
        ("$share/g/ovms/+/+/metric/#", "'$share/g/ovms/+/+/metric/#' should not begin with $"),
        ("ovms/#/metric", "'ovms/#/metric': + should stand for one whole level, and # for all"),
        ("ovms/h+/+/metric/#", "'ovms/h+/+/metric/#': + should stand for one whole level, and # for all"),
        ("ovms/+/+/metric#", "'ovms/+/+/metric#': + should stand for one whole level, and # for all"),
        ("#", f"'#' {OVMS}"),
        ("ovms/#", f"'ovms/#' {OVMS}"),
        ("ovms/+/metric/#", f"'ovms/+/metric/#' {OVMS}"),
        ("a/dongles/+/+/metric/#", f"'a/dongles/+/+/metric/#' {OVMS}"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_with_what_would_be_right(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^ovms: ") as told:
        routes({"ovms": [pattern]}, OWN_TOPICS)
    assert reason in str(told.value)


@pytest.mark.parametrize(
    ("ovms", "vss"),
    [
        ("cars/+/+/metric/#", "cars/#"),
        ("+/+/+/metric/#", "vss/#"),
        ("vss/+/+/metric/#", "vss/+/jane/#"),
        ("a/ovms/+/+/metric/#", "a/ovms/#"),
    ],
)
def test_two_tongues_on_one_topic_are_refused_with_both_keys(ovms: str, vss: str) -> None:
    with pytest.raises(ValueError, match="can match the same topic") as told:
        Listening(["ovms", "vss"], {"ovms": [ovms], "vss": [vss]})
    assert f"topics.ovms '{ovms}' and topics.vss '{vss}'" in str(told.value)


def test_nothing_else_is_spoken_where_cars_and_gateway_speak_with_each_other() -> None:
    with pytest.raises(ValueError, match=r"topics.vss '\+/#' and topics.native 'fleet/v1/#' can match"):
        Listening(["native", "vss"], {"vss": ["+/#"]})


def test_a_tongue_that_is_not_listened_to_is_in_nobody_s_way() -> None:
    patterns = {"ovms": ["cars/+/+/metric/#"], "vss": ["cars/#"]}
    assert Listening(["ovms"], patterns).topics == {"ovms": ["cars/+/+/metric/#"]}


LEVELS = st.sampled_from(["a", "b", "a.b", "", "+"])
PATTERNS = st.lists(LEVELS, min_size=1, max_size=4).map("/".join) | st.lists(LEVELS, max_size=3).map(
    lambda levels: "/".join([*levels, "#"])
)
TOPICS = st.lists(st.sampled_from(["a", "b", "a.b", "axb", ""]), min_size=1, max_size=5).map("/".join)


@given(pattern=PATTERNS, topic=TOPICS)
def test_a_topic_is_found_by_the_patterns_a_broker_would_send_it_for(pattern: str, topic: str) -> None:
    found = Topics([Route("ovms", pattern, 0, "")]).find(topic)
    assert found == (("ovms", topic) if topic_matches_sub(pattern, topic) else None)


@given(one=PATTERNS, other=PATTERNS, topic=TOPICS)
def test_no_topic_is_of_two_tongues(one: str, other: str, topic: str) -> None:
    both = topic_matches_sub(one, topic) and topic_matches_sub(other, topic)
    try:
        Topics([Route("ovms", one, 0, ""), Route("vss", other, 0, "")])
    except ValueError:
        return
    assert not both
