"""Apps, and what they were allowed."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base, Id, ToAccount, ToApp, ToCode, ToUser


class App(Base):
    """A client somebody registered."""

    __tablename__ = "apps"

    id: Mapped[Id]
    client_id: Mapped[str] = mapped_column(String(64), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(100))
    website: Mapped[str | None] = mapped_column(String(500))
    redirect_uris: Mapped[list[str]] = mapped_column(JSON)
    scopes: Mapped[str] = mapped_column(String(500))


class AuthorizationCode(Base):
    """Permission to fetch a token, once. Kept after use, so that a second use can undo the first."""

    __tablename__ = "authorization_codes"

    id: Mapped[Id]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    app_id: Mapped[ToApp]
    user_id: Mapped[ToUser]
    redirect_uri: Mapped[str] = mapped_column(String(2000))
    scopes: Mapped[str] = mapped_column(String(500))
    code_challenge: Mapped[str | None] = mapped_column(String(128))  # PKCE, S256
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Token(Base):
    """What an app may do, and for whom. Revoked tokens are gone."""

    __tablename__ = "tokens"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    app_id: Mapped[ToApp | None] = mapped_column(index=True)  # None: issued on the command line
    user_id: Mapped[ToUser | None] = mapped_column(index=True)  # None: the app for itself
    code_id: Mapped[ToCode | None] = mapped_column(index=True)
    scopes: Mapped[str] = mapped_column(String(500))


class HomeFeed(Base):
    """A secret address of what is at a member's home, for feed readers. Only its hash is known here."""

    __tablename__ = "home_feeds"

    account_id: Mapped[ToAccount] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
