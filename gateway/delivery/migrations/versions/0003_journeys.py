"""Drives and charges on their way to the feed, and the way of drives under way."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "journeys",
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("car_id", sa.Text(), primary_key=True),
        sa.Column("started_at", MOMENT, primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("journey", sa.Text(), nullable=False),
    )
    op.create_table(
        "waypoints",
        sa.Column("car_id", sa.Text(), primary_key=True),
        sa.Column("at", sa.Double(), primary_key=True),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("soc_percent", sa.Double()),
        sa.Column("speed_kmh", sa.Double()),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("waypoints", "journeys"):
        op.drop_table(table)
