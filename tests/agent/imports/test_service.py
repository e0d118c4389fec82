"""Imports without Slack: what comes twice, what cannot be fetched, and what is forgotten when."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.errors import StaleError, UnavailableError
from agent.events import ImportChanged, ImportDelivered
from agent.imports import job
from agent.imports.card import ImportCard, ImportStatus
from agent.imports.fields import Field
from agent.imports.files import MemoryFiles, Upload
from agent.imports.job import NOT_READ
from agent.imports.service import Imports, Sent
from agent.imports.shelf import Shelf
from agent.telling import Telling
from storage.models import Decision
from tests.workshop import DANA, SAM, WORKSPACE, Workshop, workshop_at

pytestmark = pytest.mark.long

CONTENT = b"Name,E-mail\nAda,ada@x.example\nBea,bea\n"


@dataclass
class Desk:
    """An office in which files are in memory."""

    shop: Workshop
    imports: Imports
    files: MemoryFiles
    sent: int = field(default=0)

    async def send(self, content: bytes = CONTENT, key: str = "") -> ImportCard:
        """Send a file and have it read."""
        self.sent += 1
        self.shop.clock.at += timedelta(minutes=1)
        upload = Upload(id=f"F{self.sent}", name="crm.csv", size=len(content))
        self.files.contents[upload.id] = content
        sent = Sent(WORKSPACE, DANA.user, "D1", "1.1", key or f"Ev{self.sent}", (upload,))
        await self.imports.receive(sent)
        await self.shop.durable.settle()
        return await self.newest()

    async def newest(self) -> ImportCard:
        card = (await self.imports.of(DANA))[0]
        return await self.imports.get(DANA, card.id)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with workshop_at(tmp_path) as shop:
        files = MemoryFiles({})
        durable: Any = shop.durable
        telling = Telling(shop.store, durable, shop.audience)
        yield Desk(shop, Imports(Shelf(shop.store, durable, files, telling, shop.clock)), files)


async def test_a_delivery_that_comes_twice_is_one_import(desk: Desk) -> None:
    await desk.send(key="Ev9")
    await desk.send(key="Ev9")
    assert len(await desk.imports.of(DANA)) == 1
    assert await desk.imports.of(SAM) == []


async def test_a_file_that_was_not_imported_is_forgotten_after_a_day(desk: Desk) -> None:
    card = await desk.send()
    assert (card.status, card.kept, card.rows) == (ImportStatus.DRAFT, True, 2)
    await desk.shop.durable.settle(delayed=True)
    card = await desk.newest()
    assert (card.status, card.kept) == (ImportStatus.EXPIRED, False)
    assert "ada@x.example" not in str(card.table)
    with pytest.raises(StaleError, match="forgotten that file"):
        await desk.imports.start(DANA, card.id, card.segment)


async def test_an_imported_file_goes_when_its_bad_rows_are_handed_back(desk: Desk) -> None:
    card = await desk.send()
    await desk.imports.start(DANA, card.id, 0)
    await desk.shop.durable.settle()
    card = await desk.newest()
    assert (card.status, card.added, card.merged, card.bad) == (ImportStatus.FINISHED, 1, 0, 1)
    assert not card.kept
    assert desk.shop.audience.of(ImportDelivered) == [ImportDelivered(WORKSPACE, card.id)]
    assert await desk.imports.bad_rows(WORKSPACE, card.id) is None


async def test_what_breaks_stops_an_import_that_can_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await desk.send()

    async def broken(*_: object) -> None:
        raise RuntimeError("odd in a new way")

    with monkeypatch.context() as patched:
        patched.setattr(job, "save_rows", broken)
        await desk.imports.start(DANA, card.id, card.segment)
        await desk.shop.durable.settle()
    card = await desk.newest()
    assert (card.status, card.kept, card.done) == (ImportStatus.STOPPED, True, 0)
    await desk.imports.start(DANA, card.id, card.segment)
    await desk.shop.durable.settle()
    assert (await desk.newest()).status is ImportStatus.FINISHED


async def test_an_undo_that_breaks_can_be_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await desk.send()
    await desk.imports.start(DANA, card.id, card.segment)
    await desk.shop.durable.settle()

    async def broken(*_: object) -> None:
        raise RuntimeError("odd in a new way")

    with monkeypatch.context() as patched:
        patched.setattr(job, "take_back", broken)
        await desk.imports.undo(DANA, card.id, (await desk.newest()).segment)
        await desk.shop.durable.settle()
    card = await desk.newest()
    assert card.status is ImportStatus.STOPPED
    await desk.imports.undo(DANA, card.id, card.segment)
    await desk.shop.durable.settle()
    card = await desk.newest()
    assert (card.status, card.removed) == (ImportStatus.UNDONE, 1)


async def test_taken_up_after_its_file_was_cleared_an_import_has_the_same_steps(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Steps are found by their order: one that is missing there would break the job for ever."""
    card = await desk.send()
    durable, steps = desk.shop.durable, list[tuple[str, Any]]()
    await desk.imports.start(DANA, card.id, card.segment)
    carried_out = durable.transaction

    async def recording(name: str, body: Any) -> Any:
        steps.append((name, await carried_out(name, body)))
        return steps[-1][1]

    monkeypatch.setattr(durable, "transaction", recording)
    await durable._jobs[job.IMPORT_JOB].body(WORKSPACE, card.id)
    assert not (await desk.newest()).kept
    before = iter(steps)

    async def replayed(name: str, _body: Any) -> Any:
        known, result = next(before)
        assert known == name
        return result

    monkeypatch.setattr(durable, "transaction", replayed)
    await durable._jobs[job.IMPORT_JOB].body(WORKSPACE, card.id)
    assert list(before) == []


