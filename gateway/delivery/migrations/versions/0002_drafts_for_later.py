"""Drafts for later: not before a moment, or not before the car has left."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("not_before", sa.DateTime(timezone=True)))
    for name in ("after_leaving", "owner_knows"):
        op.add_column("outbox", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        for name in ("owner_knows", "after_leaving", "not_before"):
            outbox.drop_column(name)
