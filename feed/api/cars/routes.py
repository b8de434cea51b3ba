"""Cars and their gateway: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, app, member
from feed.api.cars import cars, commanders, followers, gateway, journeys, ownership, shares
from feed.api.cars.journeys_told import Journeys
from feed.api.cars.schemas import Enrolment, Snapshots
from feed.api.entities import Empty
from feed.api.entities.cars import (
    Car,
    CarCommander,
    CarPast,
    CarShare,
    Charge,
    Drive,
    Handover,
    Kept,
    Register,
    Revoked,
    Track,
)
from feed.api.entities.members import Account
from feed.api.paging import Cursors
from feed.social.car_terms import Terms
from feed.social.car_wishes import CarWishes

ROUTES: tuple[Route, ...] = (
    member("GET", "/api/v1/cars", cars.index, "read:cars", answers=list[Car]),
    member("POST", "/api/v1/cars/claim", ownership.claim, "write:cars", asks=(ownership.Claim,), answers=Car),
    anyone("GET", "/api/v1/cars/{id}", cars.show, "read:cars", answers=Car),
    member("GET", "/api/v1/cars/{id}/history", cars.past, "read:cars", answers=CarPast),
    member(
        "GET", "/api/v1/cars/{id}/drives", journeys.drives, "read:cars", asks=(Cursors,), answers=list[Drive]
    ),
    member(
        "GET",
        "/api/v1/cars/{id}/charges",
        journeys.charges,
        "read:cars",
        asks=(Cursors,),
        answers=list[Charge],
    ),
    member("GET", "/api/v1/cars/{id}/drives.csv", journeys.drives_sheet, "read:cars"),
    member("GET", "/api/v1/cars/{id}/charges.csv", journeys.charges_sheet, "read:cars"),
    member("GET", "/api/v1/cars/{id}/drives.gpx", journeys.tracks_file, "read:cars"),
    member("GET", "/api/v1/cars/{id}/drives/{drive_id}/track", journeys.track, "read:cars", answers=Track),
    member("GET", "/api/v1/cars/{id}/drives/{drive_id}/track.gpx", journeys.track_file, "read:cars"),
    member(
        "PATCH",
        "/api/v1/cars/{id}/settings",
        ownership.settle,
        "write:cars",
        asks=(CarWishes,),
        answers=Car,
    ),
    member("POST", "/api/v1/cars/{id}/transfer", ownership.transfer, "write:cars", answers=Handover),
    member("GET", "/api/v1/cars/{id}/shares", shares.index, "read:cars", answers=list[CarShare]),
    member(
        "POST",
        "/api/v1/cars/{id}/shares",
        shares.entrust,
        "write:cars",
        asks=(Terms,),
        answers=list[CarShare],
    ),
    member("DELETE", "/api/v1/cars/{id}/shares", shares.revoke_all, "write:cars", answers=list[CarShare]),
    member(
        "DELETE", "/api/v1/cars/{id}/shares/{account_id}", shares.revoke, "write:cars", answers=list[CarShare]
    ),
    member(
        "GET",
        "/api/v1/cars/{id}/commanders",
        commanders.index,
        "read:cars",
        answers=list[CarCommander],
    ),
    member(
        "POST",
        "/api/v1/cars/{id}/commanders",
        commanders.name,
        "write:cars",
        asks=(commanders.Named,),
        answers=list[CarCommander],
    ),
    member(
        "DELETE",
        "/api/v1/cars/{id}/commanders/{account_id}",
        commanders.relieve,
        "write:cars",
        answers=list[CarCommander],
    ),
    member("POST", "/api/v1/cars/{id}/revoke_everybody", ownership.revoke_all, "write:cars", answers=Revoked),
    member(
        "GET",
        "/api/v1/cars/{id}/follow_requests",
        followers.requests,
        "read:cars",
        asks=(Cursors,),
        answers=list[Account],
    ),
    member(
        "POST",
        "/api/v1/cars/{id}/follow_requests/{account_id}/authorize",
        followers.authorize,
        "write:cars",
        answers=Empty,
    ),
    member(
        "POST",
        "/api/v1/cars/{id}/follow_requests/{account_id}/reject",
        followers.reject,
        "write:cars",
        answers=Empty,
    ),
    member(
        "POST",
        "/api/v1/cars/{id}/followers/{account_id}/remove",
        followers.remove,
        "write:cars",
        answers=Empty,
    ),
    app(
        "POST",
        "/api/v1/gateway/cars",
        gateway.enrol_cars,
        "gateway",
        asks=(Enrolment,),
        answers=Register,
    ),
    app("GET", "/api/v1/gateway/cars", gateway.changed_cars, "gateway", answers=Register),
    app(
        "POST",
        "/api/v1/gateway/snapshots",
        gateway.keep_snapshots,
        "gateway",
        asks=(Snapshots,),
        answers=Kept,
    ),
    app(
        "POST",
        "/api/v1/gateway/journeys",
        gateway.keep_journeys,
        "gateway",
        asks=(Journeys,),
        answers=Kept,
    ),
)
