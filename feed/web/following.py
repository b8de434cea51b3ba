"""Following, asking to, and parting again."""

from aiohttp import web

from feed.actions.follow import follow, unfollow
from feed.keys import DATABASE, IDS, WORD
from feed.web.accounts import account_named
from feed.web.visitor import Member


async def begin(request: web.Request, member: Member) -> web.Response:
    """POST /@name/follow: the member follows whoever has this name, or asks to."""
    async with request.app[DATABASE].writing() as session:
        target = await account_named(session, request.match_info["name"])
        happenings = await follow(session, target, by=member.account_id, ids=request.app[IDS])
    request.app[WORD].tell(happenings)
    raise web.HTTPSeeOther(f"/@{target.username}")


async def part(request: web.Request, member: Member) -> web.Response:
    """POST /@name/unfollow: the member does not follow them, nor waits to."""
    async with request.app[DATABASE].writing() as session:
        target = await account_named(session, request.match_info["name"])
        await unfollow(session, target.id, by=member.account_id)
    raise web.HTTPSeeOther(f"/@{target.username}")
