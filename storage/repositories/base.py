"""What every repository has: a session and the workspace that it never leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Base


class Repository:
    """One noun's queries over one session, scoped to one workspace."""

    def __init__(self, session: AsyncSession, workspace: str) -> None:
        self.session = session
        self.workspace = workspace

    async def _insert_new(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
        """Insert the rows whose key does not exist yet and tell how many these were."""
        if not rows:
            return 0
        dialect = self.session.get_bind().dialect.name
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        statement = insert(model).values(list(rows)).on_conflict_do_nothing()
        result = await self.session.execute(statement)
        return result.rowcount if isinstance(result, CursorResult) else 0
