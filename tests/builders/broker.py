"""A broker at which every tongue is spoken on its own topics."""

from gateway.car.reading import Reading
from gateway.dialects import DIALECTS, OWN_TOPICS, Listening
from gateway.dialects.message import Message

_EVERYWHERE = Listening(tuple(DIALECTS), OWN_TOPICS)


def decode(message: Message) -> Reading | None:
    """The reading in a message of any tongue.

    Raises:
        MalformedMessageError: when the sender broke its dialect's contract, or the topic is of none.
    """
    return _EVERYWHERE.decode(message)
