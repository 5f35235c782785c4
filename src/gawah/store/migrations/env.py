"""Run by Alembic: migrate over the connection that the store hands it, inside the store's own transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
with context.begin_transaction():
    context.run_migrations()
