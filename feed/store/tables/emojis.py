"""Small pictures of this server's own."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base, Id


class CustomEmoji(Base):
    """A small picture that members write by its short name."""

    __tablename__ = "custom_emojis"

    id: Mapped[Id]
    shortcode: Mapped[str] = mapped_column(String(30), unique=True)
    category: Mapped[str | None] = mapped_column(String(100))
    path: Mapped[str] = mapped_column(String(200), index=True)  # below the media folder
