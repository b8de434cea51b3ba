"""Whether the cable is in, once it has made up its mind."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.part import Part
from gateway.car.reading import ChargeState, Reading


class Plug(Part, frozen=True, kw_only=True):
    """The cable as we believe it, and a contrary word that has not been held long enough."""

    plugged: bool | None = None
    since: datetime | None = None
    first_word: bool = True  # nobody saw it go in or out: no news
    contrary_since: datetime | None = None
    said_at: datetime | None = None
    spoken: bool = False  # the car speaks of its cable, so what its charger does seldom says more


def advance_plug(before: Plug, reading: Reading, bounds: Bounds, *, drives: bool) -> Plug:
    """The plug after a reading, or after time alone. Who drives has no cable in, if it ever had one."""
    plug = _settled(before, reading.observed_at, bounds)
    if plug.said_at is not None and reading.observed_at < plug.said_at:
        return plug
    if "plugged_in" in reading.unknown:
        return Plug(said_at=reading.observed_at)
    if reading.plugged_in is not None and not plug.spoken:
        plug = replace(plug, spoken=True)
    word = plug_word(reading, plug)
    if drives and word is not False and reading.plugged_in is None:
        word = False if plug.plugged else None
    return plug if word is None else _told(plug, word, reading.observed_at)


def plug_due(plug: Plug, bounds: Bounds) -> datetime | None:
    """When a contrary word has been held long enough: each flip takes its time, and keeps a distance."""
    if plug.contrary_since is None:
        return None
    due = plug.contrary_since + timedelta(seconds=bounds.plug_held_s)
    if plug.since is None or plug.first_word:
        return due
    return max(due, plug.since + timedelta(seconds=bounds.plug_guard_s))


def is_out(plug: Plug) -> bool:
    """Whether the cable is out, and nothing said lately makes that doubtful."""
    return plug.plugged is False and plug.contrary_since is None


def plug_word(reading: Reading, known: Plug) -> bool | None:
    """What a reading says of the cable, if only by what the charger does.

    Its last words, "done" above all, may outlast the cable: they count only where nothing better is known.
    """
    if reading.plugged_in is not None or reading.charge_state is None:
        return reading.plugged_in
    if known.spoken and reading.charge_state in _MAY_OUTLAST:
        return None
    return _IMPLIED.get(reading.charge_state)


def _settled(plug: Plug, at: datetime, bounds: Bounds) -> Plug:
    due = plug_due(plug, bounds)
    if due is None or at < due:
        return plug
    return replace(
        plug, plugged=not plug.plugged, since=plug.contrary_since, first_word=False, contrary_since=None
    )


def _told(plug: Plug, word: bool, at: datetime) -> Plug:  # noqa: FBT001
    if plug.plugged is None:
        return Plug(plugged=word, since=at, said_at=at, spoken=plug.spoken)
    if word == plug.plugged:
        return replace(plug, contrary_since=None, said_at=at)
    return replace(plug, contrary_since=plug.contrary_since or at, said_at=at)


_IMPLIED = {
    ChargeState.UNPLUGGED: False,
    ChargeState.WAITING: True,
    ChargeState.CHARGING: True,
    ChargeState.COMPLETE: True,
}
_MAY_OUTLAST = (ChargeState.WAITING, ChargeState.COMPLETE)
