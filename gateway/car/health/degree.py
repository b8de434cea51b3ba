"""How bad something is, once it has lasted: a figure said once and taken back changes nothing."""

from datetime import datetime

from gateway.car.moments import held
from gateway.car.part import Part


class Degree(Part, frozen=True):
    """0 is well, and more is worse."""

    known: int | None = None  # believed; None: never heard of
    said: int | None = None  # something else, which has not lasted long enough
    since: datetime | None = None  # of `said`


def advance_degree(before: Degree, said: int | None, at: datetime, *, held_s: float, late: bool) -> Degree:
    """The degree after a word, or after none (said: None) while the last one stands.

    The first word is believed and is no news. What got worse is not believed by late words alone: it waits
    for a timely one, so that it can be told.
    """
    known = before.known
    if known is None:
        return before if said is None else Degree(said)
    degree = before if said is None or said == before.said else _doubted(before, known, said, at)
    if degree.said is None or not held(degree.since, held_s, at) or (late and degree.said > known):
        return degree
    return Degree(degree.said)


def _doubted(before: Degree, known: int, said: int, at: datetime) -> Degree:
    if said == known:
        return before if before.said is None else Degree(known)
    same_side = before.said is not None and (before.said > known) == (said > known)
    return Degree(known, said, before.since if same_side else at)
