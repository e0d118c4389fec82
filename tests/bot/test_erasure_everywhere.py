"""Whoever came by a run, a file, a search, a research, a review: deleted, they are nowhere, and stay away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from agent.discovery.source import Result
from agent.icp.intake import checked
from agent.leads.saving import Delivery, Found, save_leads
from agent.market.providers.server import ProviderServer
from agent.market.web.directory import lookalikes, seeds
from agent.market.web.profiles import groups
from agent.market.web.server import MarketServer
from agent.pages.resolver import FictionalResolver, nowhere
from agent.prospecting.card import SessionState
from agent.prospecting.service import Asked
from agent.review.place import Place
from agent.roles import Actor, Role
from bot.finding import Finding
from storage.models import Decision, Lead, ResultRow
from tests.conftest import Databases
from tests.kept import named_in, names
from tests.storage import rows
from tests.support import Office, Thread, office_at, said

pytestmark = [pytest.mark.soak, pytest.mark.timeout(400)]
DANA = Actor("T0SANDBOX1", "U0DANAREP1")
ADMIN = Actor(DANA.workspace, "U0ADMIN", Role.ADMIN)
PATIENCE = 150.0
GROUP = groups()[0]
PROFILE = "https://www.linkedin.com/in/quillfeather-77"
"""What nobody else in the market has."""


@dataclass
class Few:
    """A source that knows a few companies of the market, whatever is asked."""

    domains: Sequence[str]
    name: str = "few"
    title: str = "A few"
    asked: list[str] = field(default_factory=list)

    async def search(self, _workspace: str, query: str, page: int) -> Sequence[Result]:
        self.asked.append(query)
        return [Result(each, f"https://{each}/", "") for each in self.domains] if page == 1 else []


@asynccontextmanager
async def market_office(folder: Path, url: str) -> AsyncIterator[Office]:
    """An office over the fictional market, where searches find a few companies."""
    few = Few([each.domain for each in lookalikes(GROUP) if each not in seeds(GROUP, 5)][:5])
    async with MarketServer(pace=0.0, seen_only=False) as web, ProviderServer() as vendors:
        resolver = FictionalResolver(web.resolve, FictionalResolver(nowhere))
        parts = Finding(lambda _http, _keys, _urls: (few,))
        async with office_at(
            folder, database_url=url, parts=parts, provider_urls=vendors.urls, resolver=resolver
        ) as office:
            await office.services.vendors.use_demo(ADMIN)
            yield office


async def searched(office: Office, key: str) -> None:
    """A search for customers like one's own, to its end."""
    customers = "\n".join(f"{each.company.name} {each.domain}" for each in seeds(GROUP, 5))
    intake = checked("mine.example", customers).intake
    assert intake is not None
    prospecting: Any = office.services.prospecting
    session_id = await prospecting.begin(DANA, Asked(key, intake))
    await prospecting.confirm(DANA, session_id)
    await reached(office, session_id, SessionState.CANDIDATES_FOUND)
    await prospecting.enrich(DANA, session_id)
    await reached(office, session_id, SessionState.SUMMARY_EMITTED)
    await office.sandbox.idle()


async def reached(office: Office, session_id: str, state: SessionState) -> None:
    prospecting: Any = office.services.prospecting
    async with asyncio.timeout(PATIENCE):
        while (card := await prospecting.card(DANA.workspace, session_id)).state is not state:
            assert card.state is not SessionState.FAILED, card.sentence
            await asyncio.sleep(0.1)


async def somebody(office: Office) -> Lead:
    """One whom the search found, with a verified address; they get a profile of their own by hand."""
    async with office.leadsmith.store.reading(DANA.workspace) as repos:
        found = await repos.leads.latest(DANA.user, 100)
    lead = next(each for each in found if each.email)
    told = {"name": lead.name, "title": lead.title, "company": lead.company, "email": lead.email}
    known = {name: value or "" for name, value in told.items()}
    async with office.leadsmith.store.reading(DANA.workspace) as repos:
        known |= {
            each.field: each.value for each in await repos.leads.facts(lead.id) if each.field == "website"
        }
    await office.services.records.edit(DANA, lead.id, known | {"profile_url": PROFILE})
    async with office.leadsmith.store.reading(DANA.workspace) as repos:
        edited = await repos.lead_records.get(lead.id)
    assert edited is not None
    return edited


async def sent(office: Office, name: str, content: bytes) -> Thread:
    return Thread(office, office.dana, await office.dana.send("", files=[(name, content)]))


def listed(lead: Lead, notes: str = "") -> str:
    head = "Name,Company,E-mail,LinkedIn,Notes\n"
    return f"{head}{lead.name},{lead.company},{lead.email},{lead.profile_url},{notes}\n"


async def imported(office: Office, name: str, text: str, *words: str) -> None:
    thread = await sent(office, name, text.encode())
    await thread.click(f"Import {text.count(chr(10)) - 1} row{'s' if text.count(chr(10)) > 2 else ''}")
    await thread.shows(f"Imported {name}", *words, seconds=PATIENCE)
    await office.sandbox.idle()


