"""Questions with answers to choose from."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import AS_ONE_INDEX, Base, Id, ToAccount, ToPoll, ToStatus


class Poll(Base):
    """A question; its words are those of the status it belongs to."""

    __tablename__ = "polls"
    __table_args__ = (Index("ix_polls_closed_at_expires_at", "closed_at", "expires_at"),)

    id: Mapped[Id]
    status_id: Mapped[ToStatus] = mapped_column(unique=True)
    account_id: Mapped[ToAccount] = mapped_column(index=True)
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"title", "votes"}]
    multiple: Mapped[bool] = mapped_column(default=False)
    hide_totals: Mapped[bool] = mapped_column(default=False)  # until it has ended
    voters_count: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]  # when its end was noticed, and those who took part were told


class PollVote(Base):
    """What an account chose. Nobody else learns of it."""

    __tablename__ = "poll_votes"
    __table_args__ = (AS_ONE_INDEX,)

    poll_id: Mapped[ToPoll] = mapped_column(primary_key=True)
    account_id: Mapped[ToAccount] = mapped_column(primary_key=True, index=True)
    choices: Mapped[int]  # bit n is set for option n
