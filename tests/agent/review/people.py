"""A workshop with leads of a run, from the best to the least known."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from agent.leads.saving import Delivery, Found, save_leads
from agent.llm.model import Model
from agent.scoring.rescoring import rescore
from storage.models import Lead
from storage.store import Store
from tests.storage import rows
from tests.workshop import Workshop, workshop_at

URL = "https://www.linkedin.com/in/"
BEST = {"companyname": "Berg AG", "jobtitle": "CTO", "companyindustry": "Retail"}


def line(name: str, **more: str) -> dict[str, str]:
    """A line of a result: a name and a profile, which is 30 of completeness."""
    return {"fullname": name, "linkedinprofileurl": f"{URL}{name.lower()}", **more}


LINES = (
    line("Ada", professionalemail="ada@berg.example", **BEST),
    line("Bo", professionalemail="bo@berg.example", **BEST),
    line("Cem", professionalemail="cem@tal.example", jobtitle="CFO"),
    line("Dee"),
)
"""Two high, one medium (50) and one low (30) by completeness."""


async def save(
    store: Store, *lines: Mapping[str, str], run: str = "run1", owner: str = "U1", score: bool = True
) -> None:
    """Lines of a run become leads, and are scored."""
    async with store.transaction("T1") as repos:
        found = [Found(each, dict.fromkeys(each, "A.js")) for each in lines]
        await save_leads(repos, found, Delivery(run, owner, rows.NOW))
        if score:
            await rescore(repos, await repos.scores.take_stale(500), rows.NOW)


async def named(store: Store, name: str) -> Lead:
    async with store.reading("T1") as repos:
        found = [lead for lead in await repos.scores.newest_leads(100) if lead.name == name]
    return found[0]


@asynccontextmanager
async def reviewed_at(folder: Path, *, model: Model | None = None) -> AsyncIterator[Workshop]:
    """Four leads of one run of U1's wait for review; U2 has a run that delivered nothing yet."""
    async with workshop_at(folder, model=model) as shop:
        async with shop.store.transaction("T1") as repos:
            repos.plans.add(rows.plan())
            await repos.session.flush()
            repos.runs.add(rows.run(started_at=rows.NOW), [])
            repos.runs.add(rows.run(id="run2", owner="U2", started_at=rows.NOW), [])
            repos.runs.add(rows.run(id="run3", started_at=rows.NOW), [])
        await save(shop.store, *LINES)
        yield shop
