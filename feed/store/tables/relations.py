"""Who follows, blocks, mutes and lists whom."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import AS_ONE_INDEX, Base, Id, ToAccount, ToList


class Follow(Base):
    """One account follows another."""

    __tablename__ = "follows"
    __table_args__ = (
        UniqueConstraint("account_id", "target_account_id"),
        Index("ix_follows_account_id_id", "account_id", "id"),
        Index("ix_follows_target_account_id_id", "target_account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    target_account_id: Mapped[ToAccount] = mapped_column(index=True)
    show_reblogs: Mapped[bool] = mapped_column(default=True)
    notify: Mapped[bool] = mapped_column(default=False)


class FollowRequest(Base):
    """A wish to follow a locked account, until it is answered."""

    __tablename__ = "follow_requests"
    __table_args__ = (
        UniqueConstraint("account_id", "target_account_id"),
        Index("ix_follow_requests_target_account_id_id", "target_account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    target_account_id: Mapped[ToAccount] = mapped_column(index=True)
    show_reblogs: Mapped[bool] = mapped_column(default=True)
    notify: Mapped[bool] = mapped_column(default=False)


class Block(Base):
    """The target neither sees nor reaches the account, and the other way round."""

    __tablename__ = "blocks"
    __table_args__ = (
        UniqueConstraint("account_id", "target_account_id"),
        Index("ix_blocks_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    target_account_id: Mapped[ToAccount] = mapped_column(index=True)


class Mute(Base):
    """The account would rather not hear the target, who never learns of it."""

    __tablename__ = "mutes"
    __table_args__ = (
        UniqueConstraint("account_id", "target_account_id"),
        Index("ix_mutes_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    target_account_id: Mapped[ToAccount] = mapped_column(index=True)
    notifications: Mapped[bool] = mapped_column(default=True)  # muted too
    expires_at: Mapped[datetime | None] = mapped_column(index=True)  # None: for good


class AccountNote(Base):
    """What an account noted of another, for itself."""

    __tablename__ = "account_notes"
    __table_args__ = (AS_ONE_INDEX,)

    account_id: Mapped[ToAccount] = mapped_column(primary_key=True)
    target_account_id: Mapped[ToAccount] = mapped_column(primary_key=True, index=True)
    comment: Mapped[str] = mapped_column(Text)


class Endorsement(Base):
    """An account shows another on its profile."""

    __tablename__ = "endorsements"
    __table_args__ = (
        UniqueConstraint("account_id", "target_account_id"),
        Index("ix_endorsements_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    target_account_id: Mapped[ToAccount] = mapped_column(index=True)


class SuggestionDismissal(Base):
    """An account that somebody does not want suggested again."""

    __tablename__ = "suggestion_dismissals"
    __table_args__ = (AS_ONE_INDEX,)

    account_id: Mapped[ToAccount] = mapped_column(primary_key=True)
    target_account_id: Mapped[ToAccount] = mapped_column(primary_key=True, index=True)


class List(Base):
    """Accounts somebody reads together."""

    __tablename__ = "lists"

    id: Mapped[Id]
    account_id: Mapped[ToAccount] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(200))
    replies_policy: Mapped[str] = mapped_column(String(16), default="list")
    exclusive: Mapped[bool] = mapped_column(default=False)


class ListMember(Base):
    """An account on a list."""

    __tablename__ = "list_members"
    __table_args__ = (
        UniqueConstraint("list_id", "account_id"),
        Index("ix_list_members_list_id_id", "list_id", "id"),
    )

    id: Mapped[Id]
    list_id: Mapped[ToList]
    account_id: Mapped[ToAccount] = mapped_column(index=True)
