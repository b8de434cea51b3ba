"""What Alembic runs: the revisions, on the connection it was given."""

from alembic import context

import feed.store.car_tables
import feed.store.journey_tables
import feed.store.tables  # noqa: F401
from feed.store.base import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
