"""Mail: who would like to have a digest, letters that are to be sent, and the secrets in them."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base, Id, ToUser


class DigestWish(Base):
    """How often somebody would like to read in a letter what their cars said, and when."""

    __tablename__ = "digest_wishes"

    user_id: Mapped[ToUser] = mapped_column(primary_key=True)
    every: Mapped[str] = mapped_column(String(8))  # day or week
    hour: Mapped[int]  # of the day there
    time_zone: Mapped[str] = mapped_column(String(64))
    next_at: Mapped[datetime] = mapped_column(index=True)


class MailLetter(Base):
    """A letter that is to be sent. What it says is made when it is; no secret waits in here."""

    __tablename__ = "mail_letters"

    id: Mapped[Id]
    user_id: Mapped[ToUser] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(8))  # confirm, reset or digest
    address: Mapped[str] = mapped_column(String(254))
    since: Mapped[datetime | None]  # of a digest: where it begins
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)


class MailSecret(Base):
    """What is proven by a link in a letter, until a moment. Only its hash is known here."""

    __tablename__ = "mail_secrets"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[ToUser] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(8))  # of its letter
    address: Mapped[str] = mapped_column(String(254))
    expires_at: Mapped[datetime] = mapped_column(index=True)
