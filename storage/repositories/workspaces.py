"""The one query over all workspaces: which there are. Everything else is asked of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Plan, Verdict


async def workspaces(session: AsyncSession) -> Sequence[str]:
    """The workspaces that have plans, or said something of an answer."""
    named = union(select(Plan.workspace), select(Verdict.workspace)).order_by("workspace")
    found = await session.scalars(named)
    return found.all()
