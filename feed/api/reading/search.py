"""Search: members, statuses and hashtags by a few letters."""

from typing import Literal

from aiohttp import web

from feed.api import present
from feed.api.auth import Member
from feed.api.paging import Count
from feed.api.params import Identifier, OptionalFlag, Params, read_query
from feed.api.pieces import PIECES
from feed.api.respond import json_response
from feed.api.show import accounts_json
from feed.keys import DATABASE, SETTINGS
from feed.social.wanted_words import wanted
from feed.store import accounts, search
from feed.store.paging import Page

MOST_FOUND = 40


class Asked(Params):
    """What to look for, and among what."""

    q: str = ""
    type: Literal["", "accounts", "statuses", "hashtags"] = ""
    limit: Count = None
    offset: Count = None
    following: OptionalFlag = None
    account_id: Identifier = None  # whose statuses
    max_id: Identifier = None
    min_id: Identifier = None


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
            page = Page(limit=limit, max_id=asked.max_id, min_id=asked.min_id)
            hits = await search.statuses(
                session,
                wanted(words),
                member.account_id,
                page,
                offset=offset,
                author_id=asked.account_id,
            )
            found["statuses"] = await request.app[PIECES].of(session, hits, member.account_id)
        if asked.type in {"", "hashtags"}:
            names = await search.tags(session, words.lstrip("#＃"), limit=limit, offset=offset)
            url = request.app[SETTINGS].public_url
            found["hashtags"] = [present.tag(name, url) | {"history": []} for name in names]
    return json_response(found)
