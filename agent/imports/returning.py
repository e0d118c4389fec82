"""The rows that could not be imported, as a file: where each stands, what is wrong, and its own cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import PurePath

from agent.imports.checking import BadRow
from agent.imports.table import Table
from agent.leads.table import harmless


def bad_file(rows: Sequence[BadRow], table: Table) -> str:
    """A CSV that can be mended and sent again: its first two columns are ignored when it is.

    The cells are those of the file; one that a spreadsheet would execute gets an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    titles = ("Line", "What is wrong", *(column.title for column in table.columns))
    writer.writerow([harmless(title) for title in titles])
    for bad in rows:
        writer.writerow([str(bad.row.line), harmless(bad.reason), *map(harmless, bad.row.cells)])
    return text.getvalue()


def bad_file_name(name: str) -> str:
    """What the file is called, after the one that it comes from."""
    stem = PurePath(name).stem[:60] or "leads"
    return f"{stem}-not-imported.csv"
