"""A way that loses, doubles, overtakes or spoils what travels on it."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush

from msgspec.structs import replace

from firmware_sim.faults.acts import Act, Say
from firmware_sim.faults.spell import Spell
from firmware_sim.firmware.reading import Publication

DIRT = bytes(range(256))


def loses(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """What is struck never arrives, and nobody sends it again."""
    for act in acts:
        if not (isinstance(act, Say) and spell.strikes(act.at_s)):
            yield act


def doubles(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """What is struck arrives `by` times more: a broker's QoS 1, a bridge, a retry."""
    for act in acts:
        yield act
        if isinstance(act, Say) and spell.strikes(act.at_s):
            for _ in range(round(spell.by)):
                yield act


def overtakes(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """What is struck comes up to `by` seconds late; what was said after it comes before it."""
    held: list[tuple[float, int, Say]] = []  # until when, and in which order
    for turn, act in enumerate(acts):
        while held and (held[0][0] <= act.at_s or not isinstance(act, Say)):
            due_s, _, late = heappop(held)
            yield replace(late, at_s=min(due_s, act.at_s))
        if isinstance(act, Say) and spell.strikes(act.at_s):
            heappush(held, (act.at_s + spell.chance.uniform(0.0, spell.by), turn, act))
        else:
            yield act
    for due_s, _, late in sorted(held):
        yield replace(late, at_s=due_s)


def truncates(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """What is struck arrives without its end: a modem whose buffer was too short."""
    return _spoilt(acts, spell, lambda payload: payload[: int(len(payload) * spell.chance.uniform(0.1, 0.9))])


def corrupts(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """Of what is struck `by` bytes arrive as others."""

    def dirty(payload: bytes) -> bytes:
        spoilt = bytearray(payload)
        for _ in range(round(spell.by)):
            spoilt[int(spell.chance.random() * len(spoilt))] = spell.chance.choice(DIRT)
        return bytes(spoilt)

    return _spoilt(acts, spell, dirty)


def retains(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """What is struck is retained, though it should not be: the broker tells it to whoever comes later."""
    for act in acts:
        if isinstance(act, Say) and spell.strikes(act.at_s):
            yield replace(act, publication=replace(act.publication, retain=True))
        else:
            yield act


def _spoilt(acts: Iterator[Act], spell: Spell, spoil: Callable[[bytes], bytes]) -> Iterator[Act]:
    for act in acts:
        if isinstance(act, Say) and act.publication.payload and spell.strikes(act.at_s):
            told = act.publication
            yield replace(
                act, publication=Publication(told.topic, spoil(told.payload), told.retain, told.qos)
            )
        else:
            yield act
