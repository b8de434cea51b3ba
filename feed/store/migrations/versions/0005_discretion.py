"""Discretion: zones and veils, hours and budgets, tongues, shares."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_RADIUS_M = 1650  # of a veil drawn before


def upgrade() -> None:
    _extend_cars()
    op.add_column(
        "car_snapshots", sa.Column("is_veiled", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("car_snapshots", sa.Column("left_veil_at", Moment()))
    op.create_table(
        "car_tongues",
        sa.Column("dialect", sa.String(length=32), nullable=False),
        sa.Column("foreign_id", sa.String(length=128), nullable=False),
        sa.Column("car_id", sa.String(length=64), nullable=False),
        sa.Column("says", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["car_id"], ["cars.car_id"], name="fk_car_tongues_car_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dialect", "foreign_id", name="pk_car_tongues"),
    )
    op.create_index("ix_car_tongues_car_id", "car_tongues", ["car_id"])
    op.create_table(
        "car_shares",
        sa.Column("car_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["car_id"], ["cars.car_id"], name="fk_car_shares_car_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_car_shares_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("car_id", "account_id", name="pk_car_shares"),
    )
    op.create_index("ix_car_shares_car_id", "car_shares", ["car_id"])
    op.create_index("ix_car_shares_account_id", "car_shares", ["account_id"])
    op.create_index("ix_car_shares_until", "car_shares", ["until"])
    op.create_table(
        "veil_keys",
        sa.Column("account_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_veil_keys_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_veil_keys"),
    )


def _extend_cars() -> None:
    for column in (
        sa.Column("zones", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("veils", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("quiet_hours", sa.JSON(none_as_null=True)),
        sa.Column("posts_a_day", BigInt, nullable=False, server_default="12"),
        sa.Column("delay_minutes", BigInt, server_default="30"),
        sa.Column("cheap_hours", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("leaves_at", sa.Time()),
        sa.Column("meets", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("cars", column)
    _keep_veils()
    op.drop_column("cars", "veil_lat")
    op.drop_column("cars", "veil_lon")


def _keep_veils() -> None:
    """A veil over a home stays where it is until the home is settled again."""
    cars = sa.table(
        "cars",
        sa.column("car_id", sa.String()),
        sa.column("veil_lat", sa.Double()),
        sa.column("veil_lon", sa.Double()),
        sa.column("veils", sa.JSON()),
    )
    connection = op.get_bind()
    veiled = sa.select(cars.c.car_id, cars.c.veil_lat, cars.c.veil_lon).where(cars.c.veil_lat.is_not(None))
    for car_id, lat, lon in connection.execute(veiled).all():
        veil = {"name": "home", "lat": lat, "lon": lon, "radius_m": _RADIUS_M}
        connection.execute(cars.update().where(cars.c.car_id == car_id).values(veils=[veil]))


def downgrade() -> None:
    op.drop_table("veil_keys")
    op.drop_table("car_shares")
    op.drop_table("car_tongues")
    op.drop_column("car_snapshots", "left_veil_at")
    op.drop_column("car_snapshots", "is_veiled")
    op.add_column("cars", sa.Column("veil_lon", sa.Double()))
    op.add_column("cars", sa.Column("veil_lat", sa.Double()))
    for name in (
        *("meets", "leaves_at", "cheap_hours", "delay_minutes"),
        *("posts_a_day", "quiet_hours", "veils", "zones"),
    ):
        op.drop_column("cars", name)
