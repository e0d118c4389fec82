"""Whatever two leads are, merging them keeps everything of both, and undoing it gives both back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.errors import StaleError
from agent.leads.fact import Fact, said_by
from agent.leads.headline import settle
from agent.leads.saving import Delivery, Found, save_leads
from storage.models import Lead
from storage.repositories import Repositories
from tests.storage import rows
from tests.workshop import DANA, WORKSPACE, Workshop, workshop_at

VALUES = st.sampled_from(["Ada Berg", "Ada B.", "CTO", "CEO", "Acme", "ada@berg.example", "Bonn"])
FIELDS = ("name", "title", "company", "email", "location", "status")
SOURCES = ("A.js", "B.js", said_by("U1"), said_by("U2"))


@st.composite
def facts(draw: Any) -> list[Fact]:
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from(FIELDS), VALUES, st.sampled_from(SOURCES), st.integers(0, 9)),
            max_size=8,
            unique_by=lambda each: each[:2],
        )
    )
    return [Fact(f, value, source, rows.NOW + timedelta(minutes=at)) for f, value, source, at in drawn]


async def seeded(repos: Repositories) -> None:
    repos.plans.add(rows.approved())
    await repos.session.flush()
    for number in range(3):
        repos.runs.add(rows.run(id=f"run{number}"), [])


async def make(repos: Repositories, name: str, known: list[Fact], runs: set[int], *, blocked: bool) -> Lead:
    lead = rows.lead(id=name, name=None)
    if blocked:
        lead.blocked_at, lead.blocked_by, lead.blocked_reason = rows.NOW, "U1", f"{name} asked"
    await repos.leads.add(lead)
    await repos.leads.put_facts(name, [vars(fact) for fact in known])
    await repos.leads.claim_keys(name, [("profile", f"https://www.linkedin.com/in/{name}")])
    for number in runs:
        await repos.leads.link_run(f"run{number}", name, known=bool(number % 2))
    repos.priorities.add(rows.priority(id=f"priority-{name}", owner=f"U{len(runs)}", lead_id=name))
    settle(lead, known, rows.NOW)
    await repos.session.flush()
    return lead


async def all_of(shop: Workshop) -> dict[str, list[str]]:
    async with shop.store.transaction(WORKSPACE) as repos:
        taken = await repos.lead_records.take(["one", "two"])
    return {name: sorted(str(sorted(row.items(), key=str)) for row in found) for name, found in taken.items()}


@pytest.mark.long
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    facts(),
    facts(),
    st.sets(st.integers(0, 2)),
    st.sets(st.integers(0, 2)),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["keep", "other"])),
    st.booleans(),
)
def test_undoing_a_merge_gives_both_leads_back(
    tmp_path_factory: pytest.TempPathFactory,
    one: list[Fact],
    other: list[Fact],
    runs: set[int],
    its: set[int],
    chosen: dict[str, str],
    blocked: bool,
) -> None:
    async def story() -> None:
        async with workshop_at(Path(mkdtemp(dir=tmp_path_factory.getbasetemp()))) as shop:
            async with shop.store.transaction(WORKSPACE) as repos:
                await seeded(repos)
                await make(repos, "one", one, runs, blocked=False)
                await make(repos, "two", other, its, blocked=blocked)
            before = await all_of(shop)
            await shop.merging.merge(DANA, "one", "two", chosen)
            await shop.merging.merge(DANA, "one", "two", chosen)
            card = await shop.records.card(DANA, "one")
            values = {(each.name, each.counts.value) for each in card.fields}
            values |= {(each.name, fact.value) for each in card.fields for fact in each.older}
            values |= {(each.name, each.since.value) for each in card.fields if each.since}
            assert {(fact.field, fact.value) for fact in (*one, *other)} <= values
            assert {run.id for run in card.runs} == {f"run{number}" for number in runs | its}
            assert (card.blocked is not None) is blocked
            assert card.undoable is not None
            assert await shop.merging.undo(DANA, card.undoable.id) == ("one", "two")
            assert await all_of(shop) == before

    asyncio.run(story())


LINE = {"fullname": "Ada Berg", "linkedinprofileurl": "https://www.linkedin.com/in/one", "jobtitle": "CFO"}


@pytest.fixture
async def shop(tmp_path: Path) -> Any:
    async with workshop_at(tmp_path) as made:
        async with made.store.transaction(WORKSPACE) as repos:
            await seeded(repos)
            for name in ("one", "two"):
                known = [Fact("name", f"Ada {name}", "A.js", rows.NOW), Fact("title", name, "A.js", rows.NOW)]
                await make(repos, name, known, {0}, blocked=False)
        yield made


async def test_what_came_after_a_merge_stays_with_the_lead_that_was_kept(shop: Workshop) -> None:
    await shop.merging.merge(DANA, "one", "two", {})
    async with shop.store.transaction(WORKSPACE) as repos:
        later = Delivery("run2", "U1", rows.NOW + timedelta(minutes=5))
        await save_leads(repos, [Found(LINE, dict.fromkeys(LINE, "B.js"))], later)
    card = await shop.records.card(DANA, "one")
    assert card.undoable is not None
    await shop.merging.undo(DANA, card.undoable.id)
    one, two = await shop.records.card(DANA, "one"), await shop.records.card(DANA, "two")
    assert (one.value("title"), two.value("title")) == ("CFO", "two")
    assert [run.id for run in two.runs] == ["run0"]


async def test_a_chosen_value_counts_and_is_the_persons(shop: Workshop) -> None:
    preview = await shop.merging.preview(DANA, "two", "one")
    assert (preview.keep, preview.other) == ("one", "two")
    assert [(each.field, each.keep, each.other) for each in preview.differs][-1] == ("title", "one", "two")
    other = {"keep": "other", "other": "keep"}[preview.differs[-1].stays]
    await shop.merging.merge(DANA, "one", "two", {"title": other})
    card = await shop.records.card(DANA, "one")
    (title,) = (each for each in card.fields if each.name == "title")
    assert title.counts.by == DANA.user


async def test_a_merge_is_undone_once_and_not_after_its_time(shop: Workshop) -> None:
    await shop.merging.merge(DANA, "one", "two", {})
    card = await shop.records.card(DANA, "one")
    assert card.undoable is not None
    await shop.merging.undo(DANA, card.undoable.id)
    with pytest.raises(StaleError):
        await shop.merging.undo(DANA, card.undoable.id)
    await shop.merging.merge(DANA, "one", "two", {})
    shop.clock.at = shop.clock.now() + timedelta(minutes=11)
    later = await shop.records.card(DANA, "one")
    assert later.undoable is None
    await shop.durable.settle(delayed=True)
    async with shop.store.reading(WORKSPACE) as repos:
        assert await repos.lead_records.newest_merge("one") is None
