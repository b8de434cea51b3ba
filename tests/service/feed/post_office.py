"""A post office on the far side of the wire: it takes letters, and holds the device's keys to open them."""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import http_ece
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

AUTH = b"sixteen bytes of"


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class PostOffice:
    """Takes letters, and can open them, for the keys of the device are here too."""

    answers: list[int] = field(default_factory=list)  # codes of the next answers; then 201
    letters: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        self.letters.append((dict(request.headers), await request.read()))
        return web.Response(status=self.answers.pop(0) if self.answers else 201)

    @property
    def keys(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": text_of(point), "auth": text_of(AUTH)}

    def opened(self) -> list[dict[str, Any]]:
        """What the letters say."""
        return [
            json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=AUTH, version="aes128gcm"))
            for _, body in self.letters
        ]


@asynccontextmanager
async def a_post_office() -> AsyncIterator[PostOffice]:
    """Open as long as the block lasts."""
    running = PostOffice()
    app = web.Application()
    app.router.add_post("/letters", running.take)
    async with TestServer(app) as server:
        running.url = str(server.make_url("/letters"))
        yield running
