"""What members complain of."""

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feed.store.base import Base, Id, ToAccount


class Report(Base):
    """A member tells the staff of another."""

    __tablename__ = "reports"

    id: Mapped[Id]
    account_id: Mapped[ToAccount] = mapped_column(index=True)
    target_account_id: Mapped[ToAccount] = mapped_column(index=True)
    status_ids: Mapped[list[int]] = mapped_column(JSON)  # may be gone by now
    comment: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(16))
    rule_ids: Mapped[list[str]] = mapped_column(JSON)
    assigned_id: Mapped[int | None]  # who of the staff looks after it
    resolved_by_id: Mapped[int | None]
    resolved_at: Mapped[datetime | None]
