"""Notices: what members are told of, and what they would rather not be."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talk_states",
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("conversation_id", BigInt, nullable=False),
        sa.Column("read_up_to", BigInt, nullable=False),
        sa.Column("gone_up_to", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_talk_states_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "conversation_id", name="pk_talk_states"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("talk_states")
