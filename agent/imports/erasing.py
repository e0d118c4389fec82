"""Files without a person who is deleted on request: what waits to be imported, and what its card shows."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from agent.events import ImportChanged
from agent.imports.dialect import Record, rewritten
from agent.imports.fields import COLUMNS, Field
from agent.imports.table import Table, rows_of, sampled
from agent.leads.calling import GONE, Called
from agent.leads.draft import draft_values
from agent.leads.suppression import deleted_among
from storage.folding import folded
from storage.repositories import Repositories


def without(content: bytes, table: Table, person: Called) -> bytes:
    """The same file; every cell of a row about the person is blotted out, and their name in all others.

    Rows keep their lines and their number, so that an import that is at work goes on where it is.
    """
    text = content.decode(table.encoding)
    clean = rewritten(text, table.delimiter, lambda record: _cells(record, table.fields, person))
    return content if clean == text else clean.encode(table.encoding)


def _cells(record: Record, fields: Sequence[Field], person: Called) -> Sequence[str]:
    values = _values(record, fields)
    if person.is_line_about(values):
        return [GONE] * len(record.cells)
    # A namesake's row is theirs.
    same = folded(draft_values(values).get("name")) in set(map(folded, person.names))
    return record.cells if same else [person.without(cell) for cell in record.cells]


def _values(record: Record, fields: Sequence[Field]) -> Mapping[str, str]:
    pairs = zip(fields, record.cells, strict=False)
    return {COLUMNS[field]: cell.strip() for field, cell in pairs if field is not Field.IGNORE}


async def without_deleted_people(repos: Repositories, content: bytes, table: Table) -> tuple[bytes, Table]:
    """A file as it may be kept: nobody who was deleted on request is in it, not even while it waits."""
    if await repos.suppressions.salt() is None:
        return content, table
    people = [draft_values(_values(row, table.fields)) for row in rows_of(content, table)]
    gone = await deleted_among(repos, people)
    for person in gone:
        content = await asyncio.to_thread(without, content, table, person)
    return content, _sampled(content, table) if gone else table


def _sampled(content: bytes, table: Table) -> Table:
    """The table with samples of rows that are not blotted out."""
    return sampled(table, [each for each in rows_of(content, table) if set(each.cells) != {GONE}])


async def clean_files(repos: Repositories, person: Called) -> list[ImportChanged]:
    """Take the person out of every file that is kept; the imports whose cards show something else now."""
    changed = []
    for import_id in await repos.imports.kept():
        row, content = await repos.imports.lock(import_id), await repos.imports.content(import_id)
        if row is None or row.table is None or content is None:
            continue
        table = Table.model_validate(row.table)
        clean = await asyncio.to_thread(without, content, table, person)
        if clean != content:
            await repos.imports.put_content(import_id, clean)
            row.table = _sampled(clean, table).model_dump(mode="json")
            changed.append(ImportChanged(repos.workspace, import_id))
    return changed
