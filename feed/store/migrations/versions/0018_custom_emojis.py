"""Custom emojis: small pictures of this server's own."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "custom_emojis",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("shortcode", sa.String(length=30), nullable=False),
        sa.Column("category", sa.String(length=100)),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_custom_emojis"),
        sa.UniqueConstraint("shortcode", name="uq_custom_emojis_shortcode"),
    )
    op.create_index("ix_custom_emojis_path", "custom_emojis", ["path"])


def downgrade() -> None:
    op.drop_table("custom_emojis")
