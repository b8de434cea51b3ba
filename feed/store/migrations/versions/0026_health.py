"""The health of cars, and from when others may see a car that left a veil."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import Moment

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_WITH_HEALTH = ("car_snapshots", "car_history")


def upgrade() -> None:
    for table in _WITH_HEALTH:
        for column in _health():
            op.add_column(table, column)
    op.drop_column("car_snapshots", "left_veil_at")
    op.add_column("car_snapshots", sa.Column("shown_from", Moment()))


def downgrade() -> None:
    op.drop_column("car_snapshots", "shown_from")
    op.add_column("car_snapshots", sa.Column("left_veil_at", Moment()))
    for table in _WITH_HEALTH:
        for column in _health():
            op.drop_column(table, column.name)


def _health() -> list[sa.Column[object]]:
    return [
        sa.Column("service_in_km", sa.Double()),
        sa.Column("service_in_days", sa.Double()),
        sa.Column("trouble_codes", sa.String(length=600)),
        sa.Column("tyre_kpa", sa.JSON()),
        sa.Column("tyre_state", sa.String(length=8)),
        sa.Column("aux_battery_v", sa.Double()),
        sa.Column("aux_battery_low", sa.Boolean()),
    ]
