"""Browsers that are signed in say since when, and what they are."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("web_sessions", sa.Column("opened_at", Moment()))
    op.add_column(
        "web_sessions", sa.Column("device", sa.String(length=40), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("web_sessions", "device")
    op.drop_column("web_sessions", "opened_at")
