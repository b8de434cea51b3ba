"""The audit log. The database itself refuses to change or remove an entry."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base


class AuditEntry(Base):
    """Who did what to whom; it outlives both, so that neither is more than a number here."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_actor_id_number", "actor_id", "number"),
        Index("ix_audit_entries_about_id_number", "about_id", "number"),
        Index("ix_audit_entries_action_number", "action", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(32))
    about_kind: Mapped[str | None] = mapped_column(String(16))
    about_id: Mapped[int | None]
    outcome: Mapped[str] = mapped_column(String(16))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal: Mapped[str] = mapped_column(String(64))  # over the entry and the seal before it


class AuditHead(Base):
    """One row: the end of the log. Who writes holds it until the commit, so the log never forks."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))
