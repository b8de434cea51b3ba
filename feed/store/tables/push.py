"""Devices that want word of what happens, and the letters on their way to them."""

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base, Id, ToAccount, ToNotification, ToSubscription, ToToken, ToWebSession


class PushSubscription(Base):
    """Where an app or a browser is told, and of what. It ends with the token or the session it hangs on."""

    __tablename__ = "push_subscriptions"

    id: Mapped[Id]
    token_id: Mapped[ToToken | None] = mapped_column(unique=True)
    session_hash: Mapped[ToWebSession | None] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(60), default="")  # of a browser, as its owner knows it
    account_id: Mapped[ToAccount] = mapped_column(index=True)
    endpoint: Mapped[str] = mapped_column(Text)
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(30))
    standard: Mapped[bool]
    policy: Mapped[str] = mapped_column(String(8))  # all, followed, follower or none
    alerts: Mapped[list[str]] = mapped_column(JSON)  # kinds of notifications


class PushLetter(Base):
    """A notification that is still to be brought to a device."""

    __tablename__ = "push_letters"

    id: Mapped[Id]
    subscription_id: Mapped[ToSubscription] = mapped_column(index=True)
    notification_id: Mapped[ToNotification] = mapped_column(index=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)


class ServerKey(Base):
    """A key this server made for itself, once."""

    __tablename__ = "server_keys"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
