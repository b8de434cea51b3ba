"""What is said, and what people make of it."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statuses",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("version", BigInt, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("spoiler_text", sa.Text(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8)),
        sa.Column("in_reply_to_id", BigInt),
        sa.Column("in_reply_to_account_id", BigInt),
        sa.Column("spoken_to", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("conversation_id", BigInt, nullable=False),
        sa.Column("reblog_of_id", BigInt),
        sa.Column("reblog_of_account_id", BigInt),
        sa.Column("app_id", BigInt),
        sa.Column("idempotency_key", sa.String(length=200)),
        sa.Column("car_event", sa.JSON(none_as_null=True)),
        sa.Column("edited_at", Moment()),
        sa.Column("replies_count", BigInt, nullable=False),
        sa.Column("reblogs_count", BigInt, nullable=False),
        sa.Column("favourites_count", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_statuses_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["app_id"], ["apps.id"], name="fk_statuses_app_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["reblog_of_id"], ["statuses.id"], name="fk_statuses_reblog_of_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statuses"),
        sa.UniqueConstraint("account_id", "idempotency_key", name="uq_statuses_account_id_idempotency_key"),
        sa.UniqueConstraint("account_id", "reblog_of_id", name="uq_statuses_account_id_reblog_of_id"),
    )
    op.create_index("ix_statuses_account_id_id", "statuses", ["account_id", "id"])
    op.create_index("ix_statuses_conversation_id", "statuses", ["conversation_id"])
    op.create_index("ix_statuses_in_reply_to_id", "statuses", ["in_reply_to_id"])
    op.create_index("ix_statuses_reblog_of_id", "statuses", ["reblog_of_id"])
    op.create_index("ix_statuses_visibility_id", "statuses", ["visibility", "id"])
    op.create_table(
        "bookmarks",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("status_id", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_bookmarks_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["statuses.id"], name="fk_bookmarks_status_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bookmarks"),
        sa.UniqueConstraint("account_id", "status_id", name="uq_bookmarks_account_id_status_id"),
    )
    op.create_index("ix_bookmarks_status_id", "bookmarks", ["status_id"])
    op.create_table(
        "favourites",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("status_id", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_favourites_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["statuses.id"], name="fk_favourites_status_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_favourites"),
        sa.UniqueConstraint("account_id", "status_id", name="uq_favourites_account_id_status_id"),
    )
    op.create_index("ix_favourites_status_id", "favourites", ["status_id"])
    op.create_table(
        "home_entries",
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("status_id", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_home_entries_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["statuses.id"], name="fk_home_entries_status_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "status_id", name="pk_home_entries"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_home_entries_status_id", "home_entries", ["status_id"])
    op.create_table(
        "mentions",
        sa.Column("status_id", BigInt, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_mentions_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["statuses.id"], name="fk_mentions_status_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("status_id", "account_id", name="pk_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mentions_account_id", "mentions", ["account_id"])
    op.create_table(
        "notifications",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("from_account_id", BigInt, nullable=False),
        sa.Column("status_id", BigInt),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_notifications_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_account_id"], ["accounts.id"], name="fk_notifications_from_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["statuses.id"], name="fk_notifications_status_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
    )
    op.create_index("ix_notifications_account_id_id", "notifications", ["account_id", "id"])
    op.create_index("ix_notifications_from_account_id", "notifications", ["from_account_id"])
    op.create_index("ix_notifications_status_id", "notifications", ["status_id"])
    op.create_table(
        "status_tags",
        sa.Column("status_id", BigInt, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["status_id"], ["statuses.id"], name="fk_status_tags_status_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("status_id", "name", name="pk_status_tags"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_status_tags_name_status_id", "status_tags", ["name", "status_id"])


def downgrade() -> None:
    op.drop_table("status_tags")
    op.drop_table("notifications")
    op.drop_table("mentions")
    op.drop_table("home_entries")
    op.drop_table("favourites")
    op.drop_table("bookmarks")
    op.drop_table("statuses")
