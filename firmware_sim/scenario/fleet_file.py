"""The people and cars of scenarios as a fleet file, which `kurumatomo-feed seed` lets in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firmware_sim.scenario.form import STRANGER, Car, Form
from firmware_sim.scenario.names import Names
from firmware_sim.scenario.read import Scenario


def fleet_file(scenarios: Sequence[Scenario]) -> str:
    """All of them in one TOML, each under names of its own."""
    tables = [table for each in scenarios for table in _tables(each.form, Names(each.name))]
    return "\n\n".join(tables) + "\n"


def _tables(form: Form, names: Names) -> Iterator[str]:
    for person in form.person:
        told = {"username": names.person(person.name), "language": person.language, "role": person.role}
        yield _table("person", told)
    yield _table("person", {"username": names.person(STRANGER)})
    for car in form.car:
        yield _table("car", _car(car, form, names))


def _car(car: Car, form: Form, names: Names) -> dict[str, Any]:
    tongues = [
        {
            "dialect": told.removesuffix(":place"),
            "id": names.foreign(car, told.removesuffix(":place")),
            "says": "place" if told.endswith(":place") else "all",
        }
        for told in car.speaks
        if told != "native"
    ]
    return {
        "car_id": names.car(car.name),
        "owner": names.person(car.owner),
        "friends": [names.person(friend) for friend in car.friends],
        "tongues": tongues,
        **settings_of(car, form),
    }


def settings_of(car: Car, form: Form) -> dict[str, Any]:
    """What the car's owner has settled, as the feed takes it."""
    told: dict[str, Any] = {"nickname": car.nickname or car.name, "time_zone": form.time_zone}
    if car.home is not None:
        told["home"] = form.places[car.home].model_dump()
    if car.zones:
        told["zones"] = [
            {"name": name.replace("_", " "), **form.places[name].model_dump()} for name in car.zones
        ]
    return told | car.wishes


def _table(name: str, told: Mapping[str, Any]) -> str:
    return "\n".join(
        [f"[[{name}]]", *(f"{json.dumps(key)} = {_value(value)}" for key, value in told.items())]
    )


def _value(value: object) -> str:
    """As TOML writes it; what it has in common with JSON, JSON writes."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return (
        json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool | int | float) else str(value)
    )
