"""The one query over all workspaces: which there are. Everything else is asked of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Plan


async def workspaces(session: AsyncSession) -> Sequence[str]:
    """The workspaces that have plans."""
    found = await session.scalars(select(Plan.workspace).distinct().order_by(Plan.workspace))
    return found.all()
