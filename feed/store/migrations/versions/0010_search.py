"""Search: the words of statuses, found by index in either database."""

import sqlalchemy as sa
from alembic import op

from feed.social.wanted_words import tokens
from feed.store.findable import MOST_TOKENS, as_vector

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AT_ONCE = 500


def upgrade() -> None:
    if _is_postgresql():
        op.execute(
            "CREATE TABLE status_words (status_id BIGINT PRIMARY KEY "
            "REFERENCES statuses (id) ON DELETE CASCADE, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_status_words_words ON status_words USING gin (words)")
        _put_all("INSERT INTO status_words (status_id, words) VALUES (:id, CAST(:words AS tsvector))")
        return
    op.execute(
        "CREATE VIRTUAL TABLE status_words USING fts5 "
        "(words, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")"
    )
    op.execute(
        "CREATE TRIGGER status_words_go AFTER DELETE ON statuses "
        "BEGIN DELETE FROM status_words WHERE rowid = old.id; END"
    )
    _put_all("INSERT INTO status_words (rowid, words) VALUES (:id, :words)")


def _put_all(statement: str) -> None:
    connection, last = op.get_bind(), 0
    some = sa.text(
        "SELECT id, text, spoiler_text FROM statuses WHERE id > :last AND reblog_of_id IS NULL "
        "ORDER BY id LIMIT :most"
    )
    while rows := connection.execute(some, {"last": last, "most": _AT_ONCE}).all():
        last = rows[-1].id
        found = [(row.id, tokens(f"{row.spoiler_text}\n{row.text}")[:MOST_TOKENS]) for row in rows]
        joined = as_vector if _is_postgresql() else " ".join
        connection.execute(sa.text(statement), [{"id": one, "words": joined(words)} for one, words in found])


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    if not _is_postgresql():
        op.execute("DROP TRIGGER status_words_go")
    op.execute("DROP TABLE status_words")
