"""How Alembic reaches the gateway's database: by the connection it is given."""

from alembic import context

from gateway.delivery.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="gateway_version",  # the feed may live in the same database
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
