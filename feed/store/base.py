"""What every table stands on: the metadata, names of constraints, columns alike in both databases."""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    literal_column,
)
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

from feed.social.roles import AccountKind, Role
from feed.social.visibility import Chosen, Visibility

BigInt = BigInteger().with_variant(Integer, "sqlite")  # SQLite's INTEGER is 64 bits wide and a faster key
Id = Annotated[int, mapped_column(BigInt, primary_key=True, autoincrement=False)]

# how often a row was changed, by whomever: what was presented before is out of date
Version = Annotated[int, mapped_column(default=0, onupdate=literal_column("version + 1"))]
AS_ONE_INDEX = {"sqlite_with_rowid": False}  # a table that is all key needs no second copy of it


def _pointing_to(column: str) -> MappedColumn[int]:
    """A foreign key whose row goes when what it points to goes."""
    return mapped_column(ForeignKey(column, ondelete="CASCADE"))


ToAccount = Annotated[int, _pointing_to("accounts.id")]
ToStatus = Annotated[int, _pointing_to("statuses.id")]
ToUser = Annotated[int, _pointing_to("users.id")]
ToApp = Annotated[int, _pointing_to("apps.id")]
ToCode = Annotated[int, _pointing_to("authorization_codes.id")]
ToList = Annotated[int, _pointing_to("lists.id")]
ToPoll = Annotated[int, _pointing_to("polls.id")]
ToToken = Annotated[int, _pointing_to("tokens.id")]
ToNotification = Annotated[int, _pointing_to("notifications.id")]
ToSubscription = Annotated[int, _pointing_to("push_subscriptions.id")]
ToWebSession = Annotated[
    str, mapped_column(String(64), ForeignKey("web_sessions.token_hash", ondelete="CASCADE"))
]
ToFilter = Annotated[int, _pointing_to("filters.id")]
ToAnnouncement = Annotated[int, _pointing_to("announcements.id")]


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime. SQLite forgets zones, so one is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a naive datetime, which would be read as whatever zone the database thinks it is in."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: Any = {  # noqa: RUF012
        int: BigInt,
        datetime: Moment(),
        Visibility: String(16),
        Chosen: String(16),
        AccountKind: String(16),
        Role: String(16),
    }
