"""What the gateway keeps on disk. SQLite and PostgreSQL alike; changed only by a migration."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData()

Count = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER


class Moment(TypeDecorator[datetime]):
    """An aware time in UTC, also where the database knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


car_state = Table(
    "car_state",
    metadata,
    Column("car_id", Text, primary_key=True),
    Column("state", Text, nullable=False),  # JSON of gateway.car.state.CarState
    Column("wake_at", Double),  # seconds since 1970: a plain number, as it is written with every reading
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Count, primary_key=True),  # the order in which a car says things
    Column("key", Text, nullable=False, unique=True),
    Column("car_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),  # the car's time of what it tells
    Column("text", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON, as the feed gets them
    Column("queued_at", Moment, nullable=False),  # by the wall clock, like the next
    Column("next_attempt_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("status", Text, nullable=False),  # queued, sent or failed
    Column("status_id", Text),  # the feed's name for it, once sent
    Column("last_error", Text),
    Column("not_before", Moment),  # by the cars' time: others than the owner hear later
    Column("after_leaving", Boolean, nullable=False),  # sooner, once the car has left where it was
    Column("owner_knows", Boolean, nullable=False),
)
Index(
    "outbox_queued",
    outbox.c.car_id,
    outbox.c.id,
    sqlite_where=outbox.c.status == "queued",
    postgresql_where=outbox.c.status == "queued",
)
Index("outbox_at", outbox.c.at)

events = Table(
    "events",
    metadata,
    Column("id", Count, primary_key=True),
    Column("car_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("event", Text, nullable=False),  # JSON of gateway.car.events.Event
    UniqueConstraint("car_id", "kind", "at"),
)

drives = Table(
    "drives",
    metadata,
    Column("car_id", Text, primary_key=True),
    Column("started_at", Moment, primary_key=True, index=True),
    Column("ended_at", Moment, nullable=False),
    Column("km", Double),
    Column("minutes", Double, nullable=False),
    Column("soc_start_percent", Double),
    Column("soc_end_percent", Double),
    Column("kwh", Double),
)

charges = Table(
    "charges",
    metadata,
    Column("car_id", Text, primary_key=True),
    Column("started_at", Moment, primary_key=True, index=True),
    Column("ended_at", Moment, nullable=False),
    Column("soc_start_percent", Double),
    Column("soc_end_percent", Double),
    Column("kwh", Double),
    Column("unseen", Boolean, nullable=False),
)

# Both of these are emptied as soon as may be: a track is kept by the feed, for the owner alone.
journeys = Table(
    "journeys",
    metadata,
    Column("kind", Text, primary_key=True),  # drive or charge
    Column("car_id", Text, primary_key=True),
    Column("started_at", Moment, primary_key=True),
    Column("version", Integer, nullable=False),  # grows when it is told anew before it has arrived
    Column("journey", Text, nullable=False),  # JSON, as the feed gets it
)

waypoints = Table(
    "waypoints",
    metadata,
    Column("car_id", Text, primary_key=True),
    Column("at", Double, primary_key=True),  # seconds since 1970
    Column("lat", Double, nullable=False),
    Column("lon", Double, nullable=False),
    Column("soc_percent", Double),
    Column("speed_kmh", Double),
    sqlite_with_rowid=False,
)

# A refused message may hold anything its sender knew, a place included: only the newest rows are kept
# (settings: quarantine_rows), and nothing but the reason is ever logged or shown.
quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Count, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the whole payload
    Column("size_bytes", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("payload", LargeBinary, nullable=False),  # its beginning
    UniqueConstraint("topic", "sha256"),
)

register = Table(
    "register",
    metadata,
    Column("car_id", Text, primary_key=True),
    Column("entry", Text, nullable=False),  # JSON as the feed told it
)

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
