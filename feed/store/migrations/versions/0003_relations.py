"""Who follows, blocks, mutes and lists whom."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blocks",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("target_account_id", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_blocks_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_account_id"], ["accounts.id"], name="fk_blocks_target_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_blocks"),
        sa.UniqueConstraint("account_id", "target_account_id", name="uq_blocks_account_id_target_account_id"),
    )
    op.create_index("ix_blocks_target_account_id", "blocks", ["target_account_id"])
    op.create_table(
        "follow_requests",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("target_account_id", BigInt, nullable=False),
        sa.Column("show_reblogs", sa.Boolean(), nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_follow_requests_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_account_id"],
            ["accounts.id"],
            name="fk_follow_requests_target_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_follow_requests"),
        sa.UniqueConstraint(
            "account_id", "target_account_id", name="uq_follow_requests_account_id_target_account_id"
        ),
    )
    op.create_index("ix_follow_requests_target_account_id", "follow_requests", ["target_account_id"])
    op.create_table(
        "follows",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("target_account_id", BigInt, nullable=False),
        sa.Column("show_reblogs", sa.Boolean(), nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_follows_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_account_id"], ["accounts.id"], name="fk_follows_target_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_follows"),
        sa.UniqueConstraint(
            "account_id", "target_account_id", name="uq_follows_account_id_target_account_id"
        ),
    )
    op.create_index("ix_follows_target_account_id", "follows", ["target_account_id"])
    op.create_table(
        "lists",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("replies_policy", sa.String(length=16), nullable=False),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_lists_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lists"),
    )
    op.create_index("ix_lists_account_id", "lists", ["account_id"])
    op.create_table(
        "mutes",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("target_account_id", BigInt, nullable=False),
        sa.Column("notifications", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_mutes_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_account_id"], ["accounts.id"], name="fk_mutes_target_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mutes"),
        sa.UniqueConstraint("account_id", "target_account_id", name="uq_mutes_account_id_target_account_id"),
    )
    op.create_index("ix_mutes_target_account_id", "mutes", ["target_account_id"])
    op.create_table(
        "list_members",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("list_id", BigInt, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_list_members_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["lists.id"], name="fk_list_members_list_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_list_members"),
        sa.UniqueConstraint("list_id", "account_id", name="uq_list_members_list_id_account_id"),
    )
    op.create_index("ix_list_members_account_id", "list_members", ["account_id"])


def downgrade() -> None:
    op.drop_table("list_members")
    op.drop_table("mutes")
    op.drop_table("lists")
    op.drop_table("follows")
    op.drop_table("follow_requests")
    op.drop_table("blocks")
