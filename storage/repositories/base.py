"""What every repository has: a session and the workspace that it never leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, inspect, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import Base

Insert = postgresql.Insert | sqlite.Insert
COUNTED = MappingProxyType({"preserve_rowcount": True})
"""SQLAlchemy keeps the count of an insert for some drivers only: not for psycopg, which durable steps use."""


class Repository:
    """One noun's queries over one session, scoped to one workspace."""

    def __init__(self, session: AsyncSession, workspace: str) -> None:
        self.session = session
        self.workspace = workspace

    async def _insert_new(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
        """Insert the rows whose key does not exist yet and tell how many these were."""
        if not rows:
            return 0
        statement = self._insert(model, rows).on_conflict_do_nothing()
        result = await self.session.execute(statement, execution_options=COUNTED)
        return result.rowcount if isinstance(result, CursorResult) else 0

    async def _insert_newest(
        self,
        model: type[Base],
        rows: Sequence[Mapping[str, Any]],
        *,
        age: InstrumentedAttribute[datetime],
        unless: ColumnElement[bool] | None = None,
        always: ColumnElement[bool] | None = None,
    ) -> None:
        """Insert the rows; one whose key exists is replaced unless it is older by this column.

        What is there stays `unless` that is false, and is replaced `always` where that is true.
        """
        if not rows:
            return
        statement = self._insert(model, rows)
        keys = [column.name for column in inspect(model).primary_key]
        news = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        replaced = statement.excluded[age.key] >= age
        if unless is not None:
            replaced = and_(replaced, ~unless)
        if always is not None:
            replaced = or_(replaced, always)
        statement = statement.on_conflict_do_update(index_elements=keys, set_=news, where=replaced)
        await self.session.execute(statement)

    def _insert(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> Insert:
        postgres = self.session.get_bind().dialect.name == "postgresql"
        insert = postgresql.insert if postgres else sqlite.insert
        return insert(model).values(list(rows))
