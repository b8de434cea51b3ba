"""One car heard in several tongues: each has its own time, its own presence, and a claim to what it says."""

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.moments import held
from gateway.car.part import Part
from gateway.car.reading import OF_THE_PLACE, Presence, Reading

NATIVE = "native"
PHONES = frozenset({"owntracks"})


class Tongue(Part, frozen=True, kw_only=True):
    """What was heard of a car in one dialect."""

    dialect: str
    observed_at: datetime | None = None  # the newest moment it told of
    received_at: datetime | None = None  # when we heard of that moment
    fix_at: datetime | None = None  # when it last said where the car is
    presence: Presence | None = None  # its modem's last word
    presence_at: datetime | None = None  # by the gateway's clock; None: it never says one


def tongue_in(tongues: Sequence[Tongue], dialect: str) -> Tongue | None:
    """What was heard in a dialect, if anything."""
    for tongue in tongues:
        if tongue.dialect == dialect:
            return tongue
    return None


def with_tongue(tongues: tuple[Tongue, ...], changed: Tongue) -> tuple[Tongue, ...]:
    """The tongues with one of them added or changed, always in the same order."""
    others = [tongue for tongue in tongues if tongue.dialect != changed.dialect]
    return tuple(sorted((*others, changed), key=lambda tongue: tongue.dialect))


def having_said(tongue: Tongue, reading: Reading) -> Tongue:
    """The tongue after a reading of it."""
    newest = tongue.observed_at is None or reading.observed_at >= tongue.observed_at
    return replace(
        tongue,
        observed_at=reading.observed_at if newest else tongue.observed_at,
        received_at=reading.received_at if newest else tongue.received_at,
        fix_at=reading.observed_at if newest and reading.lat is not None else tongue.fix_at,
    )


def without_hearsay(reading: Reading, tongues: Sequence[Tongue], bounds: Bounds) -> Reading:
    """The reading without what another tongue knows better.

    A phone may leave the car; a dongle, or the car itself, cannot. So long as one of those says where the
    car is, the phone's place, and the speed it goes at, are its own.
    """
    if reading.dialect not in PHONES or len(tongues) < 2:  # noqa: PLR2004
        return reading
    at = reading.observed_at
    for tongue in tongues:
        rides_along = tongue.dialect not in PHONES and tongue.fix_at is not None
        if rides_along and not held(tongue.fix_at, bounds.own_fix_s, at):
            silenced = dict.fromkeys(OF_THE_PLACE)
            return replace(reading, unknown=reading.unknown - OF_THE_PLACE, **silenced)
    return reading


def presence_of_all(tongues: Sequence[Tongue], bounds: Bounds) -> Presence | None:
    """Whether a car of several modems is with us: as long as one of them is.

    A tongue that never says a word of its own presence counts as online while it has spoken lately, but
    wakes no car that another tongue has seen fall asleep.
    """
    with_a_word = [tongue for tongue in tongues if tongue.presence_at is not None]
    if not with_a_word or any(tongue.presence is Presence.ONLINE for tongue in with_a_word):
        return Presence.ONLINE if tongues else None
    last = max(with_a_word, key=lambda tongue: tongue.presence_at or _NEVER)
    if last.presence is not Presence.OFFLINE:
        return last.presence
    speaks = any(
        tongue.presence_at is None
        and tongue.received_at is not None
        and not held(tongue.received_at, bounds.late_s, last.presence_at)
        for tongue in tongues
    )
    return Presence.ONLINE if speaks else Presence.OFFLINE


_NEVER = datetime.min.replace(tzinfo=UTC)
