"""Reports: what members complain of."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("target_account_id", BigInt, nullable=False),
        sa.Column("status_ids", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("rule_ids", sa.JSON(), nullable=False),
        sa.Column("assigned_id", BigInt),
        sa.Column("resolved_by_id", BigInt),
        sa.Column("resolved_at", Moment()),
        *(
            sa.ForeignKeyConstraint(
                [column], ["accounts.id"], name=f"fk_reports_{column}", ondelete="CASCADE"
            )
            for column in ("account_id", "target_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    for column in ("account_id", "target_account_id"):
        op.create_index(f"ix_reports_{column}", "reports", [column])


def downgrade() -> None:
    op.drop_table("reports")
