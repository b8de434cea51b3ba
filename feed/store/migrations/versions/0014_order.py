"""Order: every list is read along an index; talks and lists know what stands in them."""

import sqlalchemy as sa
from alembic import op

from feed.store.base import BigInt

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ORDERED = (
    *((table, "account_id") for table in ("favourites", "bookmarks", "follows", "blocks", "mutes")),
    *((table, "account_id") for table in ("endorsements", "followed_tags", "notification_requests")),
    *((table, "target_account_id") for table in ("follows", "follow_requests")),
    ("list_members", "list_id"),
)


def upgrade() -> None:
    for table, column in _ORDERED:
        op.create_index(f"ix_{table}_{column}_id", table, [column, "id"])
    op.add_column("home_entries", sa.Column("is_apart", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("talk_states", sa.Column("newest_id", BigInt, nullable=False, server_default="0"))
    op.create_index("ix_talk_states_account_id_newest_id", "talk_states", ["account_id", "newest_id"])
    op.execute(
        "INSERT INTO talk_states (account_id, conversation_id, read_up_to, gone_up_to, newest_id) "
        "SELECT who, talk, 0, 0, max(id) FROM ("
        "SELECT account_id AS who, conversation_id AS talk, id FROM statuses WHERE visibility = 'direct' "
        "UNION ALL SELECT m.account_id, s.conversation_id, s.id FROM mentions m "
        "JOIN statuses s ON s.id = m.status_id WHERE s.visibility = 'direct') AS said "
        "WHERE true GROUP BY who, talk "
        "ON CONFLICT (account_id, conversation_id) DO UPDATE SET newest_id = excluded.newest_id"
    )


def downgrade() -> None:
    op.drop_index("ix_talk_states_account_id_newest_id", "talk_states")
    op.drop_column("talk_states", "newest_id")
    op.drop_column("home_entries", "is_apart")
    for table, column in _ORDERED:
        op.drop_index(f"ix_{table}_{column}_id", table)
