"""Every path of the API, and what it asks of who comes."""

from feed.api import instance
from feed.api.auth import Route, unguarded

ROUTES: tuple[Route, ...] = (unguarded("GET", "/api/v2/instance", instance.v2),)