async def run_found(office: Office, lead: Lead) -> None:
    """A run that delivered the person, as its rows are kept."""
    line = {"fullname": lead.name or "", "professionalemail": lead.email or ""}
    async with office.leadsmith.store.transaction(DANA.workspace) as repos:
        repos.plans.add(rows.approved(DANA.workspace, author=DANA.user, goal=f"find {lead.name}"))
        await repos.session.flush()
        repos.runs.add(rows.run(DANA.workspace, owner=DANA.user, ended_at=rows.NOW), [])
        await repos.session.flush()
        row = ResultRow(run_id="run1", position=1, attempt=1, number=0, source=None, line=line)
        await repos.runs.add_rows([row])
        found = Found(line, dict.fromkeys(line, "A.js"))
        await save_leads(repos, [found], Delivery("run1", DANA.user, rows.NOW))


async def researched(office: Office, whom: str) -> None:
    thread = await office.says(f"research {whom}")
    await office.until(lambda: thread._with("Research deeper"), PATIENCE)


async def worked_with(office: Office, lead: Lead) -> None:
    """Everything that names the person: searches, researches, decisions, a file that waits."""
    domain = (lead.email or "").partition("@")[2]
    await researched(office, f"{lead.name} at {lead.company}")
    await researched(office, domain)
    thread = await office.says(f"find the e-mail of {lead.name} at {lead.company}")
    await thread.click("Find e-mails")
    await thread.shows(str(lead.email), seconds=PATIENCE)
    async with office.leadsmith.store.reading(DANA.workspace) as repos:
        other = next(each for each in await repos.leads.latest(DANA.user, 100) if each.id != lead.id)
    for each in (lead, other):
        seen = (await office.services.review.look(DANA, Place(lead=each.id))).lead
        assert seen is not None
        why = f"{lead.name} said so"
        await office.services.review.decide(DANA, each.id, seen.batch, Decision.REJECTED, why)
        await office.services.records.block(DANA, each.id, why)
    await office.services.priorities.add_text(DANA, f"write to {lead.email}")
    draft = await sent(
        office, "waits.csv", f"{listed(lead)}Bo,Bo AG,bo@bo.example,,knows {lead.name}\n".encode("utf-16")
    )
    await draft.offers("Import 2 rows")


async def deleted(office: Office, lead: Lead) -> None:
    await office.services.erasing.delete(DANA, lead.id)
    await office.until(
        lambda: any("Deleted as requested" in said(each) + each["text"] for each in office.dana.messages()),
        PATIENCE,
    )
    await office.sandbox.idle()


async def test_a_person_of_every_feature_is_nowhere_and_stays_away(
    databases: Databases, tmp_path: Path
) -> None:
    with databases() as url:
        async with market_office(tmp_path, url) as office:
            await searched(office, "first")
            lead = await somebody(office)
            await run_found(office, lead)
            await imported(office, "one.csv", listed(lead), "1 merged")
            await worked_with(office, lead)
            before = await named_in(office, lead)
            assert {
                "ls_icp_company",
                "ls_import",
                "ls_import_content",
                "ls_research",
                "ls_result_row",
            } <= set(before)
            assert {"operation_outputs", "ls_contact_lookup", "ls_lead_decision"} <= set(before)
            await deleted(office, lead)
            assert await named_in(office, lead) == {}
            ours = [each for each in office.dana.messages() if "bot_id" in each]
            assert [said(each) for each in ours if names(lead, said(each))] == []
            await stays_away(office, lead)


async def stays_away(office: Office, lead: Lead) -> None:
    """Nothing brings the person back: the file that waited, a search, a research, a new file, a request."""
    (card, *_) = await office.services.imports.of(DANA)
    await office.services.imports.start(DANA, card.id, card.segment)
    await office.until(
        lambda: any("waits.csv" in said(m) and "1 new" in said(m) for m in _all(office)), PATIENCE
    )
    await searched(office, "second")
    await researched(office, (lead.email or "").partition("@")[2])
    await imported(
        office, "again.csv", f"{listed(lead)}Cy,Cy AG,cy@cy.example,,\n", "1 new · 0 merged · 1 bad"
    )
    files = office.sandbox.slack.workspace.files
    back = await office.until(
        lambda: next(
            (files.content(each.id).decode() for each in files.values() if "again-not" in each.name), None
        )
    )
    assert await named_in(office, lead) == {}
    assert "asked to be forgotten" in back
    assert names(lead, back) == []
    asked = await office.says(f"find the e-mail of {lead.name} at {lead.company}")
    await asked.shows("were deleted on request")
    async with office.leadsmith.store.reading(DANA.workspace) as repos:
        assert lead.name not in [each.name for each in await repos.leads.latest(DANA.user, 200)]


def _all(office: Office) -> list[Any]:
    return [
        *office.dana.messages(),
        *(r for m in office.dana.messages() for r in office.dana.replies(m["ts"])),
    ]
