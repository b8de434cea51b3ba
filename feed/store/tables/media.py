"""Pictures and films: what was uploaded, and how it is shown."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base, Id, ToAccount


class Media(Base):
    """Something to look at, uploaded by an account; without a status until it is posted."""

    __tablename__ = "media"
    __table_args__ = (Index("ix_media_account_id_id", "account_id", "id"),)

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    status_id: Mapped[int | None] = mapped_column(index=True)  # also kept while only an edit shows it
    kind: Mapped[str] = mapped_column(String(16))  # image, gifv, video, audio, unknown
    content_type: Mapped[str] = mapped_column(String(64))
    path: Mapped[str | None] = mapped_column(
        String(200), index=True
    )  # below the media folder; None: still being made
    preview_path: Mapped[str | None] = mapped_column(String(200), index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    blurhash: Mapped[str | None] = mapped_column(String(100))
    meta: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # as Mastodon shows it, with focus
    size_bytes: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]  # it could not be read as what it claimed to be
