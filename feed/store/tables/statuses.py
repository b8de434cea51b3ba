"""What is said, whom it speaks to, and what people make of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feed.social.visibility import Visibility
from feed.store.base import AS_ONE_INDEX, Base, Id, ToAccount, ToStatus, Version


class Status(Base):
    """A post, or a boost of one."""

    __tablename__ = "statuses"
    __table_args__ = (
        UniqueConstraint("account_id", "idempotency_key"),
        UniqueConstraint("account_id", "reblog_of_id"),
        Index("ix_statuses_account_id_id", "account_id", "id"),
        Index("ix_statuses_visibility_id", "visibility", "id"),
    )

    id: Mapped[Id]
    version: Mapped[Version]
    account_id: Mapped[ToAccount]
    text: Mapped[str] = mapped_column(Text, default="")  # as written
    content: Mapped[str] = mapped_column(Text, default="")  # as HTML, safe
    spoiler_text: Mapped[str] = mapped_column(Text, default="")
    sensitive: Mapped[bool] = mapped_column(default=False)
    visibility: Mapped[Visibility]
    language: Mapped[str | None] = mapped_column(String(8))
    in_reply_to_id: Mapped[int | None] = mapped_column(index=True)  # may point to what is deleted
    in_reply_to_account_id: Mapped[int | None]
    spoken_to: Mapped[list[tuple[int, str]]] = mapped_column(JSON, default=list)  # account id and username
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    conversation_id: Mapped[int] = mapped_column(index=True)  # the id of the status that began it
    reblog_of_id: Mapped[ToStatus | None] = mapped_column(index=True)
    reblog_of_account_id: Mapped[int | None]
    app_id: Mapped[int | None] = mapped_column(ForeignKey("apps.id", ondelete="SET NULL"))
    idempotency_key: Mapped[str | None] = mapped_column(String(200))
    car_event: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # {"kind", "at", "reasons"}
    media_ids: Mapped[list[int]] = mapped_column(JSON, default=list)  # in the order they are shown
    has_media: Mapped[bool] = mapped_column(default=False)
    poll_id: Mapped[int | None]
    posted_with: Mapped[dict[str, str | None] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # the app: {"name", "website"}
    pinned_at: Mapped[datetime | None]  # to its author's profile
    edited_at: Mapped[datetime | None]
    replies_count: Mapped[int] = mapped_column(default=0)
    reblogs_count: Mapped[int] = mapped_column(default=0)
    favourites_count: Mapped[int] = mapped_column(default=0)


class Mention(Base):
    """Who a status speaks to: the other way round than its `spoken_to`."""

    __tablename__ = "mentions"
    __table_args__ = (AS_ONE_INDEX,)

    status_id: Mapped[ToStatus] = mapped_column(primary_key=True)
    account_id: Mapped[ToAccount] = mapped_column(primary_key=True, index=True)


class StatusTag(Base):
    """A hashtag of a status, in lower case: the other way round than its `tags`."""

    __tablename__ = "status_tags"
    __table_args__ = (Index("ix_status_tags_name_status_id", "name", "status_id"), AS_ONE_INDEX)

    status_id: Mapped[ToStatus] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)


class HomeEntry(Base):
    """A line of somebody's home timeline, written together with the status."""

    __tablename__ = "home_entries"
    __table_args__ = (AS_ONE_INDEX,)

    account_id: Mapped[ToAccount] = mapped_column(primary_key=True)
    status_id: Mapped[ToStatus] = mapped_column(primary_key=True, index=True)
    is_apart: Mapped[bool] = mapped_column(default=False, server_default="0")  # on a list instead


class Favourite(Base):
    """Somebody likes a status."""

    __tablename__ = "favourites"
    __table_args__ = (
        UniqueConstraint("account_id", "status_id"),
        Index("ix_favourites_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    status_id: Mapped[ToStatus] = mapped_column(index=True)


class Bookmark(Base):
    """Somebody keeps a status for later, unseen by others."""

    __tablename__ = "bookmarks"
    __table_args__ = (
        UniqueConstraint("account_id", "status_id"),
        Index("ix_bookmarks_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    status_id: Mapped[ToStatus] = mapped_column(index=True)


class Notification(Base):
    """News for one account: somebody mentioned, followed, liked or boosted."""

    __tablename__ = "notifications"
    __table_args__ = (
        Index("ix_notifications_account_id_id", "account_id", "id"),
        Index("ix_notifications_account_id_group_key_id", "account_id", "group_key", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    kind: Mapped[str] = mapped_column(String(32))
    from_account_id: Mapped[ToAccount] = mapped_column(index=True)
    status_id: Mapped[ToStatus | None] = mapped_column(index=True)
    group_key: Mapped[str] = mapped_column(String(80), server_default="")
    is_held_back: Mapped[bool] = mapped_column(default=False, server_default="0")
