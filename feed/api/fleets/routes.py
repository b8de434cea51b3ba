"""Fleets and cases: every path, and what it asks of who comes."""

from feed.api.auth import Route, app, member
from feed.api.entities.fleets import Case, Fleet, FleetCar, Slot
from feed.api.fleets import cases, fleets
from feed.api.fleets.cases import Choice, Opening, Proposal, Which
from feed.api.fleets.fleets import Question

_FLEETS, _CASES = "/api/v1/fleets", "/api/v1/cases"
_READ = ("read:cars", "read:fleets")  # owners read theirs, dealers theirs
_WRITE = ("write:cars", "write:fleets")

ROUTES: tuple[Route, ...] = (
    member("GET", _FLEETS, fleets.index, "read:fleets", answers=list[Fleet]),
    member("GET", _FLEETS + "/{id}", fleets.show, "read:fleets", answers=Fleet),
    member(
        "GET",
        _FLEETS + "/{id}/cars",
        fleets.cars,
        "read:fleets",
        asks=(Question,),
        answers=list[FleetCar],
    ),
    member("GET", _CASES, cases.index, *_READ, asks=(Which,), answers=list[Case]),
    member("POST", _CASES, cases.begin, "write:cars", asks=(Opening,), answers=Case),
    member("GET", _CASES + "/{id}", cases.show, *_READ, answers=Case),
    member("POST", _CASES + "/{id}/close", cases.close, *_WRITE, answers=Case),
    member("GET", _CASES + "/{id}/slots", cases.slots, *_READ, answers=list[Slot]),
    member(
        "POST", _CASES + "/{id}/slots", cases.propose_slots, "write:fleets", asks=(Proposal,), answers=Case
    ),
    member("POST", _CASES + "/{id}/appointment", cases.take_slot, *_WRITE, asks=(Choice,), answers=Case),
    member("DELETE", _CASES + "/{id}/appointment", cases.cancel, *_WRITE, answers=Case),
    app("GET", "/api/v1/gateway/cases", cases.of_car, "gateway", answers=list[Case]),
)
