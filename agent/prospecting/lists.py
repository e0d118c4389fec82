"""A list of companies that a workspace uploads: read from a file, kept, and asked like any other source."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.discovery.listed import ListedCompany
from agent.icp.pasted import named_by
from agent.imports.fields import Field
from agent.imports.files import Files, RefusedError, Upload
from agent.imports.table import Table, rows_of, understand
from agent.pages.urls import company_domain
from agent.roles import Act, Actor, require
from storage.models import CompanyList
from storage.store import Store

MOST = 5_000
"""Companies of a list."""
_NAME, _TEXT = 80, 200
NO_SITES = "No line of that file has a company's own site. Add a column with them, and upload it again."
TOO_MANY = f"That list has more than {MOST:,} companies. Split it, and upload the part that matters most."
_SITES, _NAMES = (Field.WEBSITE, Field.EMAIL, Field.IGNORE), (Field.COMPANY, Field.NAME)
_TOLD = (Field.INDUSTRY, Field.LOCATION, Field.IGNORE)


@dataclass(frozen=True)
class ListCard:
    """A workspace's list: the file's name, its companies, lines without a site of their own, who sent it."""

    name: str
    count: int
    left_out: int
    added_by: str
    added_at: datetime


class _Kept(BaseModel):
    companies: tuple[ListedCompany, ...] = ()
    left_out: int = 0


def read_list(content: bytes) -> tuple[tuple[ListedCompany, ...], int]:
    """The companies of a file, each once, and how many lines had none; `RefusedError` says what is wrong."""
    table, _ = understand(content)
    if any(company_domain(column.title) for column in table.columns):
        # What looks like a heading has a site in it: a list without one.
        table = table.model_copy(update={"header": False})
    found: dict[str, ListedCompany] = {}
    lines = 0
    for cells in _rows(content, table):
        company = _company(cells)
        lines += company is None
        if company is not None:
            found.setdefault(company.domain, company)
    if not found:
        raise RefusedError(NO_SITES)
    if len(found) > MOST:
        raise RefusedError(TOO_MANY)
    return tuple(found.values()), lines


def _rows(content: bytes, table: Table) -> Iterator[list[tuple[Field, str]]]:
    for record in rows_of(content, table):
        yield [
            (field, " ".join(cell.split()))
            for field, cell in zip(table.fields, record.cells, strict=False)
            if cell.strip()
        ]


def _company(cells: Sequence[tuple[Field, str]]) -> ListedCompany | None:
    """A line's company: the site's column counts first, then addresses, then any cell that is a site."""
    ordered = (cell for wanted in _SITES for field, cell in cells if field is wanted)
    domain = next((site for cell in ordered if (site := _site(cell))), None)
    if domain is None:
        return None
    names = (cell for wanted in _NAMES for field, cell in cells if field is wanted)
    return ListedCompany(name=next(names, named_by(domain))[:_NAME], domain=domain, text=_told(cells))


def _site(cell: str) -> str | None:
    """The company's site that a cell is; to look closely takes time, and most are words."""
    return company_domain(cell) if "." in cell else None


def _told(cells: Sequence[tuple[Field, str]]) -> str:
    """What a line says besides, as much as is kept."""
    told = ""
    for field, cell in cells:
        if len(told) >= _TEXT:
            break
        if field in _TOLD and _site(cell) is None:
            told = f"{told} · {cell}" if told else cell
    return told[:_TEXT]


class CompanyLists:
    """The list of each workspace. Who may change its settings may do this."""

    def __init__(self, store: Store, files: Files, clock: Clock) -> None:
        self._store = store
        self._files = files
        self._clock = clock

    async def of(self, workspace: str) -> tuple[ListedCompany, ...]:
        """What is searched; none without a list."""
        async with self._store.reading(workspace) as repos:
            row = await repos.prospecting.company_list()
            return _Kept.model_validate(row.document).companies if row is not None else ()

    async def card(self, actor: Actor) -> ListCard | None:
        """What there is, for who may change it."""
        require(actor, Act.SETTLE)
        async with self._store.reading(actor.workspace) as repos:
            row = await repos.prospecting.company_list()
            return _card(row) if row is not None else None

    async def upload(self, actor: Actor, upload: Upload) -> None:
        """Take a file in place of the list; the same again changes nothing. Raises as `Files` does."""
        require(actor, Act.SETTLE)
        content = await self._files.fetch(upload)
        companies, left_out = await asyncio.to_thread(read_list, content)
        document = _Kept(companies=companies, left_out=left_out).model_dump(mode="json")
        async with self._store.transaction(actor.workspace) as repos:
            row = await repos.prospecting.company_list()
            if row is not None and (row.name, row.document) == (upload.name, document):
                return
            now = self._clock.now()
            await repos.prospecting.put_company_list(upload.name, document, actor.user, now)
            detail = f"list of companies: {upload.name}, {len(companies):,}"
            note(repos, actor.user, AuditAct.SETTINGS_CHANGED, now, actor.workspace, detail)

    async def remove(self, actor: Actor) -> None:
        """Search the list no more, and forget it; to remove it twice is no error."""
        require(actor, Act.SETTLE)
        async with self._store.transaction(actor.workspace) as repos:
            if await repos.prospecting.drop_company_list():
                detail, now = "list of companies: removed", self._clock.now()
                note(repos, actor.user, AuditAct.SETTINGS_CHANGED, now, actor.workspace, detail)


def _card(row: CompanyList) -> ListCard:
    kept = _Kept.model_validate(row.document)
    return ListCard(row.name, len(kept.companies), kept.left_out, row.added_by, row.added_at)
