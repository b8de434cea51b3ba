"""What becomes of words before and after they are said."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import AS_ONE_INDEX, Base, Id, ToAccount, ToStatus


class StatusEdit(Base):
    """A status as it was before it was edited. The status itself is the newest."""

    __tablename__ = "status_edits"
    __table_args__ = (Index("ix_status_edits_status_id_id", "status_id", "id"),)

    id: Mapped[Id]
    status_id: Mapped[ToStatus]
    created_at: Mapped[datetime]  # since when it read like this
    text: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    spoiler_text: Mapped[str] = mapped_column(Text)
    sensitive: Mapped[bool]
    media: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"id", "description"}]
    poll_options: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class ScheduledStatus(Base):
    """Words for a later time."""

    __tablename__ = "scheduled_statuses"
    __table_args__ = (
        UniqueConstraint("account_id", "idempotency_key"),
        Index("ix_scheduled_statuses_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    scheduled_at: Mapped[datetime] = mapped_column(index=True)
    params: Mapped[dict[str, Any]] = mapped_column(JSON)  # as Mastodon shows them
    idempotency_key: Mapped[str | None] = mapped_column(String(200))


class MutedConversation(Base):
    """A conversation an account does not want to be told about any more."""

    __tablename__ = "muted_conversations"
    __table_args__ = (AS_ONE_INDEX,)

    account_id: Mapped[ToAccount] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(primary_key=True)


class TalkState(Base):
    """A conversation of direct statuses as one of those in it sees it: read so far, put away up to there."""

    __tablename__ = "talk_states"
    __table_args__ = (
        Index("ix_talk_states_account_id_newest_id", "account_id", "newest_id"),
        AS_ONE_INDEX,
    )

    account_id: Mapped[ToAccount] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(primary_key=True)
    read_up_to: Mapped[int] = mapped_column(default=0)  # a status
    gone_up_to: Mapped[int] = mapped_column(default=0)
    newest_id: Mapped[int] = mapped_column(default=0, server_default="0")  # 0: nothing is left
