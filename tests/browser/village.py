"""A feed as an operator starts it, with two people and a car in it, spoken to only over HTTP."""

import json
import urllib.request
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from math import sin
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.servers.operator import operate
from tests.servers.parts import free_port, wait_until
from tests.servers.program import Program
from tests.servers.road import status_of

PASSWORD = "a quiet drive at dusk"
CAR_ID = "JT1BK40E"


class Village:
    """Aki owns a car that charges at home; Emma is a friend whom nobody follows yet."""

    def __init__(
        self, folder: Path, *, name: str = "127.0.0.1", database: str = "", workers: int = 1
    ) -> None:
        self.database = database or f"sqlite:///{folder}/feed.sqlite"
        self.workers = workers
        self._port = free_port()
        self.url = f"http://{name}:{self._port}"
        self._gateway = self.operator_says("tokens", "issue", "--scope", "gateway")
        self._program = Program(
            *("feed", "serve", "--trial", "--database", self.database, "--metrics-port", "0"),
            *("--host", "127.0.0.1", "--port", str(self._port), "--public-url", self.url),
            *("--workers", str(workers)),
            log=folder / "feed.log",
        )
        self._keys = 0

    def start(self) -> None:
        """Return once everybody is there."""
        self._program.start()
        wait_until(lambda: status_of(f"{self.url}/readyz") == 200, what="the feed is ready", within_s=90)
        for name in ("aki", "emma"):
            self.join(name)
        self.aki, self.emma = (self._token_of(name) for name in ("aki", "emma"))
        enrolled = self.ask("POST", "/api/v1/gateway/cars", self._gateway, cars=[_newcomer()])
        self.car_account = enrolled["cars"][0]["account_id"]
        code = self.operator_says("cars", "claim-code", CAR_ID)
        self.ask("POST", "/api/v1/cars/claim", self.aki, code=code)
        self.settle(nickname="Mame", time_zone="Asia/Tokyo")
        self.car = f"/@{self.ask('GET', f'/api/v1/accounts/{self.car_account}', self.aki)['acct']}"
        self.ask("POST", "/api/v1/gateway/snapshots", self._gateway, snapshots=_a_day_at_home())
        self.ask(
            "POST", "/api/v1/gateway/journeys", self._gateway, journeys=[*_some_drives(), *_some_charges()]
        )

    def stop(self) -> None:
        """The feed is ended as an operator ends it."""
        assert self._program.stop() == 0, self._program.printed[-2000:]

    def join(self, name: str) -> None:
        """A new member, by the form that people fill in."""
        told = urlencode({"username": name, "password": PASSWORD}).encode()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with opener.open(f"{self.url}/sign-up", told, timeout=10) as answer:
            assert answer.url == f"{self.url}/welcome"

    def make(self, name: str, role: str) -> None:
        """The operator gives the member another role."""
        self.operator_says("accounts", "role", name, role)

    def operator_says(self, *words: str) -> str:
        """What one of the operator's commands prints."""
        return operate(*words, database=self.database)

    def a_new_code(self, car_id: str) -> str:
        """The claim code of a car that nobody owns yet."""
        newcomer = {"car_id": car_id, "dialect": "native"}
        self.ask("POST", "/api/v1/gateway/cars", self._gateway, cars=[newcomer])
        return self.operator_says("cars", "claim-code", car_id)

    def car_says(self, words: str, visibility: str = "private", *, car_id: str = CAR_ID) -> str:
        """The car posts, as the gateway makes it; gives the status's id."""
        self._keys += 1
        return str(
            self.ask(
                "POST",
                "/api/v1/statuses",
                self._gateway,
                {"X-Kurumatomo-Car": car_id, "Idempotency-Key": f"draft-{self._keys}"},
                status=words,
                visibility=visibility,
                language="en",
            )["id"]
        )

    def say(self, token: str, words: str) -> str:
        """A person posts to everybody."""
        return str(self.ask("POST", "/api/v1/statuses", token, status=words, visibility="public")["id"])

    def settle(self, **wishes: object) -> None:
        """Aki settles something about the car."""
        self.ask("PATCH", f"/api/v1/cars/{self.car_account}/settings", self.aki, **wishes)

    def ask(
        self, method: str, path: str, token: str, headers: dict[str, str] | None = None, **body: object
    ) -> Any:  # noqa: ANN401
        """What the API answers, which must be a success."""
        request = urllib.request.Request(
            f"{self.url}{path}",
            data=json.dumps(body).encode() if body else None,
            method=method,
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                **(headers or {}),
            },
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def _token_of(self, name: str) -> str:
        app = self._form(
            "/api/v1/apps",
            client_name="tests",
            redirect_uris="urn:ietf:wg:oauth:2.0:oob",
            scopes="read write follow",
        )
        return str(
            self._form(
                "/oauth/token",
                grant_type="password",
                client_id=app["client_id"],
                client_secret=app["client_secret"],
                username=name,
                password=PASSWORD,
                scope="read write follow",
            )["access_token"]
        )

    def _form(self, path: str, **fields: str) -> Any:  # noqa: ANN401
        with urllib.request.urlopen(f"{self.url}{path}", urlencode(fields).encode(), timeout=10) as answer:
            return json.loads(answer.read())


