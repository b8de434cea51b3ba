"""Keys that live in a person's phone or browser and sign in without a password."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base, Id, ToAccount


class Passkey(Base):
    """The public half of a key, and how often it says it was used."""

    __tablename__ = "passkeys"

    id: Mapped[Id]
    account_id: Mapped[ToAccount] = mapped_column(index=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60), default="")
    used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """What a key has to sign, once and soon."""

    __tablename__ = "passkey_challenges"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
