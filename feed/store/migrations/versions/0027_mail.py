"""Mail: digests somebody wishes for, letters to be sent, and the secrets in them."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("email_confirmed_at", Moment()))
    op.create_table(
        "digest_wishes",
        sa.Column("user_id", BigInt, nullable=False),
        sa.Column("every", sa.String(length=8), nullable=False),
        sa.Column("hour", BigInt, nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
        _to_user("digest_wishes"),
        sa.PrimaryKeyConstraint("user_id", name="pk_digest_wishes"),
    )
    op.create_index("ix_digest_wishes_next_at", "digest_wishes", ["next_at"])
    op.create_table(
        "mail_letters",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("user_id", BigInt, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("since", Moment()),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("attempts", BigInt, nullable=False),
        _to_user("mail_letters"),
        sa.PrimaryKeyConstraint("id", name="pk_mail_letters"),
    )
    op.create_table(
        "mail_secrets",
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", BigInt, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        _to_user("mail_secrets"),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_mail_secrets"),
    )
    for table, column in (("mail_letters", "due_at"), ("mail_secrets", "expires_at")):
        op.create_index(f"ix_{table}_{column}", table, [column])
        op.create_index(f"ix_{table}_user_id", table, ["user_id"])


def _to_user(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id", ondelete="CASCADE")


def downgrade() -> None:
    for table in ("mail_secrets", "mail_letters", "digest_wishes"):
        op.drop_table(table)
    op.drop_column("users", "email_confirmed_at")
