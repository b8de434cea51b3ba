"""Cars: the register, live pictures, history, tried claims."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cars",
        sa.Column("car_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("dialect", sa.String(length=32), nullable=False),
        sa.Column("owner_id", BigInt),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("persona", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=64)),
        sa.Column("units", sa.String(length=16), nullable=False),
        sa.Column("home_lat", sa.Double()),
        sa.Column("home_lon", sa.Double()),
        sa.Column("home_radius_m", sa.Double()),
        sa.Column("veil_lat", sa.Double()),
        sa.Column("veil_lon", sa.Double()),
        sa.Column("default_visibility", sa.String(length=16), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("place_for_followers", sa.String(length=16), nullable=False),
        sa.Column("place_for_public", sa.String(length=16), nullable=False),
        sa.Column("history_for", sa.String(length=16), nullable=False),
        sa.Column("claim_digest", sa.String(length=64)),
        sa.Column("claim_expires_at", Moment()),
        sa.Column("begins_at", Moment()),
        sa.Column("revision", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_cars_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name="fk_cars_owner_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("car_id", name="pk_cars"),
        sa.UniqueConstraint("account_id", name="uq_cars_account_id"),
        sa.UniqueConstraint("claim_digest", name="uq_cars_claim_digest"),
        sa.UniqueConstraint("revision", name="uq_cars_revision"),
    )
    op.create_index("ix_cars_owner_id", "cars", ["owner_id"])
    op.create_table(
        "car_revision",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("value", BigInt, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_car_revision"),
    )
    op.create_table(
        "claim_tries",
        sa.Column("account_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("tries", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_claim_tries_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_claim_tries"),
    )
    op.create_table(
        "car_snapshots",
        sa.Column("account_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("observed_at", Moment(), nullable=False),
        sa.Column("presence", sa.String(length=16)),
        sa.Column("soc_percent", sa.Double()),
        sa.Column("range_km", sa.Double()),
        sa.Column("plugged_in", sa.Boolean()),
        sa.Column("charge_state", sa.String(length=16)),
        sa.Column("charge_power_kw", sa.Double()),
        sa.Column("charge_limit_percent", sa.Double()),
        sa.Column("full_at", Moment()),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
        sa.Column("speed_kmh", sa.Double()),
        sa.Column("odometer_km", sa.Double()),
        sa.Column("outside_c", sa.Double()),
        sa.Column("town_en", sa.String(length=100)),
        sa.Column("town_ja", sa.String(length=100)),
        sa.Column("zone", sa.String(length=32)),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_car_snapshots_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_car_snapshots"),
    )
    op.create_table(
        "car_history",
        sa.Column("account_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("bucket", BigInt, autoincrement=False, nullable=False),
        sa.Column("observed_at", Moment(), nullable=False),
        sa.Column("presence", sa.String(length=16)),
        sa.Column("soc_percent", sa.Double()),
        sa.Column("range_km", sa.Double()),
        sa.Column("charge_state", sa.String(length=16)),
        sa.Column("charge_power_kw", sa.Double()),
        sa.Column("speed_kmh", sa.Double()),
        sa.Column("odometer_km", sa.Double()),
        sa.Column("outside_c", sa.Double()),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_car_history_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "bucket", name="pk_car_history"),
    )


def downgrade() -> None:
    op.drop_table("car_history")
    op.drop_table("car_snapshots")
    op.drop_table("claim_tries")
    op.drop_table("car_revision")
    op.drop_table("cars")
