"""Imports as people use them: send a file, say what its columns are, import, stop, go on, undo."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from agent.audit import AuditAct, note
from agent.errors import InvalidError, StaleError
from agent.events import HomeChanged, ImportChanged
from agent.imports.card import ImportCard, import_card
from agent.imports.checking import BadRow, check_all
from agent.imports.fields import Field
from agent.imports.files import Upload
from agent.imports.job import (
    IMPORT_JOB,
    READ_JOB,
    UNDO_JOB,
    ImportJobs,
    drop,
    forget_later,
    found,
    opened_of,
)
from agent.imports.mapping import problem
from agent.imports.returning import bad_file, bad_file_name
from agent.imports.saving import without_deleted
from agent.imports.shelf import Shelf
from agent.imports.states import move
from agent.imports.table import Table
from agent.roles import Actor, require_owner
from storage.models import ImportStatus, LeadImport
from storage.repositories import Repositories

FORGOTTEN = "I have forgotten that file. Please send it again: nobody is imported twice."


@dataclass(frozen=True)
class Sent:
    """Files that somebody sent; `key` names the delivery. Without a thread the card stands by itself."""

    workspace: str
    author: str
    channel: str
    thread_ts: str
    key: str
    uploads: tuple[Upload, ...]


@dataclass(frozen=True)
class Returned:
    """Rows that could not be imported, as a file."""

    name: str
    text: str
    rows: int


class Imports:
    """Takes people's decisions on files; the work itself is `ImportJobs`'."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._store, self._durable = shelf.store, shelf.durable
        self._telling, self._clock = shelf.telling, shelf.clock
        ImportJobs(shelf)

    async def receive(self, sent: Sent) -> None:
        """Take files, once for each delivery: they are read, and nothing is imported yet."""
        async with self._store.transaction(sent.workspace) as repos:
            if not await repos.events.claim(sent.key, self._clock.now()):
                return
            for upload in sent.uploads:
                await self._take(repos, sent, upload)

    async def _take(self, repos: Repositories, sent: Sent, upload: Upload) -> None:
        row = LeadImport(
            id=uuid.uuid4().hex[:12],
            workspace=sent.workspace,
            owner=sent.author,
            channel=sent.channel,
            thread_ts=sent.thread_ts,
            name=upload.name,
            size=upload.size,
            status=ImportStatus.READING,
            created_at=self._clock.now(),
            file=upload.model_dump(mode="json"),
        )
        await repos.imports.add(row)
        key = f"import:{row.id}:read"
        await self._durable.enqueue(repos.session, READ_JOB, row.workspace, row.id, key=key)
        await forget_later(self._durable, repos, row.id)
        await self._telling.later(repos, ImportChanged(row.workspace, row.id))

    async def card(self, workspace: str, import_id: str) -> ImportCard:
        """The import with everything that its card shows."""
        async with self._store.reading(workspace) as repos:
            row = await repos.imports.get(import_id)
            return import_card(row, kept=await repos.imports.has_content(import_id))

    async def get(self, actor: Actor, import_id: str) -> ImportCard:
        """The same for whoever may decide over it."""
        card = await self.card(actor.workspace, import_id)
        require_owner(actor, card.owner)
        return card

    async def of(self, actor: Actor) -> list[ImportCard]:
        """The actor's imports, newest first."""
        async with self._store.reading(actor.workspace) as repos:
            return [import_card(row) for row in await repos.imports.of(actor.user)]

    async def choose_columns(self, actor: Actor, import_id: str, fields: Sequence[Field]) -> None:
        """Say what the columns hold; `InvalidError` when that names nobody, or one thing twice."""
        if (wrong := problem(fields)) is not None:
            raise InvalidError(wrong)
        async with self._store.transaction(actor.workspace) as repos:
            row = await self._locked(repos, actor, import_id)
            if row.status is not ImportStatus.DRAFT or row.table is None:
                raise StaleError("That was decided already; the card shows where the import is.")
            table = Table.model_validate(row.table)
            if len(fields) != len(table.columns):
                raise InvalidError("That is not the file that is shown here any more.")
            row.table = table.with_fields(fields).model_dump(mode="json")
            await self._changed(repos, row)

    async def start(self, actor: Actor, import_id: str, segment: int) -> None:
        """Import a file, or go on with one that was stopped; a second click finds it going on."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await self._locked(repos, actor, import_id, segment)
            move(row, ImportStatus.RUNNING)
            if not await repos.imports.has_content(import_id) or row.table is None:
                raise StaleError(FORGOTTEN)
            if (wrong := problem(Table.model_validate(row.table).fields)) is not None:
                raise InvalidError(wrong)
            row.segment += 1
            key = f"import:{row.id}:seg:{row.segment}"
            await self._durable.enqueue(repos.session, IMPORT_JOB, row.workspace, row.id, key=key)
            note(repos, actor.user, AuditAct.LEADS_IMPORTED, self._clock.now(), row.id, row.name)
            await self._changed(repos, row)

    async def stop(self, actor: Actor, import_id: str, segment: int) -> None:
        """Stop after the rows at work; what is imported stays."""
        async with self._store.transaction(actor.workspace) as repos:
            await self.halt(repos, await self._locked(repos, actor, import_id, segment))

    async def halt(self, repos: Repositories, row: LeadImport) -> None:
        """Stop an import that is locked, in the caller's transaction."""
        move(row, ImportStatus.STOPPING)
        await self._changed(repos, row)

    async def discard(self, actor: Actor, import_id: str) -> None:
        """Forget a file that was not imported."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await self._locked(repos, actor, import_id)
            move(row, ImportStatus.DISCARDED)
            await drop(repos, row)
            await self._changed(repos, row)

    async def undo(self, actor: Actor, import_id: str, segment: int) -> None:
        """Take back what only this import brought."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await self._locked(repos, actor, import_id, segment)
            move(row, ImportStatus.UNDOING)
            row.segment += 1
            key = f"import:{row.id}:undo:{row.segment}"
            await self._durable.enqueue(repos.session, UNDO_JOB, row.workspace, row.id, key=key)
            note(repos, actor.user, AuditAct.IMPORT_UNDONE, self._clock.now(), row.id, row.name)
            await self._changed(repos, row)

    async def bad_rows(self, workspace: str, import_id: str) -> Returned | None:
        """The rows that could not be imported, while the file is here."""
        async with self._store.reading(workspace) as repos:
            row = await found(repos.imports.get(import_id))
            content = await repos.imports.content(import_id)
        if content is None:
            return None
        opened = await asyncio.to_thread(opened_of, row, content)
        rows = opened.rows[: row.done]
        checked = await asyncio.to_thread(check_all, rows, opened.table, opened.batch)
        async with self._store.reading(workspace) as repos:
            whole = await without_deleted(repos, rows, checked)
        bad = [each for each in whole if isinstance(each, BadRow)]
        return Returned(bad_file_name(row.name), bad_file(bad, opened.table), len(bad)) if bad else None

    async def _locked(
        self, repos: Repositories, actor: Actor, import_id: str, segment: int | None = None
    ) -> LeadImport:
        row = await found(repos.imports.lock(import_id))
        require_owner(actor, row.owner)
        if segment is not None and segment != row.segment:
            raise StaleError("That was decided already; the card shows where the import is.")
        return row

    async def _changed(self, repos: Repositories, row: LeadImport) -> None:
        await self._telling.later(repos, ImportChanged(row.workspace, row.id))
        await self._telling.later(repos, HomeChanged(row.workspace, row.owner))