def _newcomer() -> dict[str, str]:
    return {"car_id": CAR_ID, "dialect": "native"}


def _a_day_at_home() -> list[dict[str, Any]]:
    """A day that ends now: 40 %, and from three hours ago charging at home."""
    now = datetime.now(UTC)
    return [
        {
            "car_id": CAR_ID,
            "observed_at": (now - timedelta(minutes=minutes)).isoformat(),
            "presence": "charging" if minutes <= 180 else "asleep",
            "soc_percent": 63.5 if minutes == 0 else max(40.0, 63.5 - minutes * 0.13),
            "range_km": 187.0,
            "plugged_in": True,
            "charge_state": "charging" if minutes <= 180 else "waiting",
            "charge_power_kw": 3.2 if minutes <= 180 else 0.0,
            "charge_limit_percent": 80.0,
            "full_at": (now + timedelta(hours=4)).isoformat(),
            "lat": 35.0877,
            "lon": 137.1563,
            "town": {"en": "Toyota", "ja": "豊田市"},
            "zone": "home",
        }
        for minutes in range(24 * 60, -1, -10)
    ]


def _some_drives() -> list[dict[str, Any]]:
    """One each of the last five days, from home to Okazaki by bends of its own."""
    now = datetime.now(UTC)
    drives = []
    for day in range(5):
        began = now - timedelta(days=day, hours=9)
        drives.append(
            {
                "kind": "drive",
                "car_id": CAR_ID,
                "started_at": began.isoformat(),
                "ended_at": (began + timedelta(minutes=24 + day)).isoformat(),
                "km": 17.4 + day,
                "soc_start_percent": 71.0,
                "soc_end_percent": 66.5 - day,
                "kwh": 2.9 + day / 5,
                "start": {"zone": "home", "town": {"en": "Toyota", "ja": "豊田市"}},
                "end": {"town": {"en": "Okazaki", "ja": "岡崎市"}},
                "track": [
                    [
                        second,
                        35.0877 - second * 0.0000955,
                        137.1563 + 0.012 * sin(second / 190 + day) - 0.012 * sin(day),
                        71.0 - second / 320,
                        48.0,
                    ]
                    for second in range(0, 1441, 20)
                ],
            }
        )
    return drives


def _some_charges() -> list[dict[str, Any]]:
    """Every other night at home, by timer up to 80 %."""
    tonight = datetime.now(UTC) - timedelta(hours=16)
    return [
        {
            "kind": "charge",
            "car_id": CAR_ID,
            "started_at": (tonight - timedelta(days=day)).isoformat(),
            "ended_at": (tonight - timedelta(days=day) + timedelta(hours=2.5)).isoformat(),
            "soc_start_percent": 48.0,
            "soc_end_percent": 80.0,
            "kwh": 13.1 - day,
            "peak_kw": 6.1,
            "limit_percent": 80.0,
            "planned": True,
            "place": {"zone": "home", "town": {"en": "Toyota", "ja": "豊田市"}},
        }
        for day in (0, 2, 4)
    ]
