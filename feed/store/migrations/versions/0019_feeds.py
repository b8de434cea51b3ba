"""Feeds: the secret address of what is at a member's home."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "home_feeds",
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_home_feeds_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_home_feeds"),
        sa.UniqueConstraint("secret_hash", name="uq_home_feeds_secret_hash"),
    )


def downgrade() -> None:
    op.drop_table("home_feeds")
