"""The way to the post offices, and the bell that says there is something to bring."""

import asyncio
import contextlib
from typing import Literal

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from feed.push.addresses import PublicResolver
from feed.push.letters import Letter, public_key_of

Outcome = Literal["taken", "gone", "later", "refused"]

SLOWEST_S = 10.0
_GONE = {404, 410}  # RFC 8030: nobody lives there any more
_LATER = {408, 425, 429}


class Post:
    """Brings letters. Open until `close`; `private_key` signs them."""

    def __init__(self, private_key: str, *, at_home: bool) -> None:
        self.private_key = private_key
        self.public_key = public_key_of(private_key)
        connector = TCPConnector() if at_home else TCPConnector(resolver=PublicResolver())
        self._session = ClientSession(connector=connector, timeout=ClientTimeout(total=SLOWEST_S))
        self._bell = asyncio.Event()
        self.round = asyncio.Lock()  # whoever brings letters brings them alone

    def ring(self) -> None:
        """There may be letters."""
        self._bell.set()

    async def wait(self, at_most_s: float) -> None:
        """Until the bell rings, or nobody rang for so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(
                at_most_s
            ):  # wait_for may lose a cancellation that comes with the bell
                await self._bell.wait()
        self._bell.clear()

    async def bring(self, letter: Letter) -> Outcome:
        """What the post office says of the letter; not reaching it is "later"."""
        try:
            async with self._session.post(
                letter.endpoint, data=letter.body, headers=letter.headers, allow_redirects=False
            ) as response:
                code = response.status
        except (ClientError, OSError, TimeoutError):
            return "later"
        if code in _GONE:
            return "gone"
        if code in _LATER or code >= 500:  # noqa: PLR2004
            return "later"
        return "taken" if code < 300 else "refused"  # noqa: PLR2004

    async def close(self) -> None:
        """No more letters."""
        await self._session.close()
