"""Filters: words and statuses somebody does not want to meet."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filters",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("contexts", sa.JSON(), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("expires_at", Moment()),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_filters_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_filters"),
    )
    op.create_index("ix_filters_account_id", "filters", ["account_id"])
    op.create_table(
        "filter_keywords",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("filter_id", BigInt, nullable=False),
        sa.Column("keyword", sa.String(length=255), nullable=False),
        sa.Column("whole_word", sa.Boolean(), nullable=False),
        _to_filter("filter_keywords"),
        sa.PrimaryKeyConstraint("id", name="pk_filter_keywords"),
    )
    op.create_index("ix_filter_keywords_filter_id", "filter_keywords", ["filter_id"])
    op.create_table(
        "filter_statuses",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("filter_id", BigInt, nullable=False),
        sa.Column("status_id", BigInt, nullable=False),
        _to_filter("filter_statuses"),
        sa.ForeignKeyConstraint(
            ["status_id"], ["statuses.id"], name="fk_filter_statuses_status_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_filter_statuses"),
        sa.UniqueConstraint("filter_id", "status_id", name="uq_filter_statuses_filter_id_status_id"),
    )
    op.create_index("ix_filter_statuses_status_id", "filter_statuses", ["status_id"])


def _to_filter(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["filter_id"], ["filters.id"], name=f"fk_{table}_filter_id", ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("filter_statuses", "filter_keywords", "filters"):
        op.drop_table(table)
