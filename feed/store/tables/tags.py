"""Hashtags that somebody follows or shows, always in lower case."""

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base, Id, ToAccount


class FollowedTag(Base):
    """Public statuses with this hashtag come home to an account."""

    __tablename__ = "followed_tags"
    __table_args__ = (
        UniqueConstraint("account_id", "name"),
        Index("ix_followed_tags_name_account_id", "name", "account_id"),
        Index("ix_followed_tags_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    name: Mapped[str] = mapped_column(String(100))


class FeaturedTag(Base):
    """An account shows this hashtag on its profile."""

    __tablename__ = "featured_tags"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    name: Mapped[str] = mapped_column(String(100))
