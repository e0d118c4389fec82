"""How a table is written as text: what separates its cells, and its records with their lines."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from agent.imports.files import RefusedError

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What may separate cells, the likeliest first, with its name for people."""
LOOKED_AT = 50
"""Records that a guess is made from."""
LONGEST_CELL = 100_000
_TOLD = "sep="


@dataclass(frozen=True)
class Record:
    """One record: the line of the file where it begins, from 1, and its cells as they are."""

    line: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def delimiter_of(text: str) -> str:
    """What separates the cells: what gives most records equally many of them, and more than one."""
    told = text[: len(_TOLD) + 2].lower()
    if told.startswith(_TOLD) and text[len(_TOLD)] in DELIMITERS:
        return text[len(_TOLD)]
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """The share of records with the commonest number of cells, and that number; nothing where it is one."""
    try:
        widths = Counter(len(record.cells) for record in islice(_records(text, delimiter), LOOKED_AT))
    except RefusedError:
        return 0.0, 0
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return (count / widths.total(), width) if width > 1 else (0.0, 0)


def records(text: str, delimiter: str) -> Iterator[Record]:
    """All records that hold anything; `RefusedError` where the text is no table."""
    return _records(text, delimiter)


def _records(text: str, delimiter: str) -> Iterator[Record]:
    begins = 1
    skipped = 0
    if text[: len(_TOLD)].lower() == _TOLD and len(text.partition("\n")[0].strip()) <= len(_TOLD) + 1:
        text, skipped = text.partition("\n")[2], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise RefusedError(_broken(begins + skipped)) from error
        if cells is None:
            return
        record = Record(begins + skipped, tuple(cells))
        begins = reader.line_num + 1
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise RefusedError(_broken(record.line))
        if not record.blank:
            yield record


def rewritten(text: str, delimiter: str, change: Callable[[Record], Sequence[str]]) -> str:
    """The text with other cells where `change` says so; all records begin where they did."""
    lines = list(io.StringIO(text, newline=""))
    for record in records(text, delimiter):
        cells = change(record)
        if tuple(cells) != record.cells:
            end = _end(lines, record.line - 1, delimiter)
            lines[record.line - 1 : end] = _written(cells, delimiter, end - record.line + 1)
    return "".join(lines)


def _end(lines: Sequence[str], start: int, delimiter: str) -> int:
    """The line after the record that begins at this one."""
    reader = csv.reader(iter(lines[start:]), delimiter=delimiter)
    next(reader)
    return start + reader.line_num


def _written(cells: Sequence[str], delimiter: str, height: int) -> list[str]:
    """Cells as so many lines; those that are left over are blank, and no records."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter, lineterminator="\n").writerow(cells)
    lines = list(io.StringIO(made.getvalue(), newline=""))
    return lines + ["\n"] * (height - len(lines))


def _broken(line: int) -> str:
    return (
        f"Line {line:,} has a cell without an end: a quotation mark is opened there and not closed. "
        "Mend it, and send the file again."
    )
