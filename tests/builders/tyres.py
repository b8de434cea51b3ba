"""Words about tyres."""

from gateway.car.bounds import Bounds
from tests.builders.gateway import Said


def tyres(*said: tuple[float | None, ...], every_s: float = 200) -> list[Said]:
    """The pressures of all wheels, said again and again."""
    return [(index * every_s, {"tyre_kpa": word}) for index, word in enumerate(said)]


def warnings(*said: tuple[int | None, ...], every_s: float = 200) -> list[Said]:
    """The car's own tyre warnings."""
    return [(index * every_s, {"tyre_alert": word}) for index, word in enumerate(said)]


WELL = (230.0, 230.0, 250.0, 250.0)


REAR_RIGHT_LOW = (230.0, 230.0, 250.0, 200.0)


PLACARD = Bounds(tyre_placard_kpa=230)
