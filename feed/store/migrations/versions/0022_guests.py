"""Guests: links under which somebody without an account looks at a car for a while."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guest_links",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("car_id", sa.String(length=64), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("shows_charge", sa.Boolean(), nullable=False),
        sa.Column("shows_ready", sa.Boolean(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("ends_on_arrival", sa.Boolean(), nullable=False),
        sa.Column("begins_at", Moment(), nullable=False),
        sa.Column("was_driving", sa.Boolean(), nullable=False),
        sa.Column("visits", BigInt, nullable=False),
        sa.Column("visited_at", Moment()),
        sa.ForeignKeyConstraint(
            ["car_id"], ["cars.car_id"], name="fk_guest_links_car_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guest_links"),
        sa.UniqueConstraint("secret_hash", name="uq_guest_links_secret_hash"),
    )
    for column in ("car_id", "until"):
        op.create_index(f"ix_guest_links_{column}", "guest_links", [column])


def downgrade() -> None:
    op.drop_table("guest_links")
