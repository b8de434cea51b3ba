"""Figures of a car: in its owner's units, at the viewer's time or else the car's."""

from dataclasses import replace
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

from feed.store.car_tables import Car
from feed.store.car_views import CarView
from feed.web.cars_now import car_now
from feed.web.figures import Figures
from feed.web.visitor import Visitor


def figures_for(view: CarView, visitor: Visitor) -> Figures:
    """How the figures of this car are written for this visitor."""
    return replace(visitor.figures, units=car_now(view).units, zone=_zone(view.registered.car, visitor))


def _zone(car: Car, visitor: Visitor) -> tzinfo:
    if visitor.figures.zone is UTC and car.time_zone:  # a browser that has not told us its own yet
        return ZoneInfo(car.time_zone)
    return visitor.figures.zone
