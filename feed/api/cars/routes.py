"""Cars and their gateway: every path, and what it asks of who comes."""

from feed.api.auth import Route, anyone, app, member
from feed.api.cars import cars, followers, gateway, ownership, shares

ROUTES: tuple[Route, ...] = (
    member("GET", "/api/v1/cars", cars.index, "read:cars"),
    member("POST", "/api/v1/cars/claim", ownership.claim, "write:cars"),
    anyone("GET", "/api/v1/cars/{id}", cars.show, "read:cars"),
    member("GET", "/api/v1/cars/{id}/history", cars.past, "read:cars"),
    member("PATCH", "/api/v1/cars/{id}/settings", ownership.settle, "write:cars"),
    member("POST", "/api/v1/cars/{id}/transfer", ownership.transfer, "write:cars"),
    member("GET", "/api/v1/cars/{id}/shares", shares.index, "read:cars"),
    member("POST", "/api/v1/cars/{id}/shares", shares.entrust, "write:cars"),
    member("DELETE", "/api/v1/cars/{id}/shares", shares.revoke_all, "write:cars"),
    member("DELETE", "/api/v1/cars/{id}/shares/{account_id}", shares.revoke, "write:cars"),
    member("GET", "/api/v1/cars/{id}/follow_requests", followers.requests, "read:cars"),
    member(
        "POST",
        "/api/v1/cars/{id}/follow_requests/{account_id}/authorize",
        followers.authorize,
        "write:cars",
    ),
    member("POST", "/api/v1/cars/{id}/follow_requests/{account_id}/reject", followers.reject, "write:cars"),
    member("POST", "/api/v1/cars/{id}/followers/{account_id}/remove", followers.remove, "write:cars"),
    app("POST", "/api/v1/gateway/cars", gateway.enrol_cars, "gateway"),
    app("GET", "/api/v1/gateway/cars", gateway.changed_cars, "gateway"),
    app("POST", "/api/v1/gateway/snapshots", gateway.keep_snapshots, "gateway"),
)
