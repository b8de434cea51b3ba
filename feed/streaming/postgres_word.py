"""Word among workers by PostgreSQL's LISTEN and NOTIFY, on a connection that is made anew when it breaks."""

import asyncio
import random
from collections.abc import Callable, Iterable

import asyncpg
import structlog

from feed.streaming.happening import Happening, decode, encode
from feed.streaming.word import Mailbox

CHANNEL = "kurumatomo_happenings"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 10.0
CHECK_EVERY_S = 5.0

_TELL = "SELECT pg_notify($1, word) FROM unnest($2::text[]) AS word"

log = structlog.get_logger(__name__)


class PostgresWord:
    """Tells and hears while `run()` runs. `deafened` is called when happenings may have been missed."""

    def __init__(self, dsn: str, deafened: Callable[[], None]) -> None:
        self._dsn = dsn
        self._deafened = deafened
        self._to_tell = Mailbox()
        self._heard = Mailbox()
        self.is_connected = False

    @property
    def untold(self) -> int:
        """How many happenings were lost for want of room."""
        return self._to_tell.untold + self._heard.untold

    def tell(self, happenings: Iterable[Happening]) -> None:
        """Every worker will hear of these, this one too."""
        self._to_tell.tell(happenings)

    async def hear(self) -> list[Happening]:
        """The happenings since the last time, as soon as there is one."""
        return await self._heard.hear()

    async def run(self) -> None:
        """Stays connected for ever; ends by being cancelled."""
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                await self._converse()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                if self.is_connected:
                    pause_s = FIRST_PAUSE_S
                    self._deafened()
                self.is_connected = False
                log.warning("word among workers is interrupted", reason=type(error).__name__)
                await asyncio.sleep(pause_s * random.uniform(0.5, 1.0))  # noqa: S311
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _converse(self) -> None:
        connection = await asyncpg.connect(self._dsn)
        try:
            await connection.add_listener(CHANNEL, self._take)
            self.is_connected = True
            while True:
                await self._tell_what_waits(connection)
        finally:
            await connection.close(timeout=1)

    async def _tell_what_waits(self, connection: asyncpg.Connection) -> None:
        try:
            happenings = await asyncio.wait_for(self._to_tell.hear(), CHECK_EVERY_S)
        except TimeoutError:
            happenings = []  # nothing to tell; asking anyway shows whether somebody still listens
        try:
            await connection.execute(
                _TELL, CHANNEL, [encode(one) for one in happenings], timeout=CHECK_EVERY_S
            )
        except BaseException:
            self._to_tell.tell(happenings)
            raise

    def _take(self, _connection: object, _pid: int, _channel: str, word: object) -> None:
        self._heard.tell([decode(str(word))])
