"""Scenarios as text, as files, and as what goes over the wire, naming only what matters."""

from pathlib import Path

from firmware_sim import settings
from firmware_sim.faults.acts import Act, Say
from firmware_sim.scenario.names import Names
from firmware_sim.scenario.read import Scenario, read
from firmware_sim.scenario.wire import acts_of

SHIPPED = Path(__file__).parents[2] / "config" / "scenarios"

HOMECOMING = """\
title = "Home, and on the cable"
starts = 2026-11-23T18:30:00
lasts = "1h"
seed = 7

[places.home]
lat = 35.0877
lon = 137.1563

[places.work]
lat = 35.0545
lon = 137.1560

[[person]]
name = "aki"

[[person]]
name = "emma"

[[car]]
name = "preboy"
owner = "aki"
friends = ["emma"]
at = "work"
home = "home"

[[happens]]
at = "18:40"
does = "drive"
to = "home"

[[happens]]
at = "18:56"
does = "plug_in"

[[seen]]
by = "aki"
kind = "came_home"
"""


def a_scenario(folder: Path, *more: str, text: str = HOMECOMING, name: str = "home") -> Scenario:
    """Home from work, and whatever else the test adds to the file."""
    path = folder / f"{name}.scenario.toml"
    path.write_text("\n\n".join([text, *more]), encoding="utf-8")
    return read(path)


def a_fault(kind: str, **others: str | float) -> str:
    keys = {key.rstrip("_"): value for key, value in others.items()}
    told = [
        f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}" for key, value in keys.items()
    ]
    return "\n".join(["[[fault]]", f'kind = "{kind}"', *told])


def on_the_wire(scenario: Scenario) -> list[Act]:
    return acts_of(scenario, Names(scenario.name), settings.load())


def said(scenario: Scenario) -> list[Say]:
    """Its readings, as they go out."""
    return [
        act for act in on_the_wire(scenario) if isinstance(act, Say) and act.publication.payload[:1] == b"{"
    ]
