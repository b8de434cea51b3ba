"""Discovery: the directory by who was heard last, and suggestions nobody wants to see again."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion_dismissals",
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("target_account_id", BigInt, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], ["accounts.id"], name=f"fk_suggestion_dismissals_{column}", ondelete="CASCADE"
            )
            for column in ("account_id", "target_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "target_account_id", name="pk_suggestion_dismissals"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_suggestion_dismissals_target_account_id", "suggestion_dismissals", ["target_account_id"]
    )
    op.create_index("ix_accounts_last_status_on_id", "accounts", ["last_status_on", "id"])


def downgrade() -> None:
    op.drop_index("ix_accounts_last_status_on_id", "accounts")
    op.drop_table("suggestion_dismissals")
