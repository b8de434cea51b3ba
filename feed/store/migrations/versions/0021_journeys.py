"""What cars did: drives, charges, and the tracks of drives."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "car_drives",
        *_journey(),
        sa.Column("km", sa.Double(), nullable=False),
        *_spot("start_"),
        *_spot("end_"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_car_drives_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_car_drives"),
    )
    op.create_table(
        "car_charges",
        *_journey(),
        sa.Column("peak_kw", sa.Double()),
        sa.Column("limit_percent", sa.Double()),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("unseen", sa.Boolean(), nullable=False),
        *_spot(""),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_car_charges_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_car_charges"),
    )
    op.create_table(
        "car_tracks",
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("id", BigInt, nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "id"],
            ["car_drives.account_id", "car_drives.id"],
            name="fk_car_tracks_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_car_tracks"),
    )
    op.create_index("ix_car_tracks_received_at", "car_tracks", ["received_at"])


def downgrade() -> None:
    for table in ("car_tracks", "car_charges", "car_drives"):
        op.drop_table(table)


def _journey() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("id", BigInt, nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=False),
        sa.Column("soc_start_percent", sa.Double()),
        sa.Column("soc_end_percent", sa.Double()),
        sa.Column("kwh", sa.Double()),
    )


def _spot(where: str) -> tuple[sa.Column[object], ...]:
    return (
        sa.Column(f"{where}town_en", sa.String(length=100)),
        sa.Column(f"{where}town_ja", sa.String(length=100)),
        sa.Column(f"{where}zone", sa.String(length=32)),
    )
