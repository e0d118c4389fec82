"""Questions about leads: what the database answers is what a loop over all leads would find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from storage.filters import LeadFilter, LeadGroup, LeadOrder
from storage.folding import folded
from storage.models import ContactTarget, Lead, TargetState
from storage.repositories import Repositories
from storage.store import Store
from tests.storage import rows

OWNERS, RUNS = ("U1", "U2"), ("run1", "run2", "run3")
RUN_OWNERS = dict(zip(RUNS, ("U1", "U1", "U2"), strict=True))
TITLES = ("CTO", "VP of Sales", "Marketing Manager", "Senior Marketing Manager", "100% Owner", "_", None)
COMPANIES = ("Acme", "ACME", "Café Süd", "Acme Labs", "Pacme", None)
PLACES = ("Berlin, Germany", "München", "Berlingen", None)
INDUSTRIES = ("SaaS", "Retail", None)
SOURCES = ("A.js", "B.js", None)
EXAMPLES = 60


def _links(chance: Random) -> dict[str, bool]:
    """Which runs deliver a lead, and whether each knew it."""
    return {run: chance.random() < 0.3 for run in RUNS if chance.random() < 0.4}


async def _seed(repos: Repositories, chance: Random, number: int) -> list[tuple[Lead, dict[str, bool]]]:
    prefix = repos.workspace
    repos.plans.add(rows.plan(prefix, id=f"{prefix}plan"))
    await repos.session.flush()
    for run, owner in RUN_OWNERS.items():
        repos.runs.add(rows.run(prefix, id=f"{prefix}{run}", owner=owner, plan_id=f"{prefix}plan"), [])
    await repos.session.flush()
    made = []
    for at in range(number):
        lead = rows.lead(
            prefix,
            id=f"{prefix}{at:03}",
            name=chance.choice(("Ada", "Bo", None)),
            title=chance.choice(TITLES),
            company=chance.choice(COMPANIES),
            location=chance.choice(PLACES),
            industry=chance.choice(INDUSTRIES),
            source=chance.choice(SOURCES),
            email=chance.choice(("a@b.example", None)),
            qualified=chance.choice((True, False)),
            created_at=rows.NOW - timedelta(hours=chance.randrange(200)),
        )
        links = _links(chance)
        await repos.leads.add(lead)
        for run, known in links.items():
            await repos.leads.link_run(f"{prefix}{run}", lead.id, known=known)
        made.append((lead, links))
    return made


def _some_filter(chance: Random, workspace: str) -> LeadFilter:
    def words(*values: str) -> tuple[str, ...]:
        if chance.random() < 0.6:
            return ()
        return tuple(folded(value) or "" for value in chance.sample(values, chance.choice((1, 2))))

    since = rows.NOW - timedelta(hours=chance.randrange(200))
    runs = tuple(f"{workspace}{run}" for run in chance.sample(RUNS, 2))
    return LeadFilter(
        owner=chance.choice(OWNERS),
        titles=words("CTOs", "marketing managers", "100% owner", "vps of sales"),
        companies=words("acme", "cafe sud", "nobody"),
        locations=words("berlin", "munchen", "germany"),
        industries=words("saas", "retail"),
        email=chance.choice((None, None, True, False)),
        qualified=chance.choice((None, None, None, None, True, False)),
        sources=chance.choice(((), (), ("A.js",), ("A.js", "B.js"))),
        runs=chance.choice((None, None, runs, ())),
        known=chance.choice((None, None, None, True, False)),
        since=chance.choice((None, since)),
        until=chance.choice((None, None, since + timedelta(hours=60))),
    )


def _fits(lead: Lead, links: Mapping[str, bool], wanted: LeadFilter) -> bool:
    """The same in plain Python."""
    runs = {run for run in links if RUN_OWNERS[run] == wanted.owner}
    if wanted.runs is not None:
        runs &= {run for run in links if f"{lead.workspace}{run}" in wanted.runs}

    def has(value: str | None, words: Sequence[str]) -> bool:
        return not words or any(each in (folded(value) or "") for each in words)

    return all(
        (
            bool(runs),
            has(lead.title, wanted.titles),
            has(lead.company, wanted.companies),
            has(lead.location, wanted.locations),
            has(lead.industry, wanted.industries),
            wanted.email is None or wanted.email == (lead.email is not None),
            wanted.qualified in {None, lead.qualified},
            not wanted.sources or lead.source in wanted.sources,
            wanted.since is None or lead.created_at >= wanted.since,
            wanted.until is None or lead.created_at < wanted.until,
            wanted.known is None or wanted.known == any(links[run] for run in runs),
        )
    )


@pytest.mark.long
@pytest.mark.timeout(120)
async def test_the_answers_are_those_of_a_loop_over_the_leads_of_this_workspace(store: Store) -> None:
    chance = Random(4)
    made = {}
    for workspace in ("T1", "T2"):
        async with store.transaction(workspace) as repos:
            made[workspace] = await _seed(repos, chance, 80)
    found = 0
    for _ in range(EXAMPLES):
        workspace = chance.choice(("T1", "T2"))
        # A run of another workspace may be named: it is not there.
        wanted = _some_filter(chance, chance.choice((workspace, workspace, "T2")))
        fitting = [lead for lead, links in made[workspace] if _fits(lead, links, wanted)]
        async with store.reading(workspace) as repos:
            await _compare(repos, wanted, fitting)
        found += bool(fitting)
    assert found > EXAMPLES / 4


async def _compare(repos: Repositories, wanted: LeadFilter, fitting: Sequence[Lead]) -> None:
    queries = repos.lead_queries
    page = await queries.page(wanted, limit=1_000)
    newest = sorted(sorted(fitting, key=lambda lead: lead.id), key=lambda lead: lead.created_at, reverse=True)
    assert [lead.id for lead in page] == [lead.id for lead in newest]
    for order in LeadOrder:
        ordered = await queries.page(wanted, order, limit=1_000)
        assert {lead.id for lead in ordered} == {lead.id for lead in fitting}
    second = await queries.page(wanted, limit=5, offset=5)
    assert [lead.id for lead in second] == [lead.id for lead in newest[5:10]]
    assert await queries.count(wanted) == (len(fitting), sum(lead.email is not None for lead in fitting))
    groups = await queries.groups(wanted, LeadGroup.COMPANY, limit=100)
    counted = Counter(folded(lead.company) for lead in fitting)
    assert Counter({folded(name): number for name, number in groups}) == counted
    assert [number for _, number in groups] == sorted(counted.values(), reverse=True)
    assert await queries.group_count(wanted, LeadGroup.COMPANY) == len(counted.keys() - {None})
    hours = [(rows.NOW - timedelta(hours=at + 100), rows.NOW - timedelta(hours=at)) for at in (0, 100)]
    in_time = [sum(since <= lead.created_at < until for lead in fitting) for since, until in hours]
    assert await queries.by_time(wanted, hours) == in_time


async def test_who_was_never_looked_for_comes_first_and_who_was_lately_not_at_all(store: Store) -> None:
    """However many newer ones nothing was found of: they do not stand before the others for ever."""
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan())
        await repos.session.flush()
        repos.runs.add(rows.run(), [])
        for number, name in enumerate(("old", "waits", "long ago", "lately")):
            lead = rows.lead(id=name, email=None, created_at=rows.NOW + timedelta(hours=number))
            await repos.leads.add(lead)
            await repos.leads.link_run("run1", name, known=False)
        for days, name, state in (
            (30, "long ago", TargetState.NOTHING),
            (1, "lately", TargetState.SHARED),
            (1, "waits", TargetState.WAITING),
        ):
            search = rows.contact_search(id=name, asked_at=rows.NOW - timedelta(days=days))
            target = ContactTarget(search_id=name, lead_id=name, position=0, state=state)
            repos.contacts.add(search, [target])
        await repos.session.flush()
        wanted, since = LeadFilter("U1", email=False), rows.NOW - timedelta(days=7)
        found, count = await repos.lead_queries.unsought(wanted, since, limit=10)
        assert ([lead.id for lead in found], count) == (["waits", "old", "long ago"], 3)
        found, count = await repos.lead_queries.unsought(wanted, since, limit=1)
        assert ([lead.id for lead in found], count) == (["waits"], 3)


async def test_nothing_lies_beyond_the_farthest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.repositories.lead_queries.FARTHEST", 3)
    async with store.transaction("T1") as repos:
        await _seed(repos, Random(1), 30)
        wanted = LeadFilter("U1")
        assert len(await repos.lead_queries.page(wanted, limit=10)) == 3
        assert len(await repos.lead_queries.page(wanted, limit=10, offset=2)) == 1
        assert await repos.lead_queries.page(wanted, limit=10, offset=3) == []
        assert await repos.lead_queries.page(wanted, limit=10, offset=-1) == []


async def test_defect_004_what_looks_like_sql_is_a_value(store: Store) -> None:
    nasty = "'; DROP TABLE ls_lead; --"
    async with store.transaction("T1") as repos:
        await _seed(repos, Random(1), 30)
        wanted = LeadFilter("U1", titles=(nasty, "%"), companies=("_",), sources=(nasty,))
        assert await repos.lead_queries.count(wanted) == (0, 0)
        assert (await repos.lead_queries.count(LeadFilter("U1")))[0] > 0


def test_a_lead_keeps_the_words_that_it_is_searched_by() -> None:
    values: dict[str, Any] = {"title": "VPs of Sales", "company": "Süd-Café GmbH"}
    lead = rows.lead(**values)
    assert (lead.title_words, lead.company_words) == (" vp of sale ", " sud cafe gmbh ")
    lead.title = None
    assert lead.title_words is None
