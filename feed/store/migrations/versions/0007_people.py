"""People: what members keep about each other, reports, announcements."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


_FILES = (
    ("accounts", "avatar_path"),
    ("accounts", "header_path"),
    ("media", "path"),
    ("media", "preview_path"),
)


def upgrade() -> None:
    for table, column in _FILES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in _FILES:
        op.drop_index(f"ix_{table}_{column}", table)
