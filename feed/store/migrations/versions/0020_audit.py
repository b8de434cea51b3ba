"""The audit log, which neither database lets anybody change."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt, Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", BigInt, autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", BigInt),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("about_kind", sa.String(length=16)),
        sa.Column("about_id", BigInt),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entries"),
    )
    for column in ("actor_id", "about_id", "action"):
        op.create_index(f"ix_audit_entries_{column}_number", "audit_entries", [column, "number"])
    op.create_table(
        "audit_head",
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("number", BigInt, nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    for statement in _REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("audit_head")
    op.drop_table("audit_entries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_to_change_the_audit_log()")


_FUNCTION = """
CREATE FUNCTION refuse_to_change_the_audit_log() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is never changed'; END $$
"""
_TRIGGER = """
CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit_log()
"""
_SQLITE_TRIGGER = """
CREATE TRIGGER audit_entries_no_{0} BEFORE {0} ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END
"""
_REFUSALS = {
    "sqlite": [_SQLITE_TRIGGER.format(word) for word in ("update", "delete")],
    "postgresql": [_FUNCTION, _TRIGGER],
}
