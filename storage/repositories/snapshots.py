"""Leads as they are at an instant, with everything that hangs on them: taken, and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime, Table, case, delete, insert, literal, select, update

from storage.models import Base, ContactSearch, ContactTarget, Lead, SearchStatus, TargetState
from storage.models.base import UtcDateTime
from storage.repositories.base import Repository

Row = dict[str, Any]
Snapshot = Mapping[str, list[Row]]
"""Rows as JSON, by their table."""
Key = tuple[Any, ...]
_COUNTED = frozenset({"score", "tier", "qualified", "stale", "updated_at"})
"""Columns of a lead that follow from its facts."""
_GOING_ON = (SearchStatus.ASKING, SearchStatus.RUNNING)


class Snapshots(Repository):
    """The workspace's leads, taken and put back."""

    async def take(self, lead_ids: Sequence[str]) -> dict[str, list[Row]]:
        """Everything of these leads, table by table."""
        await self.session.flush()
        ours = select(Lead.id).where(Lead.workspace == self.workspace, Lead.id.in_(lead_ids))
        found = (await self.session.scalars(ours)).all()
        taken = {}
        for table, of in tables():
            rows = await self.session.execute(select(table).where(of.in_(found)))
            taken[table.name] = [_written(dict(row)) for row in rows.mappings()]
        return taken

    async def put_back(self, kept: str, gone: str, before: Snapshot, after: Snapshot) -> bool:
        """Make two leads of one, as they were `before` it; `after` is the one as it was made.

        What happened to that one since stays so: what came to it or was changed is the kept lead's, what
        was taken away does not come back. True when anything happened but being scored anew.
        """
        now = await self.take([kept])
        whole: dict[str, list[Row]] = {}
        since = False
        for table, of in tables():
            restored = _Restored(table, of, kept, before.get(table.name, []))
            changed = restored.bring(after.get(table.name, []), now[table.name])
            since |= changed and table.name != "ls_score"
            whole[table.name] = restored.rows
        for table, of in reversed(tables()):
            await self.session.execute(delete(table).where(of.in_([kept, gone])))
        for table, _ in tables():
            if whole[table.name]:
                await self.session.execute(insert(table), [_read(table, row) for row in whole[table.name]])
        await self._look_again(gone)
        return since

    async def _look_again(self, lead_id: str) -> None:
        """Nobody looks for a lead that was away: a search that goes on begins with it anew, no other does."""
        going_on = select(ContactSearch.id).where(ContactSearch.status.in_(_GOING_ON))
        kind = ContactTarget.state.type
        state = case(
            (ContactTarget.search_id.in_(going_on), literal(TargetState.WAITING, kind)),
            else_=literal(TargetState.NOTHING, kind),
        )
        await self.session.execute(
            update(ContactTarget)
            .where(
                ContactTarget.lead_id == lead_id,
                ContactTarget.state.in_([TargetState.WAITING, TargetState.SEARCHING]),
            )
            .values(state=state)
            .execution_options(synchronize_session=False)
        )


class _Restored:
    """One table's rows of both leads, as they were and with what happened since."""

    def __init__(self, table: Table, of: Column[Any], kept: str, before: Sequence[Row]) -> None:
        self._table, self._of, self._kept = table, of, kept
        self.rows = [dict(row) for row in before]

    def bring(self, after: Sequence[Row], now: Sequence[Row]) -> bool:
        """Apply what happened between `after` and `now`; whether anything did."""
        was = {self._key(row): row for row in after}
        is_ = {self._key(row): row for row in now}
        gone = was.keys() - is_.keys()
        self.rows = [row for row in self.rows if self._key(row) not in gone]
        happened = bool(gone)
        for key, row in is_.items():
            news = self._news(was.get(key), row)
            if news:
                happened = True
                self._apply(key, row, news)
        return happened

    def _news(self, was: Row | None, row: Row) -> Row:
        """The columns that are otherwise than they were, and follow from nothing else."""
        if was is None:
            return row
        left_out = _COUNTED if self._table.name == Lead.__tablename__ else frozenset[str]()
        return {name: value for name, value in row.items() if value != was.get(name) and name not in left_out}

    def _apply(self, key: Key, row: Row, news: Row) -> None:
        """To the row of the kept lead; a row that is the same under either lead stays whose it was."""
        owned = self._of in self._table.primary_key.columns.values()
        for mine in self.rows:
            if self._key(mine) == key and (not owned or mine[self._of.name] == self._kept):
                mine.update({name: value for name, value in news.items() if name != self._of.name})
                return
        self.rows.append(row)

    def _key(self, row: Row) -> Key:
        """What makes a row of either lead the same row of the one that was kept."""
        columns = self._table.primary_key.columns
        return tuple(self._kept if column is self._of else row[column.name] for column in columns)


def tables() -> list[tuple[Table, Column[Any]]]:
    """The table of leads and every table that hangs on it, with the column that says on which."""
    leads: Any = Lead.__table__
    hanging = [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column is leads.c.id for key in column.foreign_keys)
    ]
    return [(leads, leads.c.id), *hanging]


def _written(row: Row) -> Row:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _read(table: Table, row: Row) -> Row:
    return {
        name: datetime.fromisoformat(value) if value and _is_time(table.columns[name]) else value
        for name, value in row.items()
    }


def _is_time(column: Column[Any]) -> bool:
    return isinstance(column.type, (DateTime, UtcDateTime))
