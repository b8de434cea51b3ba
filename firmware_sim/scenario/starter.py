"""A first scenario, with a comment at everything, to be changed by whoever asked for it."""

from pathlib import Path

from firmware_sim.errors import UsageError

STARTER = """\
# A scenario: cars, people, what happens, what goes wrong, and what must then be seen.
# Try it:       kurumatomo-sim scenario {name}
# Every key:    docs/scenarios.md        Faults:  kurumatomo-sim scenario faults

title = "The car comes home nearly empty, and nobody plugs it in"
promise = "Its owner is asked, and nobody else."

starts = 2026-11-23T19:20:00      # the cars' local time
time_zone = "Asia/Tokyo"
lasts = "2h"                      # of the cars' time; it takes a second or two of yours
outside_c = 8
seed = 1                          # the same seed, the same bytes on the wire

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
nickname = "Pre-boy"
model = "leaf-40"                 # or leaf-24, prius-phv, model-3, ioniq5 ...
owner = "aki"
friends = ["emma"]                # who follow it
at = "work"
home = "home"
soc_percent = 18
# speaks = ["ovms"]               # native unless you say so

[[happens]]
at = "19:30"
car = "preboy"
does = "drive"
to = "home"

# [[fault]]                       # take the signs away, and messages come twice
# kind = "duplicates"
# rate = 0.3

[[seen]]                          # this has to be seen ...
by = "aki"
kind = "came_home_unplugged"
after = "19:30"
within = "30m"
times = 1
rings = true                      # at this post aki's phone rings

[[not_seen]]                      # ... and this must not
by = ["emma", "anyone"]           # anyone: somebody who is not signed in
kind = "came_home_unplugged"
"""


def write_starter(path: Path) -> None:
    """Write it where nothing is yet. Raises UsageError where something is."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(STARTER.replace("{name}", path.name))
    except FileExistsError as error:
        raise UsageError(f"{path} is there already") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
