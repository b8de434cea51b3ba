"""The feed, as each person of a scenario sees it: an app of the Mastodon API."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import aiohttp
from msgspec import Struct

from firmware_sim.errors import SimulatorError

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
SCOPES = "read write follow"
PAGE = 40
NOT_HERE = (401, 403, 404)
ENTRUSTED = timedelta(days=365)
HEALTH = ["service_due", "trouble_code", "towed", "silent", "aux_battery_low", "tyre_low"]

_TAG = re.compile(r"<[^>]+>")


class Post(Struct, frozen=True):
    """A post somebody sees."""

    id: str
    kind: str | None  # None: not of an event
    text: str
    visibility: str


class Feed:
    """One feed; whoever asks is named by their token, or is nobody."""

    def __init__(self, web: aiohttp.ClientSession, address: str) -> None:
        self._web, self._address = web, address.rstrip("/")

    async def sign_in(self, passwords: Mapping[str, str]) -> dict[str, str]:
        """A token for each of these people; only a feed that is on trial gives one for a password."""
        client = await self._app(SCOPES)
        tokens = {}
        for username, password in passwords.items():
            asked = {"grant_type": "password", "username": username, "password": password, "scope": SCOPES}
            told = await self._ask("POST", "/oauth/token", form=client | asked)
            tokens[username] = str(told["access_token"])
        return tokens

    async def sign_in_as_gateway(self) -> str:
        """A token for a gateway; only a feed that is on trial gives one for the asking."""
        app = await self._app("gateway")
        asked = {"grant_type": "client_credentials", "scope": "gateway"}
        told = await self._ask("POST", "/oauth/token", form=app | asked)
        return str(told["access_token"])

    async def _app(self, scopes: str) -> dict[str, str]:
        told = {"client_name": "bench", "redirect_uris": OUT_OF_BAND, "scopes": scopes}
        app = await self._ask("POST", "/api/v1/apps", form=told)
        return {"client_id": app["client_id"], "client_secret": app["client_secret"]}

    async def cars_of(self, token: str) -> dict[str, str]:
        """The accounts of this person's cars, by car id."""
        cars = await self._ask("GET", "/api/v1/cars", token=token)
        return {car["car_id"]: car["id"] for car in cars if "car_id" in car}

    async def posts(self, account_id: str, *, token: str | None) -> list[Post]:
        """What an account said, as far as this person may read it, the newest first."""
        found: list[Post] = []
        path = f"/api/v1/accounts/{account_id}/statuses?limit={PAGE}"
        while page := await self._ask(
            "GET", path + (f"&max_id={found[-1].id}" if found else ""), token=token
        ):
            found += (_post(each) for each in page)
            if len(page) < PAGE:
                break
        return found

    async def home(self, *, token: str) -> frozenset[str]:
        """The newest posts of this person's home timeline."""
        told = await self._ask("GET", f"/api/v1/timelines/home?limit={PAGE}", token=token)
        return frozenset(each["id"] for each in told)

    async def ringing(self, *, token: str) -> frozenset[str]:
        """The posts at which this person's phone rang."""
        told = await self._ask("GET", "/api/v1/notifications?types[]=mention&limit=80", token=token)
        return frozenset(each["status"]["id"] for each in told if each.get("status"))

    async def follow(self, account_id: str, *, token: str, follows: bool) -> None:
        """Follow an account, or follow it no more."""
        await self._ask(
            "POST", f"/api/v1/accounts/{account_id}/{'follow' if follows else 'unfollow'}", token=token
        )

    async def reply(self, text: str, to: Post, *, token: str) -> None:
        """Answer a post, in the same circle."""
        told = {"status": text, "in_reply_to_id": to.id, "visibility": to.visibility}
        await self._ask("POST", "/api/v1/statuses", token=token, form=told)

    async def settle(self, account_id: str, settings: Mapping[str, Any], *, token: str) -> None:
        """Change a car's settings, as its owner."""
        await self._ask("PATCH", f"/api/v1/cars/{account_id}/settings", token=token, json=dict(settings))

    async def entrust(self, account_id: str, dealer: str, *, token: str) -> None:
        """Let a dealer hear of a car's health."""
        until = (datetime.now(UTC) + ENTRUSTED).isoformat()
        terms = {"acct": dealer, "kinds": HEALTH, "until": until}
        await self._ask("POST", f"/api/v1/cars/{account_id}/shares", token=token, json=terms)

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        token: str | None = None,
        json: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 - whatever JSON the feed answers
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        asked = {"json": json} if json is not None else {"data": form}
        try:
            async with self._web.request(method, self._address + path, headers=headers, **asked) as answer:
                if answer.status in NOT_HERE and method == "GET":
                    return []
                if not answer.ok:
                    said = (await answer.text())[:200]
                    raise SimulatorError(
                        f"the feed answered {method} {path.partition('?')[0]} with {answer.status}: {said}"
                    )
                return await answer.json()
        except aiohttp.ClientError as error:
            raise SimulatorError(f"the feed at {self._address} cannot be asked: {error}") from error


def _post(told: Mapping[str, Any]) -> Post:
    event = told.get("car_event")
    words = unescape(_TAG.sub("", str(told["content"]).replace("<br", " <br").replace("</p><p>", " ")))
    return Post(
        id=told["id"], kind=event["kind"] if event else None, text=words, visibility=told["visibility"]
    )
