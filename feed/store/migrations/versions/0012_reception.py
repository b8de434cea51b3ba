"""Reception: notifications in groups, and those that wait to be let in."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_CASES = (
    "for_not_following",
    "for_not_followers",
    "for_new_accounts",
    "for_private_mentions",
    "for_limited_accounts",
)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("limited_at", Moment()))
    op.add_column(
        "notifications", sa.Column("is_held_back", sa.Boolean(), nullable=False, server_default="0")
    )
    op.add_column(
        "notifications",
        sa.Column("group_key", sa.String(length=80), nullable=False, server_default=""),
    )
    op.execute("UPDATE notifications SET group_key = 'ungrouped-' || id")
    op.create_index(
        "ix_notifications_account_id_group_key_id", "notifications", ["account_id", "group_key", "id"]
    )
    op.create_table(
        "notification_policies",
        sa.Column("account_id", BigInt, nullable=False),
        *(sa.Column(case, sa.String(length=8), nullable=False) for case in _CASES),
        _to_account("notification_policies", "account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_notification_policies"),
    )
    op.create_table(
        "notification_requests",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("from_account_id", BigInt, nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=False),
        _to_account("notification_requests", "account_id"),
        _to_account("notification_requests", "from_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notification_requests"),
        sa.UniqueConstraint(
            "account_id", "from_account_id", name="uq_notification_requests_account_id_from_account_id"
        ),
    )
    op.create_index("ix_notification_requests_from_account_id", "notification_requests", ["from_account_id"])


def _to_account(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["accounts.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("notification_requests")
    op.drop_table("notification_policies")
    op.drop_index("ix_notifications_account_id_group_key_id", "notifications")
    op.drop_column("notifications", "group_key")
    op.drop_column("notifications", "is_held_back")
    op.drop_column("accounts", "limited_at")
