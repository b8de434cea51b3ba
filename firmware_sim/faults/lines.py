"""Connections that break: tunnels, storms of reconnecting, and power that fails in the middle of a word."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from firmware_sim.faults.acts import Act, Connect, Cut, Line, Say
from firmware_sim.faults.spell import Spell

BOOTS_S = 20.0  # from the first volt to the first connection


def loses_coverage(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """No connection while the spell lasts; what the modem kept of it, the last `by` messages, comes after it.

    The broker notices, and says the last will. Messages that nobody has to acknowledge (QoS 0) are lost; of
    what is said again on every new connection, the last counts.
    """
    kept: dict[Line, _Kept] = {}
    for act in acts:
        if kept and act.at_s >= spell.until_s:
            yield from _back(kept, spell)
        if not spell.covers(act.at_s):
            yield act
            continue
        if act.line not in kept:
            kept[act.line] = _Kept(deque(maxlen=round(spell.by)), {})
            if not isinstance(act, Connect):
                yield Cut(act.at_s, act.line)
        if isinstance(act, Say):
            kept[act.line].keep(act)
    yield from _back(kept, spell)


def storms(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """The connection breaks before what is struck, and comes back at once, `by` times."""
    for act in acts:
        if isinstance(act, Say) and spell.strikes(act.at_s):
            for _ in range(round(spell.by)):
                yield Cut(act.at_s, act.line)
                yield Connect(act.at_s, act.line)
        yield act


def browns_out(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """Power fails in the middle of the first word after `from`: half of it is on the wire.

    After booting, the modem says the whole of it and all it had kept until then, with the numbers it had.
    """
    broken: Line | None = None
    kept: list[Say] = []
    back_s = 0.0
    done = False
    for act in acts:
        if broken and act.at_s >= back_s:
            yield Connect(back_s, broken)
            yield from (replace(each, at_s=back_s) for each in kept)
            broken, kept = None, []
        if broken == act.line and isinstance(act, Say):
            kept.append(act)
        elif not done and isinstance(act, Say) and act.publication.qos and spell.strikes(act.at_s):
            broken, kept, done, back_s = act.line, [act], True, act.at_s + BOOTS_S
            yield Cut(act.at_s, act.line, half_said=act.publication)
        else:
            yield act
    if broken:
        yield Connect(back_s, broken)
        yield from (replace(each, at_s=back_s) for each in kept)


class _Kept(NamedTuple):
    """What one modem could not say."""

    said: deque[Say]
    last: dict[str, Say]  # by topic

    def keep(self, act: Say) -> None:
        if act.again:
            self.last[act.publication.topic] = act
        elif act.publication.qos:
            self.said.append(act)


def _back(kept: dict[Line, _Kept], spell: Spell) -> Iterator[Act]:
    for line, each in kept.items():
        yield Connect(spell.until_s, line)
        yield from (replace(act, at_s=spell.until_s) for act in (*each.last.values(), *each.said))
    kept.clear()
