"""What Alembic runs: the revisions, on the connection and in the transaction that it was handed."""

from alembic import context

from mainstay.adapters.store.schema.whole import SCHEMA
from mainstay.adapters.store.versions import TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SCHEMA,
    version_table=TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
