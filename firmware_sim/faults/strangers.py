"""Others who speak in a car's name: from an account of their own, with its stolen one, or long gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec import UNSET
from msgspec.structs import replace

from firmware_sim.dialects import native
from firmware_sim.dialects.voice import over
from firmware_sim.faults.acts import Act, Connect, Cut, Line, Say
from firmware_sim.faults.spell import Spell
from firmware_sim.firmware.reading import Publication, Reading

FAR_DEGREES, EMPTY_PERCENT = 3.0, 2.0  # what a liar says: some 300 km away, and nearly empty
COMES_BACK_S = 2.0


def spoofs(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """Somebody with an account of their own at the broker says, after each word struck, a lie in its name."""
    impostor = Line("impostor", user="impostor")
    present = False
    for act in acts:
        yield act
        if isinstance(act, Say) and act.reading is not None and spell.strikes(act.at_s):
            if not present:
                present = True
                yield Connect(act.at_s, impostor)
            yield Say(act.at_s, impostor, _lie(act, ahead=round(spell.by)))


def steals(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """Somebody signs in as the car: it is thrown out, a lie is told, it comes back and says all anew.

    `by` is how far the thief's count runs ahead of the car's.
    """
    known: Reading | None = None
    extra = 0
    for act in acts:
        if not isinstance(act, Say) or act.reading is None:
            yield act
            continue
        said = _numbered(act, act.reading.seq + extra)
        reading = said.reading or act.reading
        known = reading if known is None else over(known, reading)
        yield said
        if spell.strikes(act.at_s):
            thief = replace(act.line, will=None)
            yield Cut(act.at_s, act.line)
            yield Connect(act.at_s, thief)
            yield Say(act.at_s, thief, _lie(said, ahead=round(spell.by)))
            yield Cut(act.at_s, thief)
            back_s = act.at_s + COMES_BACK_S
            yield Connect(back_s, act.line)
            extra += 1
            at = datetime.fromtimestamp(back_s, UTC)
            known = replace(known, seq=reading.seq + 1, observed_at=at)
            yield replace(_numbered(replace(said, reading=known), known.seq), at_s=back_s)


def haunts(acts: Iterator[Act], spell: Spell) -> Iterator[Act]:
    """Before the first word struck, one of `by` days ago, retained, lies on the car's topic."""
    done = False
    for act in acts:
        if not done and isinstance(act, Say) and act.reading is not None and spell.strikes(act.at_s):
            done = True
            old_at = datetime.fromtimestamp(act.at_s, UTC) - timedelta(days=spell.by)
            ghost = replace(act.reading, seq=1, observed_at=old_at, soc_percent=EMPTY_PERCENT)
            yield Say(act.at_s, act.line, _retained(act, ghost))
        yield act


def _lie(act: Say, *, ahead: int) -> Publication:
    reading = act.reading
    if reading is None or not isinstance(reading.lat, float) or not isinstance(reading.lon, float):
        lie = replace(reading or Reading(seq=1, observed_at=""), soc_percent=EMPTY_PERCENT)
    else:
        lat, lon = reading.lat + FAR_DEGREES, reading.lon
        lie = replace(reading, soc_percent=EMPTY_PERCENT, lat=lat, lon=lon)
    lie = replace(
        lie, seq=lie.seq + ahead, plugged_in=False, charge_state="unplugged", charge_minutes_left=UNSET
    )
    return replace(act.publication, payload=native.encode("-", lie).payload)


def _numbered(act: Say, seq: int) -> Say:
    """The same under another number."""
    if act.reading is None:
        return act
    reading = replace(act.reading, seq=seq)
    told = native.encode(native.car_of(act.publication.topic), reading)
    return replace(act, reading=reading, publication=told)


def _retained(act: Say, ghost: Reading) -> Publication:
    return replace(act.publication, payload=native.encode("-", ghost).payload, retain=True)
