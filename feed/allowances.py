"""What a client may still do, counted while its request is served; the answer tells it what is left."""

from datetime import timedelta

from aiohttp import web

from feed.errors import TooManyRequestsError
from feed.keys import CLOCK, LIMITS, SETTINGS
from feed.limits import DELETIONS, Allowance, Limit

ALLOWANCE = web.RequestKey("allowance", Allowance)  # the one of which least is left


def count(request: web.Request, limit: Limit, who: str) -> None:
    """One time more of this. A trial has no limits.

    Raises:
        TooManyRequestsError: it was one too many.
    """
    if request.app[SETTINGS].trial:
        return
    try:
        allowance = request.app[LIMITS].count(limit, who)
    except TooManyRequestsError as error:
        ends_at = request.app[CLOCK]() + timedelta(seconds=error.retry_after_s)
        request[ALLOWANCE] = Allowance(limit, 0, ends_at)
        raise
    least = request.get(ALLOWANCE)
    if least is None or allowance.remaining < least.remaining:
        request[ALLOWANCE] = allowance


def count_deletion(request: web.Request, account_id: int) -> None:
    """One more of a member's posts or boosts is taken back.

    Raises:
        TooManyRequestsError: it was one too many.
    """
    count(request, DELETIONS, str(account_id))
