"""What is wrong with a row, in words: pure. A row with which nothing is wrong tells of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.imports.dialect import Record
from agent.imports.fields import COLUMNS, LABELS, Field
from agent.imports.table import Table
from agent.leads import normal
from agent.leads.calling import GONE
from agent.leads.draft import LeadDraft, draft

LONGEST_VALUE = 500
"""Characters of one value; what is longer is no name, title or address."""
SHOWN = 60
FORGOTTEN = "This person asked to be forgotten, and was deleted: they are not taken up again."
WHO = "Nothing says who this is: it takes an e-mail, a profile URL, or a name and a company."


@dataclass(frozen=True)
class Batch:
    """What the rows belong to: an import, the source of its facts, and when its file came."""

    import_id: str
    source: str
    at: datetime


@dataclass(frozen=True)
class BadRow:
    """A row that is no lead, and why."""

    row: Record
    reason: str


def check(row: Record, number: int, table: Table, batch: Batch) -> LeadDraft | BadRow:
    """The lead of a row, or what is wrong with it. Of two rows the later counts as seen later."""
    if row.cells and set(row.cells) == {GONE}:
        return forgotten_row(row)
    values = _values(row, table)
    if isinstance(values, str):
        return BadRow(row, values)
    found = _wrong(values)
    if found is not None:
        return BadRow(row, found)
    columns = {COLUMNS[field]: value for field, value in values.items()}
    drafted = draft(columns, f"import {batch.import_id}", batch.at + timedelta(microseconds=number))
    return drafted if drafted is not None else BadRow(row, WHO)


def check_all(rows: Iterable[Record], table: Table, batch: Batch, first: int = 0) -> list[LeadDraft | BadRow]:
    """The same of rows that follow each other, the first of which has this number."""
    return [check(row, number, table, batch) for number, row in enumerate(rows, first)]


def forgotten_row(row: Record) -> BadRow:
    """A row of somebody who was deleted on request. Its cells are not repeated: its line says where it is."""
    return BadRow(Record(row.line, ("",) * len(row.cells)), FORGOTTEN)


def _values(row: Record, table: Table) -> dict[Field, str] | str:
    """The cells that are wanted, by field; or a sentence where the row has not the columns of its table."""
    width = len(table.columns)
    if len(row.cells) < width or any(cell.strip() for cell in row.cells[width:]):
        there = len(row.cells)
        return f"It has {there:,} cell{'' if there == 1 else 's'} where there are {width:,} columns."
    pairs = zip(table.fields, row.cells, strict=False)
    cells = ((field, _clean(cell)) for field, cell in pairs if field is not Field.IGNORE)
    return {field: cell for field, cell in cells if cell}


def _clean(cell: str) -> str:
    """The words of a cell; what cannot be seen is left out."""
    return " ".join("".join(char if char.isprintable() else " " for char in cell).split())


def _wrong(values: Mapping[Field, str]) -> str | None:
    for field, value in values.items():
        if len(value) > LONGEST_VALUE:
            return f"{LABELS[field]} is {len(value):,} characters long; up to {LONGEST_VALUE} are taken."
    email, profile = values.get(Field.EMAIL), values.get(Field.PROFILE)
    if email and normal.email(email) is None:
        return f"“{_shown(email)}” is no e-mail address."
    if profile and (" " in profile or normal.profile(profile) is None):
        return f"“{_shown(profile)}” is no address of a profile."
    return None


def _shown(value: str) -> str:
    return value if len(value) <= SHOWN else f"{value[: SHOWN - 1]}…"
