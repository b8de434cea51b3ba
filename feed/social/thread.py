"""A conversation seen from one of its statuses: what came before it, and what it led to."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Said(Protocol):
    """What a status tells about its place in a conversation."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def in_reply_to_id(self) -> int | None: ...  # noqa: D102


S = TypeVar("S", bound=Said)


def ancestors(of: S, others: Iterable[S]) -> list[S]:
    """From the first status of the conversation to the one answered, as far as the chain is unbroken."""
    by_id = {one.id: one for one in others}
    chain: list[S] = []
    above = of.in_reply_to_id
    while above is not None and above in by_id:
        chain.append(by_id.pop(above))
        above = chain[-1].in_reply_to_id
    return chain[::-1]


def descendants(of: S, others: Iterable[S]) -> list[S]:
    """Every answer, and every answer to it, each below what it answers; siblings in the order of `others`."""
    answers: defaultdict[int | None, list[S]] = defaultdict(list)
    for one in others:
        answers[one.in_reply_to_id].append(one)
    told: list[S] = []
    waiting = answers.pop(of.id, [])[::-1]
    while waiting:
        one = waiting.pop()
        told.append(one)
        waiting += answers.pop(one.id, [])[::-1]
    return told
