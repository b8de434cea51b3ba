"""Cases: one matter of one car between its owner and a dealer; and when dealers have time."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from feed.social.cases import Matter
from feed.store.base import Base, Id, ToAccount


class Case(Base):
    """A matter. What was said of it is a thread of direct statuses, which begins with `status_id`."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(  # nobody opens the same twice
            "uq_cases_open",
            *("car_account_id", "dealer_id", "matter"),
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    car_account_id: Mapped[ToAccount]
    owner_id: Mapped[ToAccount] = mapped_column(index=True)
    dealer_id: Mapped[ToAccount] = mapped_column(index=True)
    matter: Mapped[Matter] = mapped_column(String(16))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    access_until: Mapped[datetime]  # the dealer sees the car no longer than that
    status_id: Mapped[int | None] = mapped_column(ForeignKey("statuses.id", ondelete="SET NULL"), index=True)
    proposed: Mapped[list[int]] = mapped_column(JSON, default=list)  # slots, by their numbers in the thread
    appointment_changes: Mapped[int] = mapped_column(default=0)  # calendars ask which version is newer


class Slot(Base):
    """A time a dealer keeps free, until a case has it."""

    __tablename__ = "slots"
    __table_args__ = (UniqueConstraint("account_id", "begins_at"),)

    id: Mapped[Id]
    account_id: Mapped[ToAccount]
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str] = mapped_column(String(64))  # where the dealer is
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="SET NULL"), unique=True)
