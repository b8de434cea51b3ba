"""What the staff tells every member, and what members make of it."""

from datetime import datetime

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import AS_ONE_INDEX, Base, Id, ToAccount, ToAnnouncement


class Announcement(Base):
    """Words for everybody, until they are over or taken back."""

    __tablename__ = "announcements"

    id: Mapped[Id]
    texts: Mapped[dict[str, str]] = mapped_column(JSON)  # by language, as written
    starts_at: Mapped[datetime | None]  # of what is announced; it is shown before, too
    ends_at: Mapped[datetime | None]
    all_day: Mapped[bool] = mapped_column(default=False)  # the days count, not the hours
    over_at: Mapped[datetime | None]  # not shown from then on
    told_at: Mapped[datetime | None]  # to those who listened
    removed_at: Mapped[datetime | None]  # not shown any more; its row goes when that was told


class AnnouncementDismissal(Base):
    """Somebody has read an announcement."""

    __tablename__ = "announcement_dismissals"
    __table_args__ = (AS_ONE_INDEX,)

    announcement_id: Mapped[ToAnnouncement] = mapped_column(primary_key=True)
    account_id: Mapped[ToAccount] = mapped_column(primary_key=True, index=True)


class AnnouncementReaction(Base):
    """Somebody answers an announcement by a small picture."""

    __tablename__ = "announcement_reactions"
    __table_args__ = (UniqueConstraint("announcement_id", "name", "account_id"),)

    id: Mapped[Id]
    announcement_id: Mapped[ToAnnouncement]
    name: Mapped[str] = mapped_column(String(100))  # an emoji, or the short name of one of ours
    account_id: Mapped[ToAccount] = mapped_column(index=True)
