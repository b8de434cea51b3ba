"""Browsers are told too: a subscription is an app's or a browser's."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_SESSION = "fk_push_subscriptions_session_hash"


def upgrade() -> None:
    with op.batch_alter_table("push_subscriptions") as table:
        table.alter_column("token_id", existing_type=BigInt, nullable=True)
        table.add_column(sa.Column("session_hash", sa.String(length=64)))
        table.add_column(sa.Column("name", sa.String(length=60), nullable=False, server_default=""))
        table.create_foreign_key(
            _SESSION, "web_sessions", ["session_hash"], ["token_hash"], ondelete="CASCADE"
        )
        table.create_unique_constraint("uq_push_subscriptions_session_hash", ["session_hash"])


def downgrade() -> None:
    op.execute("DELETE FROM push_subscriptions WHERE token_id IS NULL")
    with op.batch_alter_table("push_subscriptions") as table:
        table.drop_constraint(_SESSION, type_="foreignkey")
        table.drop_constraint("uq_push_subscriptions_session_hash", type_="unique")
        table.drop_column("session_hash")
        table.drop_column("name")
        table.alter_column("token_id", existing_type=BigInt, nullable=False)
