"""One research as durable work: a page a step, so that a new process goes on with the next page."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from agent.clock import Clock
from agent.durable import Durable, Job, surviving
from agent.events import ResearchChanged
from agent.evidence.evidence import Evidence, Site
from agent.evidence.visiting import Sitemap, Visited, known, next_page, visit, visit_home
from agent.llm.model import Model
from agent.pages.reader import PageReader
from agent.research.deleted import without_deleted
from agent.research.depth import PAGES, Depth
from agent.research.findings import Findings, Note, Read, Writer
from agent.research.known import Known
from agent.research.leads import keep_facts
from agent.research.moving import come_back, set_out
from agent.research.notes import notes_of
from agent.research.own_site import may_be
from agent.research.quality import quality
from agent.research.searching import UNSURE, Looked, WebSearch
from agent.research.states import move
from agent.research.wording import worded
from agent.telling import Telling
from storage.models import LeadState, Research, ResearchStatus
from storage.repositories import Repositories
from storage.store import Store

RESEARCH_JOB = "research"
BROKE = "Something broke on my side. Ask me again."
AT_ONCE = 3
"""domain.md (002): extraction concurrency 3."""


@dataclass(frozen=True)
class ResearchJob:
    """Searches, reads, words and keeps. `cents_a_token` is what the model's tokens cost, US cents each."""

    store: Store
    durable: Durable
    telling: Telling
    clock: Clock
    reader: PageReader
    sitemaps: Sitemap
    model: Model | None = None
    cents_a_token: float = 0.0
    web: WebSearch = field(default_factory=WebSearch)

    def __post_init__(self) -> None:
        self.durable.add(Job(RESEARCH_JOB, self.run, at_once=AT_ONCE))

    async def run(self, workspace: str, research_id: str) -> None:
        """Begin, research, end, whatever breaks. What was forgotten meanwhile ends here, too."""
        write = self.durable.transaction
        begun = await write("begin research", lambda session: self._begin(workspace, research_id, session))
        if not begun:
            return
        before = Known.model_validate(begun["known"])
        findings = Findings(domain=before.domain, trouble=BROKE)
        with surviving(f"research {research_id}"):
            findings = await self._research(workspace, research_id, before, PAGES[Depth(begun["depth"])])
        set_out_from = LeadState(begun["before"]) if begun["before"] else None
        await write("end research", partial(self._end, workspace, research_id, findings, set_out_from))
        await self.telling.in_job("tell research", ResearchChanged(workspace, research_id))

    async def _research(self, workspace: str, research_id: str, known_before: Known, most: int) -> Findings:
        """Look for the site where none is known, then read page after page."""
        looked = await self._look(workspace, known_before)
        site = Site(known_before.domain or looked.domain, "")
        so_far = _begun(looked, site.domain, most)
        if so_far.trouble:
            return so_far
        visits: list[Visited] = []
        url: str | None = f"https://{site.domain}/"
        while url is not None:
            await self._progress(workspace, research_id, so_far.model_copy(update={"reading": url}))
            read = await self._read(workspace, len(visits) + 1, url, site)
            visits.append(Visited.model_validate(read["visited"]))
            site = Site(site.domain, site.name or visits[0].name)
            trouble = visits[0].trouble or _doubt(looked, known_before, site)
            so_far = _grown(so_far, visits[-1], read["seconds"], company=site.name, trouble=trouble)
            url = None if trouble else next_page(visits, most)
        return await self._found(known_before, so_far, () if so_far.trouble else known(visits))

    async def _look(self, workspace: str, before: Known) -> Looked:
        """One search as a step, where no site is known: a new process does not pay for it again."""
        if before.domain:
            return Looked()

        async def work() -> dict[str, Any]:
            return (await self.web.find(workspace, before.company)).model_dump(mode="json")

        return Looked.model_validate(await self.durable.step("search site", work))

    async def _begin(self, workspace: str, research_id: str, session: AsyncSession) -> dict[str, Any]:
        async with self.store.transaction(workspace, session) as repos:
            row = await repos.researches.get(research_id)
            if row is None or row.status is not ResearchStatus.WAITING:
                return {}
            move(row, ResearchStatus.READING)
            before = await set_out(repos, row.lead_id)
            return {"known": dict(row.known), "depth": row.depth, "before": before and before.value}

    async def _read(self, workspace: str, number: int, url: str, site: Site) -> dict[str, Any]:
        """One page as a step: what it gave, and the seconds that it took."""

        async def work() -> dict[str, Any]:
            begun = time.monotonic()
            if number == 1:
                visited = await visit_home(self.reader, self.sitemaps, site)
            else:
                visited = await visit(self.reader, url, site)
            async with self.store.reading(workspace) as repos:
                visited = await without_deleted(repos, visited, site)
            return {"visited": visited.model_dump(mode="json"), "seconds": time.monotonic() - begun}

        return await self.durable.step(f"page {number}", work)

    async def _progress(self, workspace: str, research_id: str, growing: Findings) -> None:
        """Show which page is read now: mere progress, no loss if the step is lost with the process."""
        number = len(growing.pages) + 1

        async def write(session: AsyncSession) -> None:
            async with self.store.transaction(workspace, session) as repos:
                row = await repos.researches.get(research_id)
                if row is not None and row.status is ResearchStatus.READING:
                    row.document = growing.model_dump(mode="json")

        await self.durable.transaction(f"progress {number}", write)
        await self.telling.now(ResearchChanged(workspace, research_id, tick=True))

    async def _found(self, before: Known, so_far: Findings, evidence: tuple[Evidence, ...]) -> Findings:
        """The findings, worded as a step of their own."""
        notes = notes_of(before, so_far.company, evidence)

        async def word() -> dict[str, Any]:
            begun = time.monotonic()
            lines, writer, tokens = await worded(notes, self.model)
            said = [each.model_dump(mode="json") for each in lines]
            took = time.monotonic() - begun
            return {"notes": said, "writer": writer.value, "tokens": tokens, "seconds": took}

        said = await self.durable.step("word research", word)
        nothing = f"I read {so_far.domain}, and found nothing there that I could tell you."
        return so_far.model_copy(
            update={
                "notes": tuple(Note.model_validate(each) for each in said["notes"]),
                "evidence": evidence,
                "quality": quality(before, so_far.company, evidence),
                "seconds": round(so_far.seconds + said["seconds"], 2),
                "cents": round(so_far.cents + said["tokens"] * self.cents_a_token, 3),
                "writer": Writer(said["writer"]),
                "trouble": so_far.trouble or ("" if evidence else nothing),
            }
        )

    async def _end(
        self,
        workspace: str,
        research_id: str,
        findings: Findings,
        before: LeadState | None,
        session: AsyncSession,
    ) -> None:
        async with self.store.transaction(workspace, session) as repos:
            row = await repos.researches.get(research_id)
            if row is None or row.status is not ResearchStatus.READING:
                return
            move(row, ResearchStatus.FAILED if findings.trouble else ResearchStatus.DONE)
            row.document = findings.model_dump(mode="json")
            row.ended_at = self.clock.now()
            await come_back(repos, row.lead_id, before, found=not findings.trouble)
            if not findings.trouble:
                await self._keep(repos, row, findings)

    async def _keep(self, repos: Repositories, row: Research, findings: Findings) -> None:
        """The findings become facts of the lead, if it is one that is still there."""
        if row.lead_id is None:
            return
        found = await repos.leads.among([row.lead_id], None)
        for lead in found:
            await keep_facts(repos, lead, Known.model_validate(row.known), findings, self.clock.now())


def _begun(looked: Looked, domain: str, most: int) -> Findings:
    """The findings before a page is read."""
    return Findings(
        domain=domain,
        strategies=looked.strategies,
        found_by=looked.by,
        most=most,
        cents=looked.cents,
        seconds=looked.seconds,
        trouble=looked.trouble,
    )


def _grown(so_far: Findings, visited: Visited, seconds: float, **changes: str) -> Findings:
    """The findings with one more page, as far as they are known before the last."""
    update = {
        "pages": (*so_far.pages, Read(url=visited.url, trouble=visited.trouble)),
        "seconds": so_far.seconds + seconds,
        "cents": so_far.cents + visited.cents,
    }
    return so_far.model_copy(update=update | changes)


def _doubt(looked: Looked, before: Known, site: Site) -> str:
    """Why a site that was searched for is not believed: it calls itself otherwise than the company."""
    sure = not looked.domain or not site.name or may_be(before.company, site.name)
    return "" if sure else UNSURE.format(before.company)
