"""The durable jobs of an import: reading the file, saving its rows, taking them back, forgetting the file."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from agent.durable import Durable, Job, surviving
from agent.errors import AgentError, NotFoundError
from agent.events import HomeChanged, ImportChanged, ImportDelivered
from agent.imports.card import LOST
from agent.imports.checking import BadRow, Batch, check_all
from agent.imports.dialect import Record
from agent.imports.erasing import without_deleted_people
from agent.imports.files import RefusedError, Upload
from agent.imports.saving import save_rows, without_deleted
from agent.imports.shelf import Shelf
from agent.imports.states import move
from agent.imports.table import Table, rows_of, understand
from agent.imports.undoing import source_of, take_back
from storage.models import ImportStatus, LeadImport
from storage.repositories import Repositories

READ_JOB, IMPORT_JOB, UNDO_JOB, FORGET_JOB = "import_read", "import", "import_undo", "import_forget"
ROWS_AT_ONCE = 250
"""Rows saved in one transaction: few enough that other writers get their turn."""
KEPT = timedelta(days=1)
"""How long a file stays here at most."""
NOT_READ = "I could not read that file, however often I tried. Please send it again."


@dataclass(frozen=True)
class Opened:
    """A file at work: its rows (none when it is gone), how many it had, and what they belong to."""

    rows: Sequence[Record]
    size: int
    table: Table
    batch: Batch


class ImportJobs:
    """Carries imports from one human decision to the next."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._store, self._durable, self._telling = shelf.store, shelf.durable, shelf.telling
        shelf.durable.add(
            Job(READ_JOB, self._read, at_once=4),
            Job(IMPORT_JOB, self._import, at_once=3),
            Job(UNDO_JOB, self._undo, at_once=3),
            Job(FORGET_JOB, self._forget, at_once=4),
        )

    # Reading

    async def _read(self, workspace: str, import_id: str) -> None:
        try:
            await self._durable.step("read", lambda: self._fetch(workspace, import_id))
        except AgentError:
            await self._shelf.write("refuse", workspace, lambda r: self._refuse(r, import_id, NOT_READ))
        await self._telling.in_job("show", ImportChanged(workspace, import_id))

    async def _fetch(self, workspace: str, import_id: str) -> None:
        """Fetch and understand the file. Its bytes go into their table and nowhere else, logs included."""
        async with self._store.reading(workspace) as repos:
            upload = Upload.model_validate((await found(repos.imports.get(import_id))).file)
        try:
            content = await self._shelf.files.fetch(upload)
            table, rows = await asyncio.to_thread(understand, content)
        except (RefusedError, NotFoundError) as error:
            async with self._store.transaction(workspace) as repos:
                await self._refuse(repos, import_id, str(error))
            return
        async with self._store.reading(workspace) as repos:
            content, table = await without_deleted_people(repos, content, table)
        async with self._store.transaction(workspace) as repos:
            row = await found(repos.imports.lock(import_id))
            if row.status is ImportStatus.READING:
                await repos.imports.put_content(import_id, content)
                row.table, row.rows, row.size = table.model_dump(mode="json"), rows, len(content)
                move(row, ImportStatus.DRAFT)

    async def _refuse(self, repos: Repositories, import_id: str, sentence: str) -> None:
        row = await found(repos.imports.lock(import_id))
        if row.status is ImportStatus.READING:
            row.problem = sentence
            move(row, ImportStatus.REFUSED)

    # Importing

    async def _import(self, workspace: str, import_id: str) -> None:
        with surviving(f"import {import_id}"):
            await self._save_all(workspace, import_id)
        bad = await self._shelf.write("settle", workspace, lambda r: self._settle(r, import_id))
        await self._telling.in_job("show", ImportChanged(workspace, import_id))
        if not bad or await self._telling.in_job("deliver", ImportDelivered(workspace, import_id)):
            await self._shelf.write("clear", workspace, lambda r: self._clear(r, import_id))
        await self._telling.in_job("home", HomeChanged(workspace, await self._owner(workspace, import_id)))

    async def _save_all(self, workspace: str, import_id: str) -> None:
        """Save what is not saved yet, in the same steps also when the file is gone meanwhile."""
        start = await self._shelf.write("begin", workspace, lambda r: self._done(r, import_id))
        opened = await self._open(workspace, import_id)
        for first in range(start, opened.size, ROWS_AT_ONCE):
            save = functools.partial(self._save, opened=opened, first=first)
            if not await self._shelf.write(f"rows from {first}", workspace, save):
                break
            await self._telling.now(ImportChanged(workspace, import_id, tick=True))

    async def _owner(self, workspace: str, import_id: str) -> str:
        async with self._store.reading(workspace) as repos:
            return (await found(repos.imports.get(import_id))).owner

    async def _done(self, repos: Repositories, import_id: str) -> int:
        return (await found(repos.imports.get(import_id))).done

    async def _open(self, workspace: str, import_id: str) -> Opened:
        """The file as it was understood; without rows when it is not here any more."""
        async with self._store.reading(workspace) as repos:
            row = await found(repos.imports.get(import_id))
            content = await repos.imports.content(import_id)
        return await asyncio.to_thread(opened_of, row, content)

    async def _save(self, repos: Repositories, opened: Opened, first: int) -> bool:
        """Save the next rows, unless somebody has stopped it or the file is not here any more."""
        row = await found(repos.imports.lock(opened.batch.import_id))
        rows = opened.rows[first : first + ROWS_AT_ONCE]
        if row.status is not ImportStatus.RUNNING or not rows:
            return False
        checked = await without_deleted(repos, rows, check_all(rows, opened.table, opened.batch, first))
        drafts = [each for each in checked if not isinstance(each, BadRow)]
        await save_rows(repos, drafts, opened.batch, row.owner)
        row.done, row.bad = first + len(rows), row.bad + len(checked) - len(drafts)
        row.added, _ = await repos.imports.count(row.id)
        return True

    async def _settle(self, repos: Repositories, import_id: str) -> int:
        """Put it into its end, or where it was stopped; how many rows there are to return.

        It also stops where its file is not here any more.
        """
        row = await found(repos.imports.lock(import_id))
        whole = row.done >= row.rows
        move(row, ImportStatus.FINISHED if whole else ImportStatus.STOPPED)
        row.added, _ = await repos.imports.count(import_id)
        row.ended_at = self._shelf.clock.now()
        return row.bad

    async def _clear(self, repos: Repositories, import_id: str) -> None:
        """A file that is imported, and whose bad rows are handed back, is not needed any more.

        One that was stopped is, and it may go on already.
        """
        row = await found(repos.imports.lock(import_id))
        if row.status is ImportStatus.FINISHED:
            await drop(repos, row)

    # Taking back

    async def _undo(self, workspace: str, import_id: str) -> None:
        whole = False
        with surviving(f"taking back import {import_id}"):
            await self._take_all_back(workspace, import_id)
            whole = True
        undone = functools.partial(self._undone, import_id=import_id, whole=whole)
        await self._shelf.write("settle", workspace, undone)
        await self._telling.in_job("show", ImportChanged(workspace, import_id))
        await self._telling.in_job("home", HomeChanged(workspace, await self._owner(workspace, import_id)))

    async def _take_all_back(self, workspace: str, import_id: str) -> None:
        after = ""
        for number in range(1_000_000):
            undo = functools.partial(self._take_back, import_id=import_id, after=after)
            after, _ = await self._shelf.write(f"take back {number}", workspace, undo)
            if not after:
                break
            await self._telling.now(ImportChanged(workspace, import_id, tick=True))

    async def _take_back(self, repos: Repositories, import_id: str, after: str) -> list[str]:
        """Take back some; the last lead that was looked at, or nothing at the end, and whose import it is."""
        row = await found(repos.imports.lock(import_id))
        links = await repos.imports.links(import_id, after, ROWS_AT_ONCE)
        if links:
            last = links[-1].lead_id
            row.removed += await take_back(repos, row, links)
            return [last, row.owner]
        return ["", row.owner]

    async def _undone(self, repos: Repositories, import_id: str, *, whole: bool) -> None:
        """Put it into its end; where something broke, into one from which it can be taken back again."""
        row = await found(repos.imports.lock(import_id))
        move(row, ImportStatus.UNDONE if whole else ImportStatus.STOPPED)
        if whole:
            await drop(repos, row)

    # Forgetting

    async def _forget(self, workspace: str, import_id: str, tries: str) -> None:
        """Forget a file that is a day old; one that is at work just now, a day later."""
        again = str(int(tries) + 1)
        if await self._shelf.write("forget", workspace, lambda r: self._let_go(r, import_id, again)):
            await self._telling.in_job("show", ImportChanged(workspace, import_id))

    async def _let_go(self, repos: Repositories, import_id: str, again: str) -> bool:
        """Whether something else is shown now: nobody could go on with what is gone."""
        row = await found(repos.imports.lock(import_id))
        if row.status in {ImportStatus.READING, ImportStatus.RUNNING, ImportStatus.STOPPING}:
            await forget_later(self._durable, repos, import_id, again)
            return False
        waited = row.status in {ImportStatus.DRAFT, ImportStatus.STOPPED}
        if row.status is ImportStatus.DRAFT:
            move(row, ImportStatus.EXPIRED)
        await drop(repos, row)
        return waited


async def found(row: Awaitable[LeadImport | None]) -> LeadImport:
    """The import; `NotFoundError` when there is none."""
    there = await row
    if there is None:
        raise NotFoundError(LOST)
    return there


async def drop(repos: Repositories, row: LeadImport) -> None:
    """Forget a file, and what was shown of its rows."""
    await repos.imports.forget_content(row.id)
    if row.table is not None:
        row.table = Table.model_validate(row.table).without_samples().model_dump(mode="json")


async def forget_later(durable: Durable, repos: Repositories, import_id: str, tries: str = "0") -> None:
    """Forget the file in a day, in the caller's transaction."""
    key = f"import:{import_id}:forget:{tries}"
    await durable.enqueue(repos.session, FORGET_JOB, repos.workspace, import_id, tries, key=key, delay=KEPT)


def opened_of(row: LeadImport, content: bytes | None) -> Opened:
    """The rows of a file that was understood; none without its content."""
    if row.table is None:
        raise NotFoundError(LOST)
    table = Table.model_validate(row.table)
    rows = list(rows_of(content, table)) if content is not None else []
    return Opened(rows, row.rows, table, Batch(row.id, source_of(row.name), row.created_at))
