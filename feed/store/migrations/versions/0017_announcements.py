"""Announcements: what the staff tells every member."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        *(sa.Column(name, Moment()) for name in ("starts_at", "ends_at")),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        *(sa.Column(name, Moment()) for name in ("over_at", "told_at", "removed_at")),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
    )
    op.create_table(
        "announcement_dismissals",
        *_of_whom("announcement_dismissals"),
        sa.PrimaryKeyConstraint("announcement_id", "account_id", name="pk_announcement_dismissals"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "announcement_reactions",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        *_of_whom("announcement_reactions"),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_announcement_reactions"),
        sa.UniqueConstraint(
            "announcement_id",
            "name",
            "account_id",
            name="uq_announcement_reactions_announcement_id_name_account_id",
        ),
    )
    for table in ("announcement_dismissals", "announcement_reactions"):
        op.create_index(f"ix_{table}_account_id", table, ["account_id"])


def _of_whom(table: str) -> tuple[sa.Column[int] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("announcement_id", BigInt, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}", ondelete="CASCADE")
            for column, to in (("announcement_id", "announcements.id"), ("account_id", "accounts.id"))
        ),
    )


def downgrade() -> None:
    for table in ("announcement_reactions", "announcement_dismissals", "announcements"):
        op.drop_table(table)
