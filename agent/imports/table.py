"""A file as a table: understood once, before anything is imported, and read again when it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.imports.decoding import text_of
from agent.imports.dialect import Record, delimiter_of, records
from agent.imports.fields import Field
from agent.imports.files import RefusedError, Value
from agent.imports.mapping import guess, is_heading

MOST_ROWS = 10_000
"""Rows of one file that are imported at once."""
MOST_COLUMNS = 90
"""Columns of a file: as many as a window can ask about."""
SAMPLES = 3
LONGEST_SAMPLE = 60
_LOOKED_AT = 200
EMPTY = "That file is empty. Send one with a line of headings and a person in each line below."


class Column(Value):
    """One column: its heading, some of its values, and what it holds."""

    title: str
    samples: tuple[str, ...] = ()
    field: Field = Field.IGNORE


class Table(Value):
    """How a file was understood; without a `header`, its columns got names of ours."""

    encoding: str
    delimiter: str
    header: bool
    columns: tuple[Column, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(column.field for column in self.columns)

    def with_fields(self, fields: Sequence[Field]) -> Table:
        """The same table, its columns meaning these."""
        pairs = zip(self.columns, fields, strict=True)
        columns = tuple(column.model_copy(update={"field": field}) for column, field in pairs)
        return self.model_copy(update={"columns": columns})

    def without_samples(self) -> Table:
        """The same without anything that was in the file's rows."""
        columns = tuple(column.model_copy(update={"samples": ()}) for column in self.columns)
        return self.model_copy(update={"columns": columns})


def understand(content: bytes) -> tuple[Table, int]:
    """The table in a file and how many rows it has; `RefusedError` says why it is none, or too large."""
    text, encoding = text_of(content)
    delimiter = delimiter_of(text)
    found = list(records(text, delimiter))
    if not found:
        raise RefusedError(EMPTY)
    header = is_heading(found[0].cells)
    rows = found[1:] if header else found
    if not rows:
        raise RefusedError("That file has a line of headings and nothing below it.")
    _require_size(len(rows), max(len(found[0].cells), 1))
    titles = _titles(found[0].cells, header=header)
    values = [_values(rows[:_LOOKED_AT], place) for place in range(len(titles))]
    fields = guess(titles if header else [""] * len(titles), values)
    columns = tuple(
        Column(title=title, samples=_samples(each), field=field)
        for title, each, field in zip(titles, values, fields, strict=True)
    )
    return Table(encoding=encoding, delimiter=delimiter, header=header, columns=columns), len(rows)


def rows_of(content: bytes, table: Table) -> Iterator[Record]:
    """The rows of a file that was understood like this; the heading is none."""
    found = records(content.decode(table.encoding), table.delimiter)
    if table.header:
        next(found, None)
    return found


def sampled(table: Table, rows: Sequence[Record]) -> Table:
    """The same table with samples of these rows in the place of its own, where it has some."""
    pairs = enumerate(table.columns)
    columns = tuple(
        column.model_copy(update={"samples": _samples(_values(rows[:_LOOKED_AT], place))})
        if column.samples
        else column
        for place, column in pairs
    )
    return table.model_copy(update={"columns": columns})


def _require_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise RefusedError(
            f"That file has {rows:,} rows; I take up to {MOST_ROWS:,} at a time. "
            "Split it, and send the parts."
        )
    if columns > MOST_COLUMNS:
        raise RefusedError(
            f"That file has {columns:,} columns; I take up to {MOST_COLUMNS}. "
            "Leave out those that nobody needs."
        )


def _titles(cells: Sequence[str], *, header: bool) -> list[str]:
    names = [" ".join(cell.split())[:LONGEST_SAMPLE] if header else "" for cell in cells]
    return [name or f"Column {place}" for place, name in enumerate(names, 1)]


def _values(rows: Sequence[Record], place: int) -> list[str]:
    cells = (row.cells[place].strip() for row in rows if place < len(row.cells))
    return [cell for cell in cells if cell]


def _samples(values: Sequence[str]) -> tuple[str, ...]:
    shown = dict.fromkeys(" ".join(value.split())[:LONGEST_SAMPLE] for value in values)
    return tuple(shown)[:SAMPLES]
