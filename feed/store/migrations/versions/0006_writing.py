"""Writing: pictures, polls, edits, words for later, pins, and conversations nobody wants to hear of."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _extend_statuses()
    _create_media()
    _create_polls()
    _create_edits()
    _create_scheduled()
    op.create_table(
        "muted_conversations",
        _to_account("muted_conversations"),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("conversation_id", BigInt, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "conversation_id", name="pk_muted_conversations"),
        sqlite_with_rowid=False,
    )


def _extend_statuses() -> None:
    op.add_column("statuses", sa.Column("media_ids", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("statuses", sa.Column("has_media", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("statuses", sa.Column("poll_id", BigInt))
    op.add_column("statuses", sa.Column("posted_with", sa.JSON(none_as_null=True)))
    op.add_column("statuses", sa.Column("pinned_at", Moment()))


def _create_media() -> None:
    op.create_table(
        "media",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("status_id", BigInt),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content_type", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=200)),
        sa.Column("preview_path", sa.String(length=200)),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("blurhash", sa.String(length=100)),
        sa.Column("meta", sa.JSON(), nullable=False),
        sa.Column("size_bytes", BigInt, nullable=False),
        sa.Column("failed_at", Moment()),
        _to_account("media"),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
    )
    op.create_index("ix_media_account_id_id", "media", ["account_id", "id"])
    op.create_index("ix_media_status_id", "media", ["status_id"])


def _create_polls() -> None:
    op.create_table(
        "polls",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("status_id", BigInt, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("multiple", sa.Boolean(), nullable=False),
        sa.Column("hide_totals", sa.Boolean(), nullable=False),
        sa.Column("voters_count", BigInt, nullable=False),
        sa.Column("expires_at", Moment()),
        sa.Column("closed_at", Moment()),
        _to_status("polls"),
        _to_account("polls"),
        sa.PrimaryKeyConstraint("id", name="pk_polls"),
        sa.UniqueConstraint("status_id", name="uq_polls_status_id"),
    )
    op.create_index("ix_polls_account_id", "polls", ["account_id"])
    op.create_index("ix_polls_closed_at_expires_at", "polls", ["closed_at", "expires_at"])
    op.create_table(
        "poll_votes",
        sa.Column("poll_id", BigInt, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("choices", BigInt, nullable=False),
        _to_account("poll_votes"),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name="fk_poll_votes_poll_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", "account_id", name="pk_poll_votes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_poll_votes_account_id", "poll_votes", ["account_id"])


def _create_edits() -> None:
    op.create_table(
        "status_edits",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("status_id", BigInt, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("spoiler_text", sa.Text(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("media", sa.JSON(), nullable=False),
        sa.Column("poll_options", sa.JSON(none_as_null=True)),
        _to_status("status_edits"),
        sa.PrimaryKeyConstraint("id", name="pk_status_edits"),
    )
    op.create_index("ix_status_edits_status_id_id", "status_edits", ["status_id", "id"])


def _create_scheduled() -> None:
    op.create_table(
        "scheduled_statuses",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("scheduled_at", Moment(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=200)),
        _to_account("scheduled_statuses"),
        sa.PrimaryKeyConstraint("id", name="pk_scheduled_statuses"),
        sa.UniqueConstraint(
            "account_id", "idempotency_key", name="uq_scheduled_statuses_account_id_idempotency_key"
        ),
    )
    op.create_index("ix_scheduled_statuses_account_id_id", "scheduled_statuses", ["account_id", "id"])
    op.create_index("ix_scheduled_statuses_scheduled_at", "scheduled_statuses", ["scheduled_at"])


def _to_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=f"fk_{table}_account_id", ondelete="CASCADE"
    )


def _to_status(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["status_id"], ["statuses.id"], name=f"fk_{table}_status_id", ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in (
        "muted_conversations",
        "scheduled_statuses",
        "status_edits",
        "poll_votes",
        "polls",
        "media",
    ):
        op.drop_table(table)
    for column in ("pinned_at", "posted_with", "poll_id", "has_media", "media_ids"):
        op.drop_column("statuses", column)
