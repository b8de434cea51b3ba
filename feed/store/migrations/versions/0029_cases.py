"""Cases between owners and dealers, the slots dealers keep for them, and shares that are for a case."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        *(sa.Column(name, BigInt, nullable=False) for name in ("car_account_id", "owner_id", "dealer_id")),
        sa.Column("matter", sa.String(length=16), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment()),
        sa.Column("access_until", Moment(), nullable=False),
        sa.Column("status_id", BigInt),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("appointment_changes", BigInt, nullable=False),
        *(
            sa.ForeignKeyConstraint([name], ["accounts.id"], name=f"fk_cases_{name}", ondelete="CASCADE")
            for name in ("car_account_id", "owner_id", "dealer_id")
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["statuses.id"], name="fk_cases_status_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    for name in ("owner_id", "dealer_id", "status_id"):
        op.create_index(f"ix_cases_{name}", "cases", [name])
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "uq_cases_open",
        "cases",
        ["car_account_id", "dealer_id", "matter"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "slots",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        sa.Column("begins_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("case_id", BigInt),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_slots_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_slots_case_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_slots"),
        sa.UniqueConstraint("account_id", "begins_at", name="uq_slots_account_id_begins_at"),
        sa.UniqueConstraint("case_id", name="uq_slots_case_id"),
    )
    _shares(with_cases=True)


def downgrade() -> None:
    _shares(with_cases=False)
    op.drop_table("slots")
    op.drop_table("cases")


def _shares(*, with_cases: bool) -> None:
    """The table with another key, and the shares that stand by themselves."""
    case_id = sa.column("case_id", BigInt)
    plain: list[sa.ColumnClause[Any]] = [
        sa.column("car_id", sa.String),
        sa.column("account_id", BigInt),
        sa.column("kinds", sa.JSON),
        sa.column("until", Moment()),
    ]
    kept = sa.select(*plain).select_from(sa.table("car_shares", *plain, case_id))
    rows = op.get_bind().execute(kept if with_cases else kept.where(case_id == 0)).mappings().all()
    op.drop_table("car_shares")
    of_case = [sa.Column("case_id", BigInt, autoincrement=False, nullable=False)] if with_cases else []
    names = [column.name for column in of_case]
    made = op.create_table(
        "car_shares",
        sa.Column("car_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", BigInt, nullable=False),
        *of_case,
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_car_shares_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["car_id"], ["cars.car_id"], name="fk_car_shares_car_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("car_id", "account_id", *names, name="pk_car_shares"),
    )
    for name in ("account_id", "car_id", "until", *names):
        op.create_index(f"ix_car_shares_{name}", "car_shares", [name])
    alone = {"case_id": 0} if with_cases else {}
    op.bulk_insert(made, [dict(row) | alone for row in rows])
