"""Push: devices that want word, letters on their way, and the key they are signed with."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("token_id", BigInt, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.String(length=100), nullable=False),
        sa.Column("auth", sa.String(length=30), nullable=False),
        sa.Column("standard", sa.Boolean(), nullable=False),
        sa.Column("policy", sa.String(length=8), nullable=False),
        sa.Column("alerts", sa.JSON(), nullable=False),
        _pointing("push_subscriptions", "token_id", "tokens.id"),
        _pointing("push_subscriptions", "account_id", "accounts.id"),
        sa.PrimaryKeyConstraint("id", name="pk_push_subscriptions"),
        sa.UniqueConstraint("token_id", name="uq_push_subscriptions_token_id"),
    )
    op.create_index("ix_push_subscriptions_account_id", "push_subscriptions", ["account_id"])
    op.create_table(
        "push_letters",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("subscription_id", BigInt, nullable=False),
        sa.Column("notification_id", BigInt, nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("attempts", BigInt, nullable=False),
        _pointing("push_letters", "subscription_id", "push_subscriptions.id"),
        _pointing("push_letters", "notification_id", "notifications.id"),
        sa.PrimaryKeyConstraint("id", name="pk_push_letters"),
    )
    for column in ("subscription_id", "notification_id", "due_at"):
        op.create_index(f"ix_push_letters_{column}", "push_letters", [column])
    op.create_table(
        "server_keys",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_server_keys"),
    )


def _pointing(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}", ondelete="CASCADE")


def downgrade() -> None:
    for table in ("server_keys", "push_letters", "push_subscriptions"):
        op.drop_table(table)
