"""The words of statuses, kept so that both databases find them by index: FTS5, and a text search vector.

Neither database cuts the text: that is done alike for both by `social.wanted_words`.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, column, literal_column, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession

from feed.social.wanted_words import Phrase, Wanted, tokens
from feed.store.tables import Status

MOST_TOKENS = 5000  # of one status; a vector of PostgreSQL holds 16,383 places

_PUT_SQLITE = text("INSERT OR REPLACE INTO status_words (rowid, words) VALUES (:id, :words)")
_PUT_POSTGRESQL = text(
    "INSERT INTO status_words (status_id, words) VALUES (:id, CAST(:words AS tsvector)) "
    "ON CONFLICT (status_id) DO UPDATE SET words = excluded.words"
)
_IN_SQLITE = table("status_words", column("rowid"))
_IN_POSTGRESQL = table("status_words", column("status_id"))


async def put(session: AsyncSession, status: Status, more: Sequence[str] = ()) -> None:
    """The status is found by its words and its warning, and by `more` that it shows."""
    found = tokens("\n".join([status.spoiler_text, status.text, *more]))[:MOST_TOKENS]
    if _is_postgresql(session):
        await session.execute(_PUT_POSTGRESQL, {"id": status.id, "words": as_vector(found)})
    else:
        await session.execute(_PUT_SQLITE, {"id": status.id, "words": " ".join(found)})


def statuses_with(session: AsyncSession, wanted: Wanted) -> Select[Any]:
    """The identifiers of statuses with these words."""
    if _is_postgresql(session):
        hit = text("words @@ CAST(:wanted AS tsquery)").bindparams(wanted=_for_postgresql(wanted))
        return select(_IN_POSTGRESQL.c.status_id).where(hit)
    hit = text("status_words MATCH :wanted").bindparams(wanted=_for_sqlite(wanted))
    return select(literal_column("rowid")).select_from(_IN_SQLITE).where(hit)


def as_vector(found: Sequence[str]) -> str:
    """Tokens with their places, as PostgreSQL reads them. They are of letters and digits: none needs care."""
    return " ".join(f"'{token}':{place}" for place, token in enumerate(found, start=1))


def _for_sqlite(wanted: Wanted) -> str:
    def said(one: Phrase) -> str:
        return f'"{" ".join(one.steps)}"' + ("*" if one.goes_on else "")

    hits = " AND ".join(map(said, wanted.all_of))
    return f"({hits}) NOT ({' OR '.join(map(said, wanted.none_of))})" if wanted.none_of else hits


def _for_postgresql(wanted: Wanted) -> str:
    def said(one: Phrase) -> str:
        *steps, last = (f"'{step}'" for step in one.steps)
        return "(" + " <-> ".join([*steps, f"{last}:*" if one.goes_on else last]) + ")"

    return " & ".join([*map(said, wanted.all_of), *(f"!{said(one)}" for one in wanted.none_of)])


def _is_postgresql(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"
