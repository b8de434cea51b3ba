"""What cannot be undone is confirmed by the password of who does it."""

from aiohttp import web

from feed.keys import DATABASE, LIMITS, PASSWORDS, SETTINGS
from feed.limits import GUESSES
from feed.store.users import user_of_account
from feed.web.visitor import Member


async def is_password_of(request: web.Request, member: Member, password: str) -> bool:
    """Whether the member knows their own password.

    Raises:
        TooManyRequestsError: somebody at their browser guesses.
    """
    if not request.app[SETTINGS].trial:
        request.app[LIMITS].count(GUESSES, member.me.username_key)
    async with request.app[DATABASE].reading() as session:
        user = await user_of_account(session, member.account_id)
    return await request.app[PASSWORDS].match(user.password_hash if user else None, password)
