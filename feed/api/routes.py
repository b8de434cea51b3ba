"""Every path of the API, chapter by chapter."""

from feed.api.access import routes as access
from feed.api.auth import Route
from feed.api.cars import routes as cars
from feed.api.fleets import routes as fleets
from feed.api.members import routes as members
from feed.api.notices import routes as notices
from feed.api.reading import routes as reading
from feed.api.server import routes as server
from feed.api.staff import routes as staff
from feed.api.streams import routes as streams
from feed.api.writing import routes as writing

ROUTES: tuple[Route, ...] = (
    *server.ROUTES,
    *access.ROUTES,
    *members.ROUTES,
    *writing.ROUTES,
    *reading.ROUTES,
    *notices.ROUTES,
    *streams.ROUTES,
    *staff.ROUTES,
    *cars.ROUTES,
    *fleets.ROUTES,
)
