"""The feed's HTTP interface, as far as the gateway needs it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import aiohttp
import msgspec
from yarl import URL

from gateway.delivery.feed_wire import (
    AcceptedSnapshots,
    Enrolment,
    KeptJourneys,
    PostedStatus,
    RegisterPage,
)
from gateway.delivery.outbox import QueuedDraft
from gateway.dialects import tongue_of

Answer = TypeVar("Answer")

TIMEOUT = aiohttp.ClientTimeout(total=15)
PAGE_LIMIT = 500  # cars or snapshots in one request
ON_THE_WIRE = {"owner": "limited"}  # visibilities by another name there


class FeedError(Exception):
    """The feed did not do what we asked. The text says why, and holds nothing private."""


class TryLaterError(FeedError):
    """The feed cannot be reached, is unwell, or asks for patience."""

    def __init__(self, reason: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class NotLetInError(FeedError):
    """Our token is wrong or not for this: a person has to act."""


class RejectedError(FeedError):
    """The feed understood, and will never take this. `code` is its HTTP status."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code


class FeedClient:
    """Asks, and remembers whether the feed is well. Every method raises a FeedError when it is refused."""

    def __init__(self, web: aiohttp.ClientSession, *, address: URL, token: str) -> None:
        self.trouble: str | None = "not asked yet"  # None while the feed answers us
        self._web, self._address = web, address
        self._authorization = {"Authorization": f"Bearer {token}"}

    async def post_status(self, draft: QueuedDraft) -> str:
        """The id of the draft's status. The same draft gives the same status, however often it is posted."""
        known = {"owner_knows": True} if draft.owner_knows else {}
        reasons = msgspec.Raw(draft.reasons.encode())
        body = {
            "status": draft.text,
            "visibility": ON_THE_WIRE.get(draft.visibility, draft.visibility),
            "language": draft.language,
            "car_event": {"kind": draft.kind, "at": draft.at, "reasons": reasons, **known},
        }
        headers = {"X-Kurumatomo-Car": draft.car_id, "Idempotency-Key": draft.key}
        posted = await self._ask("POST", "api/v1/statuses", PostedStatus, body=body, headers=headers)
        return posted.id

    async def enrol(self, car_ids: Sequence[str]) -> Enrolment:
        """Make cars known to the feed, at most 500 at once; those it knows come back as they are."""
        body = {"cars": [{"car_id": car_id, "dialect": tongue_of(car_id)} for car_id in car_ids]}
        return await self._ask("POST", "api/v1/gateway/cars", Enrolment, body=body)

    async def register_since(self, revision: int) -> RegisterPage:
        """Up to 500 register entries changed after a revision, the earliest change first."""
        query = {"updated_after": revision, "limit": PAGE_LIMIT}
        return await self._ask("GET", "api/v1/gateway/cars", RegisterPage, query=query)

    async def send_snapshots(self, snapshots: Sequence[msgspec.Struct]) -> AcceptedSnapshots:
        """Hand over at most 500 live pictures."""
        body = {"snapshots": snapshots}
        return await self._ask("POST", "api/v1/gateway/snapshots", AcceptedSnapshots, body=body)

    async def send_journeys(self, journeys: Sequence[str]) -> KeptJourneys:
        """Hand over at most 100 finished drives and charges, in JSON; those it has it takes anew."""
        body = {"journeys": [msgspec.Raw(one.encode()) for one in journeys]}
        return await self._ask("POST", "api/v1/gateway/journeys", KeptJourneys, body=body)

    async def _ask(
        self,
        method: str,
        path: str,
        answer_type: type[Answer],
        *,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        request = self._web.request(
            method,
            self._address / path,
            data=None if body is None else msgspec.json.encode(body),
            params=query,
            headers={"Content-Type": "application/json", **self._authorization, **(headers or {})},
            allow_redirects=False,  # our token is for this address and no other
            timeout=TIMEOUT,
        )
        try:
            answer = await _answer(request, answer_type)
        except RejectedError:
            self.trouble = None
            raise
        except FeedError as error:
            self.trouble = str(error)
            raise
        self.trouble = None
        return answer


async def _answer(
    request: AbstractAsyncContextManager[aiohttp.ClientResponse], answer_type: type[Answer]
) -> Answer:
    try:
        async with request as response:
            content = await response.read()
    except (aiohttp.ClientError, TimeoutError) as error:
        raise TryLaterError(f"the feed cannot be reached ({type(error).__name__})") from error
    _raise_for(response, content)
    try:
        return msgspec.json.decode(content, type=answer_type)
    except msgspec.MsgspecError as error:
        raise TryLaterError(f"what answers at the feed's address is no feed: {error}") from error


def feed_address(url: str) -> URL:
    """Where a feed answers. Raises ValueError when the URL can be no feed's."""
    parsed = URL(url)
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise ValueError("should be the feed's address, like http://127.0.0.1:8080")
    return parsed


def _raise_for(response: aiohttp.ClientResponse, content: bytes) -> None:
    code = response.status
    if code in {401, 403}:
        raise NotLetInError(f"the feed refuses our token ({code}); issue one with the scope gateway")
    if code in {408, 425, 429} or code >= 500 or 300 <= code < 400:  # noqa: PLR2004 - HTTP's own numbers
        wish = retry_after(response.headers.get("Retry-After"), now=datetime.now(UTC))
        raise TryLaterError(f"the feed answers {code}", retry_after=wish)
    if code >= 400:  # noqa: PLR2004
        raise RejectedError(code, _reason(content))


def retry_after(header: str | None, *, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for: seconds or a date; None when it is neither."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return timedelta(seconds=min(int(header), 86_400))
    try:
        return parsedate_to_datetime(header) - now
    except (ValueError, TypeError):
        return None


def _reason(content: bytes) -> str:
    try:
        return str(msgspec.json.decode(content, type=dict[str, Any])["error"])[:500]
    except (msgspec.MsgspecError, KeyError):
        return "no reason given"
