"""People: what members keep about each other, reports, announcements."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


_FILES = (
    ("accounts", "avatar_path"),
    ("accounts", "header_path"),
    ("media", "path"),
    ("media", "preview_path"),
)


def upgrade() -> None:
    op.add_column("mutes", sa.Column("expires_at", Moment()))
    op.create_index("ix_mutes_expires_at", "mutes", ["expires_at"])
    op.create_table(
        "account_notes",
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("target_account_id", BigInt, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        *_between("account_notes"),
        sa.PrimaryKeyConstraint("account_id", "target_account_id", name="pk_account_notes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_account_notes_target_account_id", "account_notes", ["target_account_id"])
    op.create_table(
        "endorsements",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("target_account_id", BigInt, nullable=False),
        *_between("endorsements"),
        sa.PrimaryKeyConstraint("id", name="pk_endorsements"),
        sa.UniqueConstraint(
            "account_id", "target_account_id", name="uq_endorsements_account_id_target_account_id"
        ),
    )
    op.create_index("ix_endorsements_target_account_id", "endorsements", ["target_account_id"])
    for table in ("followed_tags", "featured_tags"):
        op.create_table(
            table,
            sa.Column("id", BigInt, autoincrement=False, nullable=False),
            sa.Column("account_id", BigInt, nullable=False),
            sa.Column("name", sa.String(length=100), nullable=False),
            sa.ForeignKeyConstraint(
                ["account_id"], ["accounts.id"], name=f"fk_{table}_account_id", ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            sa.UniqueConstraint("account_id", "name", name=f"uq_{table}_account_id_name"),
        )
    op.create_index("ix_followed_tags_name_account_id", "followed_tags", ["name", "account_id"])
    for table, column in _FILES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _between(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], ["accounts.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
        for column in ("account_id", "target_account_id")
    ]


def downgrade() -> None:
    op.drop_table("featured_tags")
    op.drop_table("followed_tags")
    op.drop_table("endorsements")
    op.drop_table("account_notes")
    op.drop_index("ix_mutes_expires_at", "mutes")
    op.drop_column("mutes", "expires_at")
    for table, column in _FILES:
        op.drop_index(f"ix_{table}_{column}", table)
