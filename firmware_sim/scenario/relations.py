"""Whether the parts of a scenario fit together: everybody who is named is there, and in time."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TypeAlias

from firmware_sim.faults import FAULTS, Mishap
from firmware_sim.scenario.form import ANYONE, STRANGER, Car, Form
from firmware_sim.scenario.happenings import CarDoes, Drives, PersonDoes
from firmware_sim.scenario.moments import Moment

Wrong: TypeAlias = tuple[tuple[str | int, ...], str]


def relations(form: Form, starts: datetime) -> Iterator[Wrong]:
    """What does not fit: where it stands, and why."""
    yield from _names(form)
    yield from _cars(form)
    for turn, happening in enumerate(form.happens):
        here = ("happens", turn)
        yield from _in_time((*here, "at"), happening.at, form, starts)
        if isinstance(happening, CarDoes | PersonDoes):
            yield from _the_car((*here, "car"), happening.car, form)
        if isinstance(happening, PersonDoes):
            yield from _known((*here, "person"), happening.person, _people(form), "person")
        if isinstance(happening, Drives) and happening.to is not None:
            yield from _known((*here, "to"), happening.to, form.places, "place")
    yield from _faults(form, starts)
    yield from _expectations(form, starts)


def _names(form: Form) -> Iterator[Wrong]:
    for table, names in (
        ("person", [one.name for one in form.person]),
        ("car", [one.name for one in form.car]),
    ):
        for turn, name in enumerate(names):
            if name in names[:turn]:
                yield (table, turn, "name"), f'there are two called "{name}"'
            if table == "person" and name in (ANYONE, STRANGER):
                yield (table, turn, "name"), f'"{name}" is always there; call this one otherwise'


def _cars(form: Form) -> Iterator[Wrong]:
    for turn, car in enumerate(form.car):
        yield from _known(("car", turn, "owner"), car.owner, _people(form), "person")
        for key, people in (("friends", car.friends), ("dealers", car.dealers)):
            for person in people:
                yield from _known(("car", turn, key), person, _people(form), "person")
        for key, place in _places_of(car):
            yield from _known(("car", turn, key), place, form.places, "place")


def _places_of(car: Car) -> Iterator[tuple[str, str]]:
    yield "at", car.at
    if car.home is not None:
        yield "home", car.home
    yield from (("zones", zone) for zone in car.zones)


def _faults(form: Form, starts: datetime) -> Iterator[Wrong]:
    for turn, fault in enumerate(form.fault):
        here = ("fault", turn)
        yield from _the_car((*here, "car"), fault.car, form)
        for key, moment in (("from", fault.from_), ("until", fault.until)):
            if moment is not None:
                yield from _in_time((*here, key), moment, form, starts)
        kind = FAULTS[fault.kind]
        named = [car for car in form.car if fault.car in (None, car.name)]
        if isinstance(kind, Mishap) and kind.native_only and any(car.speaks != ("native",) for car in named):
            yield (*here, "kind"), f"{fault.kind} works only for a car that speaks native"


def _expectations(form: Form, starts: datetime) -> Iterator[Wrong]:
    for table, looks in (("seen", form.seen), ("not_seen", form.not_seen)):
        for turn, look in enumerate(looks):
            here = (table, turn)
            for person in look.by:
                yield from _known((*here, "by"), person, {*_people(form), ANYONE, STRANGER}, "person")
            yield from _the_car((*here, "of"), look.of, form)
            if look.after is not None:
                yield from _in_time((*here, "after"), look.after, form, starts)
    for turn, word in enumerate(form.acknowledged):
        yield from _the_car(("acknowledged", turn, "car"), word.car, form)


def _people(form: Form) -> set[str]:
    return {person.name for person in form.person}


def _the_car(place: tuple[str | int, ...], name: str | None, form: Form) -> Iterator[Wrong]:
    if name is not None:
        yield from _known(place, name, [car.name for car in form.car], "car")
    elif len(form.car) > 1:
        yield place[:-1], f"{place[-1]} is missing: there is more than one car"


def _known(place: tuple[str | int, ...], name: str, known: Collection[str], what: str) -> Iterator[Wrong]:
    if name not in known:
        yield place, f'there is no {what} called "{name}"; known are {", ".join(sorted(known))}'


def _in_time(place: tuple[str | int, ...], moment: Moment, form: Form, starts: datetime) -> Iterator[Wrong]:
    at_s = moment.seconds(starts) - starts.timestamp()
    if not 0 <= at_s <= form.lasts:
        yield place, f"{place[-1]} is not within the scenario, which lasts {form.lasts / 3600:g} hours"
