"""Edit: a status says something else from now on, and everybody may see what it said before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.edit_media import describe, shown_instead
from feed.actions.edit_poll import ask_instead
from feed.actions.keep_media import About
from feed.actions.publish import named_in, readable
from feed.errors import InvalidError
from feed.ids import Ids, moment_of
from feed.settings import Settings
from feed.social import text
from feed.social.question import Question
from feed.store import edits, findable, media, notifications, polls, talks
from feed.store.tables import Account, Mention, Status, StatusEdit, StatusTag
from feed.store.upsert import insert_into
from feed.streaming.happening import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a status is to read. None leaves it as it is."""

    text: str
    spoiler_text: str = ""
    sensitive: bool | None = None
    language: str | None = None
    media_ids: tuple[int, ...] | None = None
    about: Mapping[int, About] = field(default_factory=dict)  # of its pictures, by their ids
    question: Question | None = None


async def edit(
    session: AsyncSession, status: Status, change: Change, *, now: datetime, ids: Ids, settings: Settings
) -> list[Happening]:
    """The status reads as wished. Who is spoken to now is told, and so is who boosted it.

    Raises:
        InvalidError: there are no words, or too many, or it is a boost.
    """
    if status.reblog_of_id is not None:
        raise InvalidError("A boost has no words of its own")
    shows = await shown_instead(session, status, change.media_ids)
    words, warning = readable(change.text, change.spoiler_text, settings, alone=not shows)
    sensitive = status.sensitive if change.sensitive is None else change.sensitive
    language = change.language or status.language
    was = (status.text, status.spoiler_text, status.sensitive, status.language, tuple(status.media_ids))
    before = await _as_it_was(session, status, ids.next())
    status.media_ids, status.has_media = list(shows), bool(shows)
    is_described_anew = await describe(session, shows, change.about)
    asks_anew = await ask_instead(session, status, change.question, now=now, ids=ids)
    if (words, warning, sensitive, language, shows) == was and not (is_described_anew or asks_anew):
        return []
    session.add(before)
    await media.show_with(session, shows, status.id)
    spoken_to = [] if status.visibility == "limited" else await named_in(session, words, settings)
    known = {account_id for account_id, _ in status.spoken_to}
    status.text, status.spoiler_text = words, warning
    status.sensitive, status.language = sensitive, language
    _dress(status, spoken_to, settings)
    status.edited_at = now
    await session.flush()
    await _tie_anew(session, status)
    told = await _tell(session, status, {one.id for one in spoken_to} - known, ids)
    return [Happening("edited", status.id), *told]


def _dress(status: Status, spoken_to: Collection[Account], settings: Settings) -> None:
    """What follows from its words."""
    names = {one.username_key: one.username for one in spoken_to}
    status.content = text.to_html(status.text, names=names, public_url=settings.public_url)
    status.spoken_to = [(one.id, one.username) for one in spoken_to]
    status.tags = text.tags(status.text)


async def _as_it_was(session: AsyncSession, status: Status, edit_id: int) -> StatusEdit:
    pictures = await media.by_ids(session, status.media_ids)
    shown = [pictures[one] for one in status.media_ids if one in pictures]
    answers = await _answers(session, status)
    return StatusEdit(
        id=edit_id,
        status_id=status.id,
        created_at=status.edited_at or moment_of(status.id),
        text=status.text,
        content=status.content,
        spoiler_text=status.spoiler_text,
        sensitive=status.sensitive,
        media=[{"id": one.id, "description": one.description} for one in shown],
        poll_options=answers or None,
    )


async def _answers(session: AsyncSession, status: Status) -> list[str]:
    """Those to choose from in its poll."""
    found = await polls.by_ids(session, [status.poll_id] if status.poll_id else [])
    return [title for poll in found.values() for title in polls.titles(poll)]


async def _tie_anew(session: AsyncSession, status: Status) -> None:
    """Found by its new hashtags and by whom it speaks to now; who could read it before still can."""
    await findable.put(session, status, await _answers(session, status))
    await session.execute(delete(StatusTag).where(StatusTag.status_id == status.id))
    if status.tags:
        await session.execute(
            insert(StatusTag), [{"status_id": status.id, "name": name} for name in status.tags]
        )
    named = [{"status_id": status.id, "account_id": account_id} for account_id, _ in status.spoken_to]
    if named:
        await session.execute(insert_into(session, Mention).values(named).on_conflict_do_nothing())
    if named and status.visibility == "direct":
        await talks.go_on(session, status, {account_id for account_id, _ in status.spoken_to})


async def _tell(session: AsyncSession, status: Status, named: set[int], ids: Ids) -> list[Happening]:
    boosters = set(await edits.boosters(session, status.id)) - named
    told = [
        notification_id
        for kind, receivers in (("mention", named), ("update", boosters))
        for notification_id in await notifications.notify(
            session, receivers, kind, by=status.account_id, status_id=status.id, ids=ids
        )
    ]
    return [Happening("notification", notification_id) for notification_id in told]
