"""Cleaning texts: every column in which anybody's words are kept, whatever table it is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Enum,
    String,
    Table,
    and_,
    cast,
    delete,
    literal,
    or_,
    select,
    update,
)

from storage.models import (
    Base,
    ContactSearch,
    ContactTarget,
    Event,
    Lead,
    LeadFact,
    ProspectLead,
    ProspectSession,
    Research,
    Run,
    SimulatedLaunch,
)
from storage.repositories.base import Repository

_THEIR_OWN = frozenset({"ls_lead", "ls_lead_fact", "ls_lead_key", "ls_suppression", "ls_salt", "ls_erasure"})
"""What is kept of other people, and what the cleaning itself goes by."""
_YET = frozenset({"ls_lead.reason", "ls_lead.blocked_reason", "ls_contact_lookup.subject"})
"""Columns that hold words all the same: of one of those tables, or part of a key."""


@dataclass(frozen=True)
class Place:
    """One column of one table that may hold words of people's."""

    table: Table
    column: Column[Any]

    @property
    def name(self) -> str:
        return f"{self.table.name}.{self.column.name}"

    @cached_property
    def key(self) -> tuple[Column[Any], ...]:
        return tuple(self.table.primary_key.columns)


@dataclass(frozen=True)
class Kept:
    """What stands in one place of one row."""

    key: tuple[Any, ...]
    value: Any


def places() -> list[Place]:
    """All of them; enums hold no words, and keys hardly any."""
    return [
        Place(table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if f"{table.name}.{column.name}" in _YET or (table.name not in _THEIR_OWN and _holds_words(column))
    ]


def _holds_words(column: Column[Any]) -> bool:
    plain = isinstance(column.type, (String, JSON)) and not isinstance(column.type, Enum)
    return plain and not column.primary_key and not column.foreign_keys


def scope(table: Table, workspace: str) -> ColumnElement[bool]:
    """The rows of a workspace: those that name it, or whose parent does."""
    if "workspace" in table.columns:
        return table.columns["workspace"] == workspace
    if table.name in _SCOPES:
        return _SCOPES[table.name](table, workspace)
    for column in table.columns:
        for key in column.foreign_keys:
            parent = key.column.table
            return column.in_(select(key.column).where(scope(parent, workspace)))
    raise LookupError(f"nothing says whose the rows of {table.name} are")


def _letters(table: Table, workspace: str) -> ColumnElement[bool]:
    return table.columns["key"].startswith(f"{workspace}:", autoescape=True)


def _launches(table: Table, workspace: str) -> ColumnElement[bool]:
    """Of runs that are over: a launch that goes on works by what it was told."""
    ended = select(literal("x")).where(
        Run.workspace == workspace,
        Run.ended_at.is_not(None),
        table.columns["key"].startswith(literal("run:") + Run.id + literal(":")),
    )
    return ended.exists()


_SCOPES: dict[str, Callable[[Table, str], ColumnElement[bool]]] = {
    Event.__tablename__: _letters,
    SimulatedLaunch.__tablename__: _launches,
}


class Erasures(Repository):
    """Reads and writes the workspace's words, place by place."""

    async def holding(self, place: Place, patterns: Sequence[str]) -> list[Kept]:
        """What stands in a place and fits one of these patterns of LIKE, in any case."""
        text = cast(place.column, String)
        wanted = or_(*(text.ilike(each) for each in patterns))
        found = await self.session.execute(
            select(*place.key, place.column).where(scope(place.table, self.workspace), wanted)
        )
        return [Kept(tuple(row[:-1]), row[-1]) for row in found]

    async def showing(self, lead_id: str) -> list[str]:
        """What shows a lead in a message of its own, by table and id."""
        parts = (
            (ContactSearch, ContactTarget.search_id, ContactTarget.lead_id),
            (ProspectSession, ProspectLead.session_id, ProspectLead.lead_id),
            (Research, Research.id, Research.lead_id),
        )
        found: list[str] = []
        for table, its_id, lead in parts:
            ids = await self.session.scalars(
                select(its_id)
                .join(Lead, Lead.id == lead)
                .where(Lead.workspace == self.workspace, lead == lead_id)
            )
            found += [f"{table.__tablename__}:{each}" for each in sorted(ids)]
        return found

    async def facts(self, patterns: Sequence[str], without: Sequence[str]) -> Sequence[LeadFact]:
        """Facts whose value or source fits one of these patterns, but for those of these fields."""
        texts = (LeadFact.value, LeadFact.source)
        found = await self.session.scalars(
            select(LeadFact)
            .join(Lead, Lead.id == LeadFact.lead_id)
            .where(Lead.workspace == self.workspace, LeadFact.field.not_in(without))
            .where(or_(*(text.ilike(each) for text in texts for each in patterns)))
        )
        return found.all()

    async def put(self, place: Place, key: tuple[Any, ...], value: Any) -> None:
        """Write something else there; in a part of a key, unless another row has that key by then."""
        at = and_(*(column == part for column, part in zip(place.key, key, strict=True)))
        if place.column in place.key:
            new = [
                value if column is place.column else part for column, part in zip(place.key, key, strict=True)
            ]
            taken = and_(*(column == part for column, part in zip(place.key, new, strict=True)))
            if await self.session.scalar(select(literal(1)).select_from(place.table).where(taken)):
                await self.session.execute(delete(place.table).where(at))
                return
        await self.session.execute(update(place.table).where(at).values({place.column.name: value}))
