"""An import as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.errors import NotFoundError
from agent.imports.dialect import DELIMITERS
from agent.imports.files import Upload
from agent.imports.mapping import problem
from agent.imports.table import Table
from storage.models import ImportStatus, LeadImport

__all__ = ["ImportCard", "ImportStatus", "import_card"]

LOST = "I don't have that import any more."


@dataclass(frozen=True)
class ImportCard:
    """One file with where its import stands.

    `missing` says what keeps it from being imported, if anything; `kept` whether the file is still here,
    `said` whether its sender wrote something besides.
    `merged` rows joined people who were known, from before or from an earlier row.
    """

    id: str
    workspace: str
    owner: str
    channel: str
    thread_ts: str
    name: str
    status: ImportStatus
    created_at: datetime
    table: Table | None
    missing: str
    problem: str
    segment: int
    rows: int
    done: int
    added: int
    bad: int
    removed: int
    kept: bool
    said: bool

    @property
    def merged(self) -> int:
        return max(0, self.done - self.bad - self.added)

    @property
    def written(self) -> str:
        """How the file is written, for people."""
        if self.table is None:
            return ""
        names = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
        encoding = names.get(self.table.encoding, self.table.encoding.upper().replace("_", "-"))
        return f"{DELIMITERS[self.table.delimiter]}, {encoding}"


def import_card(row: LeadImport | None, *, kept: bool = False) -> ImportCard:
    """The card of a row; `NotFoundError` when there is none."""
    if row is None:
        raise NotFoundError(LOST)
    table = Table.model_validate(row.table) if row.table is not None else None
    return ImportCard(
        id=row.id,
        workspace=row.workspace,
        owner=row.owner,
        channel=row.channel,
        thread_ts=row.thread_ts,
        name=row.name,
        status=row.status,
        created_at=row.created_at,
        table=table,
        missing=(problem(table.fields) or "") if table is not None else "",
        problem=row.problem,
        segment=row.segment,
        rows=row.rows,
        done=row.done,
        added=row.added,
        bad=row.bad,
        removed=row.removed,
        kept=kept,
        said=Upload.model_validate(row.file).said,
    )


def line(card: ImportCard) -> str:
    """An import in a line, for a model."""
    return (
        f"“{card.name}”: {card.status.value}, {card.rows} rows, {card.added} new people, {card.bad} bad rows"
    )


def lines(cards: Sequence[ImportCard]) -> str:
    """Several in their order."""
    return "\n".join(f"{number}. {line(card)}" for number, card in enumerate(cards, 1))
