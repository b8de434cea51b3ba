"""What members would rather not read, and how they wish to be told of what happens."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feed.social.reception import Treatment
from feed.social.sieve import Context, Deed
from feed.store.base import Base, Id, ToAccount, ToFilter, ToStatus


class Filter(Base):
    """Words and statuses an account does not want to meet."""

    __tablename__ = "filters"

    id: Mapped[Id]
    account_id: Mapped[ToAccount] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(255))
    contexts: Mapped[list[Context]] = mapped_column(JSON)  # where it works
    action: Mapped[Deed] = mapped_column(String(8))
    expires_at: Mapped[datetime | None]


class FilterKeyword(Base):
    """Words of a filter."""

    __tablename__ = "filter_keywords"

    id: Mapped[Id]
    filter_id: Mapped[ToFilter] = mapped_column(index=True)
    keyword: Mapped[str] = mapped_column(String(255))
    whole_word: Mapped[bool] = mapped_column(default=True)


class FilterStatus(Base):
    """A status a filter is about."""

    __tablename__ = "filter_statuses"
    __table_args__ = (UniqueConstraint("filter_id", "status_id"),)

    id: Mapped[Id]
    filter_id: Mapped[ToFilter]
    status_id: Mapped[ToStatus] = mapped_column(index=True)


class NotificationPolicy(Base):
    """What becomes of notifications from whom; who has none is told of everything."""

    __tablename__ = "notification_policies"

    account_id: Mapped[ToAccount] = mapped_column(primary_key=True)
    for_not_following: Mapped[Treatment] = mapped_column(String(8), default="accept")
    for_not_followers: Mapped[Treatment] = mapped_column(String(8), default="accept")
    for_new_accounts: Mapped[Treatment] = mapped_column(String(8), default="accept")
    for_private_mentions: Mapped[Treatment] = mapped_column(String(8), default="accept")
    for_limited_accounts: Mapped[Treatment] = mapped_column(String(8), default="accept")


class NotificationRequest(Base):
    """Somebody whose notifications wait until they are let in, or were let in for good."""

    __tablename__ = "notification_requests"
    __table_args__ = (
        UniqueConstraint("account_id", "from_account_id"),
        Index("ix_notification_requests_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    from_account_id: Mapped[ToAccount] = mapped_column(index=True)
    is_accepted: Mapped[bool] = mapped_column(default=False)
