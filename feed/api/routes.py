"""Every path of the API, and what it asks of who comes."""

from feed.api import car_followers, car_ownership, cars, gateway, instance
from feed.api.auth import Route, anyone, app, member, unguarded

ROUTES: tuple[Route, ...] = (
    unguarded("GET", "/api/v2/instance", instance.v2),
    # cars
    member("GET", "/api/v1/cars", cars.index, "read:cars"),
    member("POST", "/api/v1/cars/claim", car_ownership.claim, "write:cars"),
    anyone("GET", "/api/v1/cars/{id}", cars.show, "read:cars"),
    member("GET", "/api/v1/cars/{id}/history", cars.past, "read:cars"),
    member("PATCH", "/api/v1/cars/{id}/settings", car_ownership.settle, "write:cars"),
    member("POST", "/api/v1/cars/{id}/transfer", car_ownership.transfer, "write:cars"),
    member("GET", "/api/v1/cars/{id}/follow_requests", car_followers.requests, "read:cars"),
    member(
        "POST",
        "/api/v1/cars/{id}/follow_requests/{account_id}/authorize",
        car_followers.authorize,
        "write:cars",
    ),
    member(
        "POST", "/api/v1/cars/{id}/follow_requests/{account_id}/reject", car_followers.reject, "write:cars"
    ),
    member("POST", "/api/v1/cars/{id}/followers/{account_id}/remove", car_followers.remove, "write:cars"),
    # the gateway
    app("POST", "/api/v1/gateway/cars", gateway.enrol_cars, "gateway"),
    app("GET", "/api/v1/gateway/cars", gateway.changed_cars, "gateway"),
    app("POST", "/api/v1/gateway/snapshots", gateway.keep_snapshots, "gateway"),
)
