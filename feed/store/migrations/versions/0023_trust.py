"""Trust: who may command a car beside its owner, and cars that were erased for good."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "car_commanders",
        sa.Column("car_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["car_id"], ["cars.car_id"], name="fk_car_commanders_car_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_car_commanders_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("car_id", "account_id", name="pk_car_commanders"),
        sqlite_with_rowid=False,
    )
    for column in ("car_id", "account_id"):
        op.create_index(f"ix_car_commanders_{column}", "car_commanders", [column])
    op.create_table(
        "erased_cars",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("erased_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_erased_cars"),
    )


def downgrade() -> None:
    op.drop_table("erased_cars")
    op.drop_table("car_commanders")
