"""The far side of the feed's wire: a real HTTP server that keeps what it is told and can be unwell."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "a-token-for-tests"


@dataclass
class Answer:
    """What to say to a post instead of making it."""

    code: int
    headers: dict[str, str] = field(default_factory=dict)
    car_id: str | None = None  # only to this car's
    times: int | None = None  # None: until taken back

    def fits(self, request: web.Request) -> bool:
        car_id = request.headers.get("X-Kurumatomo-Car")
        return self.times != 0 and car_id is not None and self.car_id in {None, car_id}


class FarFeed:
    """A feed as small as the gateway can see."""

    def __init__(self) -> None:
        self.url = ""
        self.token = TOKEN
        self.answer: Answer | None = None
        self.enrols = True
        self.attempts: list[tuple[str, str]] = []  # every post tried: car, text
        self.posts: list[dict[str, Any]] = []  # every post made
        self.enrolments: list[str] = []  # every car asked for
        self.dialects: dict[str, str] = {}  # by car: the one it was said to speak
        self.snapshots: list[dict[str, Any]] = []
        self.journeys: list[dict[str, Any]] = []
        self.pages: list[int] = []  # how many came together
        self.register: dict[str, dict[str, Any]] = {}
        self._ids: dict[str, str] = {}  # by idempotency key
        self.revision = 0
        self.told_up_to = 0  # the revision the gateway has read up to

    def said(self, car_id: str) -> list[str]:
        """The texts a car has posted, in order."""
        return [post["status"] for post in self.posts if post["car_id"] == car_id]

    def put(self, car_id: str, **entry: object) -> None:
        """Change a car's entry in the register."""
        self.revision += 1
        known = self.register.get(car_id, {"car_id": car_id, "acct": car_id.lower(), "nickname": car_id})
        self.register[car_id] = {**known, **entry, "revision": self.revision}

    def routes(self) -> list[web.RouteDef]:
        """Its paths."""
        return [
            web.post("/api/v1/statuses", self._post_status),
            web.post("/api/v1/gateway/cars", self._enrol),
            web.get("/api/v1/gateway/cars", self._read_register),
            web.post("/api/v1/gateway/snapshots", self._take_snapshots),
            web.post("/api/v1/gateway/journeys", self._take_journeys),
        ]

    def _refusal(self, request: web.Request) -> web.Response | None:
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.json_response({"error": "The access token is invalid"}, status=401)
        if self.answer is not None and self.answer.fits(request):
            if self.answer.times is not None:
                self.answer.times -= 1
            return web.json_response(
                {"error": "as told"}, status=self.answer.code, headers=self.answer.headers
            )
        return None

    async def _post_status(self, request: web.Request) -> web.Response:
        body, car_id = await request.json(), request.headers["X-Kurumatomo-Car"]
        self.attempts.append((car_id, body["status"]))
        if refusal := self._refusal(request):
            return refusal
        if car_id not in self.register:
            return web.json_response({"error": "no such car"}, status=422)
        key = request.headers["Idempotency-Key"]
        if key not in self._ids:
            self._ids[key] = str(len(self._ids) + 1)
            self.posts.append({"car_id": car_id, "key": key, **body})
        return web.json_response({"id": self._ids[key]})

    async def _enrol(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        newcomers = {car["car_id"]: car["dialect"] for car in (await request.json())["cars"]}
        wanted = list(newcomers)
        self.enrolments += wanted
        self.dialects |= newcomers
        if not self.enrols:
            refused = [{"car_id": car_id, "reason": "closed"} for car_id in wanted]
            return web.json_response({"cars": [], "refused": refused})
        for car_id in wanted:
            if car_id not in self.register:
                self.put(car_id)
        return web.json_response({"cars": [self.register[car_id] for car_id in wanted], "refused": []})

    async def _read_register(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        after, limit = int(request.query["updated_after"]), int(request.query["limit"])
        self.told_up_to = after
        entries = sorted(self.register.values(), key=lambda entry: entry["revision"])
        page = [entry for entry in entries if entry["revision"] > after][:limit]
        return web.json_response({"cars": page, "revision": page[-1]["revision"] if page else self.revision})

    async def _take_snapshots(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        snapshots = (await request.json())["snapshots"]
        self.snapshots += snapshots
        self.pages.append(len(snapshots))
        return web.json_response({"accepted": len(snapshots), "unknown": []}, status=202)

    async def _take_journeys(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        told = (await request.json())["journeys"]
        known = [one for one in told if one["car_id"] in self.register]
        wrong = [one for one in known if one.get("km", 0) < 0]
        self.journeys += [one for one in known if one not in wrong]
        return web.json_response(
            {
                "accepted": len(known) - len(wrong),
                "unknown": sorted({one["car_id"] for one in told} - self.register.keys()),
                "refused": [{"car_id": one["car_id"], "wrong": {"km": "must be more"}} for one in wrong],
            },
            status=202,
        )


@asynccontextmanager
async def far_feed(feed: FarFeed | None = None, *, port: int = 0) -> AsyncIterator[FarFeed]:
    """A feed that answers on loopback while the context lasts; give one again to bring it back."""
    feed = feed or FarFeed()
    app = web.Application()
    app.add_routes(feed.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    feed.url = site.name if port else f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield feed
    finally:
        await runner.cleanup()
