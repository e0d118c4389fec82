"""The audit trail: who did what to what, written with the act itself and read by admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.roles import Act, Actor, require
from storage.models import AuditAct, AuditEntry
from storage.repositories import Repositories
from storage.store import Store

__all__ = ["PAGE", "Audit", "AuditAct", "AuditLine", "AuditPage", "note"]

PAGE = 10
DETAIL_LIMIT = 300


@dataclass(frozen=True)
class AuditLine:
    """One act; `detail` says in words to what."""

    user: str
    act: AuditAct
    target: str
    detail: str
    at: datetime


@dataclass(frozen=True)
class AuditPage:
    """One page of the trail, newest first; pages count from 0."""

    lines: Sequence[AuditLine]
    page: int
    pages: int
    total: int


def note(repos: Repositories, user: str, act: AuditAct, at: datetime, target: str, detail: str = "") -> None:
    """Write an act down, in the transaction that does it. Never with a credential."""
    repos.audit.add(
        AuditEntry(
            workspace=repos.workspace,
            user=user,
            act=act,
            target=target,
            detail=" ".join(detail.split())[:DETAIL_LIMIT],
            at=at,
        )
    )


class Audit:
    """The trail as admins read it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def page(self, actor: Actor, page: int = 0) -> AuditPage:
        """A page of it; one that is no longer there is the last."""
        require(actor, Act.GOVERN)
        async with self._store.reading(actor.workspace) as repos:
            total = await repos.audit.count()
            pages = max(1, -(-total // PAGE))
            at = min(max(page, 0), pages - 1)
            rows = await repos.audit.page(PAGE, at * PAGE)
        lines = [AuditLine(row.user, row.act, row.target, row.detail, row.at) for row in rows]
        return AuditPage(lines, at, pages, total)
