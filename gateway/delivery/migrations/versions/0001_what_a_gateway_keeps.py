"""What a gateway keeps: states, outbox, history, quarantine, the register's copy."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "car_state",
        sa.Column("car_id", sa.Text(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("wake_at", sa.Double()),
    )
    op.create_table(
        "outbox",
        sa.Column("id", COUNT, primary_key=True),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("car_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("next_attempt_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_id", sa.Text()),
        sa.Column("last_error", sa.Text()),
    )
    queued = sa.text("status = 'queued'")
    op.create_index("outbox_queued", "outbox", ["car_id", "id"], sqlite_where=queued, postgresql_where=queued)
    op.create_index("outbox_at", "outbox", ["at"])
    create_history()
    op.create_table(
        "quarantine",
        sa.Column("id", COUNT, primary_key=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("topic", "sha256"),
    )
    op.create_table(
        "register",
        sa.Column("car_id", sa.Text(), primary_key=True),
        sa.Column("entry", sa.Text(), nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )


def create_history() -> None:
    op.create_table(
        "events",
        sa.Column("id", COUNT, primary_key=True),
        sa.Column("car_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.UniqueConstraint("car_id", "kind", "at"),
    )
    op.create_index("ix_events_at", "events", ["at"])
    op.create_table(
        "drives",
        sa.Column("car_id", sa.Text(), primary_key=True),
        sa.Column("started_at", MOMENT, primary_key=True),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.Column("km", sa.Double()),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("soc_start_percent", sa.Double()),
        sa.Column("soc_end_percent", sa.Double()),
        sa.Column("kwh", sa.Double()),
    )
    op.create_index("ix_drives_started_at", "drives", ["started_at"])
    op.create_table(
        "charges",
        sa.Column("car_id", sa.Text(), primary_key=True),
        sa.Column("started_at", MOMENT, primary_key=True),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.Column("soc_start_percent", sa.Double()),
        sa.Column("soc_end_percent", sa.Double()),
        sa.Column("kwh", sa.Double()),
        sa.Column("unseen", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_charges_started_at", "charges", ["started_at"])


def downgrade() -> None:
    for table in ("meta", "register", "quarantine", "charges", "drives", "events", "outbox", "car_state"):
        op.drop_table(table)
