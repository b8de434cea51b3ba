"""The audit log, for reading and for proving that it is whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.keys import DATABASE
from feed.social.audit import Action
from feed.store import accounts, audit
from feed.store.paging import Slice
from feed.store.tables import AuditEntry
from feed.web.faces import Face, face
from feed.web.paging import asked_page, links
from feed.web.render import page
from feed.web.visitor import Member

_NOBODY = -1  # an id that no account has
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry as the page shows it; who is erased since is a number only."""

    number: int
    at: datetime
    actor: Face | None
    actor_kind: str
    actor_id: int | None
    action: str
    about: Face | None
    about_kind: str | None
    about_id: int | None
    is_refused: bool
    details: dict[str, str]


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /office/log: entries by who, what and whom; `check` holds the whole log against its seals."""
    asked = {name: request.query.get(name, "").strip() for name in ("actor", "action", "about")}
    action = asked["action"] if asked["action"] in get_args(Action) else None
    async with request.app[DATABASE].reading() as session:
        found: Slice[AuditEntry] = await audit.entries(
            session,
            asked_page(request),
            actor_id=await _meant(session, asked["actor"]),
            action=action,
            about_id=await _meant(session, asked["about"]),
        )
        entries = await told_of(session, found.rows)
        verdict = await audit.verify(session) if "check" in request.query else None
    return page(
        request,
        member,
        "office/log",
        entries=entries,
        links=links(request, found),
        asked=asked,
        actions_known=get_args(Action),
        verdict=verdict,
    )


async def told_of(session: AsyncSession, rows: Sequence[AuditEntry]) -> list[Told]:
    """The entries with the names of those who are still there."""
    ids = {one for row in rows for one in (row.actor_id, row.about_id) if one is not None}
    faces = {one.id: face(one) for one in (await accounts.by_ids(session, ids)).values()}
    return [
        Told(
            number=row.number,
            at=row.at,
            actor=faces.get(row.actor_id or 0),
            actor_kind=row.actor_kind,
            actor_id=row.actor_id,
            action=row.action,
            about=faces.get(row.about_id or 0),
            about_kind=row.about_kind,
            about_id=row.about_id,
            is_refused=row.outcome == "refused",
            details={name: str(value) for name, value in sorted(row.details.items()) if value is not None},
        )
        for row in rows
    ]


async def _meant(session: AsyncSession, words: str) -> int | None:
    """The id that somebody typed, or that of the name they typed; None if they typed nothing."""
    if not words:
        return None
    if re.fullmatch(r"[0-9]{1,19}", words) and int(words) <= _LARGEST_ID:
        return int(words)
    account = await accounts.by_username(session, words.lstrip("@"))
    return account.id if account else _NOBODY
