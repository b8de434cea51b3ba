"""Messages as the broker hands them over, what a dialect makes of them, and payloads nobody expected."""

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from gateway.car.reading import Reading
from gateway.dialects.message import MalformedMessageError, Message

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
EXAMPLES = int(
    os.environ.get("KURUMATOMO_EXAMPLES", "200")
)  # how many unexpected payloads each dialect is given
SAMPLES = Path(__file__).parents[1] / "samples"


def a_message(
    topic: str, payload: str | bytes, *, retained: bool = False, received_at: datetime = NOW
) -> Message:
    """A message as it would have come just now."""
    return Message(topic, payload.encode() if isinstance(payload, str) else payload, retained, received_at)


def read_as(
    car_id: str, /, *, observed_at: datetime = NOW, retained: bool = False, **fields: object
) -> Reading:
    """The whole reading expected of a message; a field given as None was said to be not known."""
    unknown = frozenset(name for name, value in fields.items() if value is None)
    return Reading(
        car_id=car_id,
        observed_at=observed_at,
        received_at=NOW,
        retained=retained,
        unknown=unknown,
        **fields,  # type: ignore[arg-type]
    )


def outcome(decode: Callable[[Message], Reading | None], message: Message) -> Reading | str | None:
    """What a dialect makes of a message; a text is the reason it was refused for."""
    try:
        return decode(message)
    except MalformedMessageError as refusal:
        return str(refusal)


def sample_messages(dialect: str) -> list[Message]:
    """The messages of a dialect's sample files, in order."""
    lines = [
        json.loads(line)
        for path in sorted((SAMPLES / dialect).glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [
        a_message(
            line["topic"],
            line["payload"],
            retained=line["retain"],
            received_at=datetime.fromisoformat(line["received_at"]),
        )
        for line in lines
    ]


def any_topic(root: str, tails: Sequence[str]) -> st.SearchStrategy[str]:
    """Topics of a dialect: mostly with a tail that it uses, else with any."""
    return st.sampled_from(tails).map(root.__add__) | st.text(max_size=40).map(root.__add__)


def any_payload(keys: Sequence[str] = ("value",)) -> st.SearchStrategy[bytes]:
    """Bytes of every kind: noise, figures, words, JSON with the keys a dialect looks for, and too much."""
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | _WORDS
    values = st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(keys) | st.text(max_size=8), inner, max_size=6)
        ),
        max_leaves=12,
    )
    return (
        st.binary(max_size=200)
        | scalars.map(lambda said: str(said).encode(errors="surrogatepass"))
        | values.map(lambda said: json.dumps(said).encode())
        | st.sampled_from(
            (b"[" * 8000, b'{"value":' * 800, b"9" * 8000, b"x" * 9000, b"1e999", b"-0", b"NaN")
        )
    )


_WORDS = st.sampled_from(
    (
        "yes",
        "no",
        "on",
        "True",
        "charging",
        "done",
        "location",
        "12.5",
        "-1",
        "0",
        "1,2,3,4",
        "2026-11-23T09:15:04Z",
    )
)
