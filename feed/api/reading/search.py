"""Search: members, statuses and hashtags by a few letters."""

from typing import Literal

from aiohttp import web

from feed.api import present
from feed.api.auth import Member
from feed.api.paging import Count
from feed.api.params import OptionalFlag, Params, read_query
from feed.api.pieces import PIECES
from feed.api.respond import json_response
from feed.api.show import accounts_json
from feed.keys import DATABASE, SETTINGS
from feed.store import accounts, glimpses, search

MOST_FOUND = 40


class Asked(Params):
    """What to look for, and among what."""

    q: str = ""
    type: Literal["", "accounts", "statuses", "hashtags"] = ""
    limit: Count = None
    offset: Count = None
    following: OptionalFlag = None


async def everything(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v2/search?q=: to strangers members and hashtags only."""
    asked = read_query(request, Asked)
    words, limit, offset = asked.q.strip(), min(asked.limit or 20, MOST_FOUND), asked.offset or 0
    found: present.Json = {"accounts": [], "statuses": [], "hashtags": []}
    if not words:
        return json_response(found)
    async with request.app[DATABASE].reading() as session:
        if asked.type in {"", "accounts"}:
            followed_by = member.account_id if member and asked.following else None
            those = await accounts.search(session, words, limit=limit, offset=offset, followed_by=followed_by)
            found["accounts"] = accounts_json(request, those)
        if asked.type in {"", "statuses"} and member:
            hits = await glimpses.with_words(session, words, member.account_id, limit=limit, offset=offset)
            found["statuses"] = await request.app[PIECES].of(session, hits)
        if asked.type in {"", "hashtags"}:
            names = await search.tags(session, words.lstrip("#＃"), limit=limit, offset=offset)
            url = request.app[SETTINGS].public_url
            found["hashtags"] = [present.tag(name, url) | {"history": []} for name in names]
    return json_response(found)
