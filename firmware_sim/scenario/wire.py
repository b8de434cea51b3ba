"""A scenario → what its cars put on the wire, to the byte, before anything is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from math import inf
from operator import attrgetter
from random import Random

from firmware_sim.car.car import Car
from firmware_sim.dialects import native
from firmware_sim.dialects.voice import Voice
from firmware_sim.faults import FAULTS, Mishap, Mishearing
from firmware_sim.faults.acts import Act, Connect, Leave, Line, Say, Spoken
from firmware_sim.faults.spell import Spell
from firmware_sim.firmware.outbox import Outbox
from firmware_sim.firmware.reading import Publication, Reading
from firmware_sim.firmware.telematics import Telematics
from firmware_sim.fleet.residents import Spoken as Tongue
from firmware_sim.fleet.residents import voices_of
from firmware_sim.scenario.form import Car as CarForm
from firmware_sim.scenario.form import Fault
from firmware_sim.scenario.happenings import CarDoes
from firmware_sim.scenario.names import Names
from firmware_sim.scenario.read import Scenario
from firmware_sim.scenario.story import Story
from firmware_sim.settings import Settings, named

DONGLES = "dongles"  # the broker's user for boxes and phones


def acts_of(scenario: Scenario, names: Names, settings: Settings) -> list[Act]:
    """Everything that happens at the broker's door, in the order in which it happens."""
    each = [list(_CarOnAir(car, scenario, names, settings).acts()) for car in scenario.form.car]
    return list(merge(*(sorted(acts, key=attrgetter("at_s")) for acts in each), key=attrgetter("at_s")))


@dataclass(frozen=True, slots=True)
class _CarOnAir:
    form: CarForm
    scenario: Scenario
    names: Names
    settings: Settings

    def acts(self) -> Iterator[Act]:
        """What one car's lines do."""
        spoken = iter(self._firmware())
        for turn, fault in self._faults():
            kind = FAULTS[fault.kind]
            if isinstance(kind, Mishearing):
                spoken = kind.strike(spoken, self._spell(turn, fault))
        acts = self._put_into_bytes(list(spoken))
        for turn, fault in self._faults():
            kind = FAULTS[fault.kind]
            if isinstance(kind, Mishap):
                acts = kind.strike(acts, self._spell(turn, fault))
        return _greeting(acts)

    def _faults(self) -> Iterator[tuple[int, Fault]]:
        for turn, fault in enumerate(self.scenario.form.fault):
            if fault.car in (None, self.form.name):
                yield turn, fault

    def _spell(self, turn: int, fault: Fault) -> Spell:
        form, starts = self.scenario.form, self.scenario.starts
        dice = f"{form.seed}/{turn}/{fault.kind}/{fault.seed}/{self.form.name}"
        return Spell(
            chance=Random(dice),  # noqa: S311 - repeatable on purpose
            from_s=fault.from_.seconds(starts) if fault.from_ else -inf,
            until_s=fault.until.seconds(starts) if fault.until else self.scenario.ends_s + 1,
            rate=fault.rate,
            by=FAULTS[fault.kind].by if fault.by is None else fault.by,
            field=fault.field,
        )

    def _firmware(self) -> list[Spoken]:
        """What its firmware says from the start to the end."""
        car, form = self._car(), self.scenario.form
        happenings = [
            each for each in form.happens if isinstance(each, CarDoes) and each.car in (None, self.form.name)
        ]
        story = Story(car, happenings, starts=self.scenario.starts, places=form.places)
        outbox = Outbox(self.form.flash_readings)
        firmware = Telematics(car, self.settings.firmware.rules(), outbox)
        said: list[Spoken] = []
        moments, at_s = story.moments(), self.scenario.starts.timestamp()
        changes_s = next(moments)
        while at_s <= self.scenario.ends_s:
            if changes_s <= at_s:
                changes_s = next(moments)
            for aside in story.asides:
                if aside.words is not None:
                    said.append(Spoken(at_s, firmware.volunteer(at_s, aside.words)))
                if aside.away_s:
                    said += (Spoken(at_s, each) for each in firmware.restart(at_s, away_s=aside.away_s))
            story.asides.clear()
            said += (Spoken(at_s, each) for each in firmware.look(at_s))
            at_s = min(changes_s, firmware.due_s)
        return said

    def _car(self) -> Car:
        form, place = self.form, self.scenario.form.places[self.form.at]
        car = Car(
            named(form.model, self.settings.model),
            soc_percent=form.soc_percent,
            odometer_km=form.odometer_km,
            lat=place.lat,
            lon=place.lon,
        )
        car.outside_c = self.scenario.form.outside_c
        car.charge_limit_percent = form.charge_limit_percent
        if form.plugged_in_kw:
            car.plug_in(ac_kw=form.plugged_in_kw)
        return car

    def _put_into_bytes(self, spoken: Sequence[Spoken]) -> Iterator[Act]:
        starts_s, ends_s = self.scenario.starts.timestamp(), self.scenario.ends_s
        voices, car_id = self._voices(), self.names.car(self.form.name)
        if not voices:
            line = Line(f"car-{car_id}", user=car_id, will=native.last_will(car_id))
            yield Connect(starts_s, line)
            for each in spoken:
                told, is_reading = native.encode(car_id, each.said), isinstance(each.said, Reading)
                yield _say(each, line, told, again=not is_reading)
            yield Leave(ends_s, line)
            return
        lines = [Line(f"car-{car_id}-{turn}", DONGLES, voice.last_will) for turn, voice in enumerate(voices)]
        yield from (Connect(starts_s, line) for line in lines)
        for each in spoken:
            for voice, line in zip(voices, lines, strict=True):
                for told in voice.say(each.said):
                    yield _say(each, line, told, again=voice.remembers)
        yield from (Leave(ends_s, line) for line in lines)

    def _voices(self) -> tuple[Voice, ...]:
        if self.form.speaks == ("native",):
            return ()
        tongues = [(told.removesuffix(":place"), told.endswith(":place")) for told in self.form.speaks]
        return voices_of(
            [
                Tongue(
                    dialect,
                    self.names.foreign(self.form, dialect).replace("-", "/", 1),
                    "place" if place_only else "all",
                )
                for dialect, place_only in tongues
            ]
        )


def _say(spoken: Spoken, line: Line, told: Publication, *, again: bool) -> Say:
    reading = spoken.said if isinstance(spoken.said, Reading) else None
    return Say(spoken.at_s, line, told, reading, again)


def _greeting(acts: Iterator[Act]) -> Iterator[Act]:
    """A line that comes back says again what it says on every new connection: presence, or its metrics."""
    said: dict[Line, dict[str, Say]] = {}
    for act in acts:
        yield act
        if isinstance(act, Connect):
            for each in said.get(act.line, {}).values():
                yield Say(act.at_s, act.line, each.publication, each.reading, again=True)
        elif isinstance(act, Say) and act.again:
            said.setdefault(act.line, {})[act.publication.topic] = act
