"""Runs migrations over the connection that `storage.migrations.config` hands in."""

from __future__ import annotations

from alembic import context
from sqlalchemy.schema import SchemaItem

from storage.migrations import VERSION_TABLE
from storage.models import PREFIX, Base


def ours(_item: SchemaItem, name: str | None, kind: str, reflected: bool, _other: SchemaItem | None) -> bool:
    """Leave every table alone that is not ours: DBOS keeps its own beside them."""
    return not (kind == "table" and reflected and not (name or "").startswith(PREFIX))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=ours,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
