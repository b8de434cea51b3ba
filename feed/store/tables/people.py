"""Members and the human beings who sign in."""

from datetime import date, datetime

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feed.social.roles import AccountKind, Role
from feed.social.visibility import Chosen
from feed.store.base import Base, Id, ToAccount, ToUser, Version


class Account(Base):
    """A member: a person, a car, or somebody of the company."""

    __tablename__ = "accounts"
    __table_args__ = (Index("ix_accounts_last_status_on_id", "last_status_on", "id"),)

    id: Mapped[Id]
    version: Mapped[Version]
    kind: Mapped[AccountKind]
    username: Mapped[str] = mapped_column(String(30))
    username_key: Mapped[str] = mapped_column(String(30), unique=True)  # lower case: Ken and ken are one
    display_name: Mapped[str] = mapped_column(String(100), default="")
    note_text: Mapped[str] = mapped_column(Text, default="")  # as typed
    note: Mapped[str] = mapped_column(Text, default="")  # as HTML
    own_fields: Mapped[list[dict[str, str]]] = mapped_column(
        JSON, default=list
    )  # [{"name", "value"}], as typed
    locked: Mapped[bool] = mapped_column(default=False)
    bot: Mapped[bool] = mapped_column(default=False)
    discoverable: Mapped[bool] = mapped_column(default=True)
    hides_company: Mapped[bool] = mapped_column(default=False)  # whom they follow, and who follows them
    avatar_path: Mapped[str | None] = mapped_column(
        String(200), index=True
    )  # below the public URL; None: drawn by the server
    header_path: Mapped[str | None] = mapped_column(String(200), index=True)
    default_visibility: Mapped[Chosen] = mapped_column(default="public")
    default_sensitive: Mapped[bool] = mapped_column(default=False)
    default_language: Mapped[str | None] = mapped_column(String(8))
    followers_count: Mapped[int] = mapped_column(default=0)
    following_count: Mapped[int] = mapped_column(default=0)
    statuses_count: Mapped[int] = mapped_column(default=0)
    last_status_on: Mapped[date | None]
    limited_at: Mapped[datetime | None]  # by the staff: strangers do not come across it any more


class User(Base):
    """A human being who signs in. Cars have none."""

    __tablename__ = "users"

    id: Mapped[Id]
    account_id: Mapped[ToAccount] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)  # lower case
    email_confirmed_at: Mapped[datetime | None]
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(default="member")
    locale: Mapped[str] = mapped_column(String(8), default="en")
    disabled_at: Mapped[datetime | None]


class WebSession(Base):
    """A browser that is signed in. Only the hash of its cookie is known here."""

    __tablename__ = "web_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[ToUser] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(40), default="", server_default="")  # "Firefox, Android"


class Marker(Base):
    """How far somebody has read a timeline."""

    __tablename__ = "markers"

    account_id: Mapped[ToAccount] = mapped_column(primary_key=True)
    timeline: Mapped[str] = mapped_column(String(16), primary_key=True)
    last_read_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
