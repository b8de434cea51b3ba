"""Fleets: every path, and what it asks of who comes."""

from feed.api.auth import Route, member
from feed.api.entities.fleets import Fleet, FleetCar
from feed.api.fleets import fleets
from feed.api.fleets.fleets import Question

ROUTES: tuple[Route, ...] = (
    member("GET", "/api/v1/fleets", fleets.index, "read:fleets", answers=list[Fleet]),
    member("GET", "/api/v1/fleets/{id}", fleets.show, "read:fleets", answers=Fleet),
    member(
        "GET",
        "/api/v1/fleets/{id}/cars",
        fleets.cars,
        "read:fleets",
        asks=(Question,),
        answers=list[FleetCar],
    ),
)