async def test_bad_rows_that_cannot_be_shown_yet_keep_the_file(desk: Desk) -> None:
    card = await desk.send()
    desk.shop.audience.error = UnavailableError("Slack is not answering.")
    await desk.imports.start(DANA, card.id, 0)
    await desk.shop.durable.settle()
    assert (await desk.newest()).kept
    returned = await desk.imports.bad_rows(WORKSPACE, card.id)
    assert returned is not None
    assert "3,“bea” is no e-mail address.,Bea,bea" in returned.text


async def deleted(desk: Desk, email: str) -> None:
    async with desk.shop.store.reading(WORKSPACE) as repos:
        (lead,) = await repos.leads.by_keys([("email", email)])
    await desk.shop.erasing.delete(DANA, lead.id)
    await desk.shop.durable.settle()


async def test_who_was_deleted_is_handed_back_without_their_cells(desk: Desk) -> None:
    card = await desk.send(b"Name,E-mail\nAda,ada@x.example\n")
    await desk.imports.start(DANA, card.id, 0)
    await desk.shop.durable.settle()
    await deleted(desk, "ada@x.example")
    card = await desk.send(b"Name,E-mail\nBea,bea@x.example\nAda B.,ADA@x.example\n")
    desk.shop.audience.error = UnavailableError("Slack is not answering.")
    await desk.imports.start(DANA, card.id, 0)
    await desk.shop.durable.settle()
    card = await desk.newest()
    assert (card.added, card.merged, card.bad) == (1, 0, 1)
    returned = await desk.imports.bad_rows(WORKSPACE, card.id)
    assert returned is not None
    assert returned.text.splitlines()[1].startswith('3,"This person asked to be forgotten')
    assert "Ada" not in returned.text
    assert "ADA@" not in returned.text


async def test_a_file_that_waits_forgets_who_is_deleted_meanwhile(desk: Desk) -> None:
    first = await desk.send(b"Name,E-mail\nAda Berg,ada@x.example\n")
    await desk.imports.start(DANA, first.id, 0)
    await desk.shop.durable.settle()
    card = await desk.send(b"Name,E-mail\nAda Berg,ada@x.example\nBea,bea@x.example\n")
    await deleted(desk, "ada@x.example")
    shown = await desk.newest()
    assert "ada@x.example" not in str(shown.table)
    assert "bea@x.example" in str(shown.table)
    assert ImportChanged(WORKSPACE, card.id) in desk.shop.audience.heard
    async with desk.shop.store.reading(WORKSPACE) as repos:
        assert b"ada" not in (await repos.imports.content(card.id) or b"").lower()
    await desk.imports.start(DANA, card.id, 0)
    await desk.shop.durable.settle()
    card = await desk.newest()
    assert (card.status, card.done, card.added, card.bad) == (ImportStatus.FINISHED, 2, 1, 1)


async def test_what_cannot_be_fetched_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_upload: Upload) -> bytes:
        raise UnavailableError("Slack is not handing out files just now.")

    monkeypatch.setattr(desk.files, "fetch", broken)
    card = await desk.send()
    assert (card.status, card.problem) == (ImportStatus.REFUSED, NOT_READ)


async def test_columns_stay_as_they_were_once_it_is_imported(desk: Desk) -> None:
    card = await desk.send()
    await desk.imports.choose_columns(DANA, card.id, [Field.IGNORE, Field.EMAIL])
    await desk.imports.start(DANA, card.id, 0)
    with pytest.raises(StaleError, match="decided already"):
        await desk.imports.choose_columns(DANA, card.id, [Field.NAME, Field.EMAIL])
    await desk.shop.durable.settle()
    async with desk.shop.store.reading(WORKSPACE) as repos:
        assert [(lead.name, lead.email) for lead in await repos.leads.latest(DANA.user)] == [
            (None, "ada@x.example")
        ]
    assert ImportChanged(WORKSPACE, card.id) in desk.shop.audience.heard


async def test_who_is_known_by_a_name_alone_and_was_rejected_is_rejected_again(desk: Desk) -> None:
    for content in (b"Name,Company\nAda Berg,Berg AG\n", b"Name,Company\nADA BERG,Berg AG\nBea,Berg AG\n"):
        card = await desk.send(content)
        await desk.imports.start(DANA, card.id, 0)
        await desk.shop.durable.settle()
        async with desk.shop.store.transaction(WORKSPACE) as repos:
            for lead in await repos.leads.latest(DANA.user):
                if lead.name == "Ada Berg":
                    lead.decision, lead.reason = Decision.REJECTED, "no"
    async with desk.shop.store.reading(WORKSPACE) as repos:
        found = {lead.name: (lead.decision, lead.reason) for lead in await repos.leads.latest(DANA.user)}
    assert found["ADA BERG"] == (Decision.REJECTED, "no")
    assert found["Bea"] == (Decision.PROPOSED, None)
