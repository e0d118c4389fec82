"""Research over a workshop: what begins, what is kept, how many a minute, what a lead learns."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import InvalidError, NotAllowedError, NotFoundError, StaleError
from agent.events import ResearchChanged
from agent.research import job
from agent.research.depth import DEEPER, PAGES, Depth
from agent.research.known import Known, Strategy, missing, strategies
from agent.research.service import Wanted
from agent.research.slots import MOST, SPAN, start_of
from agent.research.states import NEXT, move
from storage.models import LeadState, ResearchStatus
from storage.repositories.members import Members
from tests.storage import rows
from tests.workshop import DANA, NOW, SAM, WORKSPACE, Workshop, message, workshop_at

pytestmark = pytest.mark.long

ACME = Wanted(Known(website="https://acme.example"), Depth.QUICK)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path) as opened:
        yield opened


def researches(shop: Workshop) -> Any:
    return shop.assistant._turns.uses.researches


async def begin(shop: Workshop, research_id: str, wanted: Wanted = ACME) -> None:
    async with shop.store.transaction(WORKSPACE) as repos:
        await researches(shop).begin(repos, research_id, message("research it"), wanted)


async def test_a_site_that_is_not_there_is_said_and_nothing_is_lost(shop: Workshop):
    await begin(shop, "r1")
    await shop.durable.settle()
    card = await researches(shop).card(WORKSPACE, "r1")
    assert card.status is ResearchStatus.FAILED
    assert card.findings.trouble == "There is no site at acme.example."
    assert card.deeper is None
    assert {event.research_id for event in shop.audience.of(ResearchChanged)} == {"r1"}  # type: ignore[union-attr]


async def test_what_breaks_is_said_and_ends_it(shop: Workshop, monkeypatch: pytest.MonkeyPatch):
    """And the next one is read."""

    async def broken(*_: object) -> None:
        raise RuntimeError("odd in a new way")

    with monkeypatch.context() as patched:
        patched.setattr(job, "visit_home", broken)
        await begin(shop, "r1")
        await shop.durable.settle()
    card = await researches(shop).card(WORKSPACE, "r1")
    assert (card.status, card.findings.trouble) == (ResearchStatus.FAILED, job.BROKE)
    assert card.findings.domain == "acme.example"
    await begin(shop, "r2")
    await shop.durable.settle()
    assert (
        await researches(shop).card(WORKSPACE, "r2")
    ).findings.trouble == "There is no site at acme.example."


async def test_the_same_research_begins_once(shop: Workshop):
    await begin(shop, "r1")
    await begin(shop, "r1")
    assert [key for key in shop.durable.waiting if key.startswith("research:")] == ["research:r1"]


async def test_a_double_click_begins_once(shop: Workshop, monkeypatch: pytest.MonkeyPatch):
    """The second waits for the first at the lock, after it had found nothing."""
    lock = Members.lock_settings

    async def first_click(members: Members, now: datetime) -> Any:
        locked = await lock(members, now)
        members.session.add(rows.research(id="r1", lead_id=None))
        await members.session.flush()
        return locked

    monkeypatch.setattr(Members, "lock_settings", first_click)
    await begin(shop, "r1")
    assert not [key for key in shop.durable.waiting if key.startswith("research:")]


async def test_what_cannot_be_looked_up_is_refused_with_what_is_missing(shop: Workshop):
    for known in (Known(name="Ada Lovelace", company="Acme"), Known(name="Ada", email="ada@gmail.com")):
        with pytest.raises(InvalidError, match=r"Name the company's site"):
            await begin(shop, "r1", Wanted(known, Depth.DEEP))
    assert not shop.durable.waiting


async def test_ten_begin_in_a_minute_and_the_next_ones_later(shop: Workshop):
    for number in range(12):
        await begin(shop, f"r{number}")
    cards = [await researches(shop).card(WORKSPACE, f"r{number}") for number in range(12)]
    assert [card.starts_at for card in cards] == [NOW] * MOST + [NOW + SPAN] * 2
    delays = {
        key: delay for key, (_, _, delay) in shop.durable.waiting.items() if key.startswith("research:")
    }
    assert delays["research:r9"] is None
    assert delays["research:r11"] == SPAN


async def test_other_workspaces_have_their_own_ten(shop: Workshop):
    for number in range(MOST):
        await begin(shop, f"r{number}")
    async with shop.store.transaction("T2") as repos:
        await researches(shop).begin(repos, "other", message("x", workspace="T2"), ACME)
    assert (await researches(shop).card("T2", "other")).starts_at == NOW
    with pytest.raises(NotFoundError):
        await researches(shop).card("T2", "r1")


@given(st.lists(st.floats(0, 40), max_size=40))
def test_no_minute_ever_has_more_than_ten(pauses: list[float]):
    now, given_times = NOW, list[datetime]()
    for pause in pauses:
        now += timedelta(seconds=pause)
        latest = sorted((each for each in given_times if each > now - SPAN), reverse=True)[:MOST]
        start = start_of(now, latest)
        assert start >= now
        given_times.append(start)
    for start in given_times:
        assert len([each for each in given_times if start - SPAN < each <= start]) <= MOST


async def test_only_its_author_takes_it_deeper_and_only_once_it_is_done(shop: Workshop):
    await begin(shop, "r1")
    assert await researches(shop).deeper(DANA, "r1") == ""
    async with shop.store.transaction(WORKSPACE) as repos:
        row = await repos.researches.get("r1")
        assert row is not None
        row.status = ResearchStatus.DONE
    with pytest.raises(NotAllowedError):
        await researches(shop).deeper(SAM, "r1")
    first = await researches(shop).deeper(DANA, "r1")
    assert first
    assert await researches(shop).deeper(DANA, "r1") == first
    assert (await researches(shop).card(WORKSPACE, first)).depth is Depth.STANDARD


async def test_a_lead_is_as_it_was_after_a_research_that_fails(shop: Workshop):
    async with shop.store.transaction(WORKSPACE) as repos:
        await repos.leads.add(rows.lead(workspace=WORKSPACE))
    seen = []

    async def hear(_event: object) -> None:
        async with shop.store.reading(WORKSPACE) as repos:
            seen.extend(lead.state for lead in await repos.leads.among(["lead1"], None))

    shop.audience.hear = hear  # type: ignore[method-assign]
    await begin(shop, "r1", Wanted(ACME.known, Depth.QUICK, "lead1"))
    await shop.durable.settle()
    assert LeadState.RESEARCHING in seen
    assert seen[-1] is LeadState.NEW


async def test_a_research_ends_with_its_lead_and_moves_when_leads_are_one(shop: Workshop):
    async with shop.store.transaction(WORKSPACE) as repos:
        for name in ("keep", "gone"):
            await repos.leads.add(rows.lead(id=name, workspace=WORKSPACE))
    await begin(shop, "r1", Wanted(ACME.known, Depth.QUICK, "gone"))
    async with shop.store.transaction(WORKSPACE) as repos:
        (gone,) = await repos.leads.among(["gone"], None)
        await repos.leads.absorb("keep", gone)
    async with shop.store.transaction(WORKSPACE) as repos:
        row = await repos.researches.get("r1")
        assert row is not None
        assert row.lead_id == "keep"
        (keep,) = await repos.leads.among(["keep"], None)
        await repos.session.delete(keep)
    await shop.durable.settle()
    with pytest.raises(NotFoundError):
        await researches(shop).card(WORKSPACE, "r1")


def test_states_move_one_way():
    assert set(NEXT) == set(ResearchStatus)
    row = rows.research(status=ResearchStatus.DONE)
    for status in ResearchStatus:
        with pytest.raises(StaleError):
            move(row, status)


@pytest.mark.parametrize(
    ("known", "offered", "chosen"),
    [
        (Known(profile_url="x.example/a", company="A", email="a@a.example"), Strategy, ["profile", "site"]),
        (Known(profile_url="x.example/a", company="A"), Strategy, ["profile", "search"]),
        (Known(company="A", email="a@a.example"), Strategy, ["site"]),
        (Known(company="A", email="a@gmail.com"), Strategy, ["search"]),
        (Known(company="A", email="a@a.example"), [Strategy.SITE], ["site"]),
        (Known(email="a@gmail.com", company="A"), [Strategy.SITE], []),
        (Known(website="https://www.linkedin.com/company/a", email="a@a.example"), [Strategy.SITE], ["site"]),
        (Known(name="Ada"), Strategy, []),
    ],
)  # fmt: skip
def test_where_to_look_by_what_is_known(known: Known, offered: Any, chosen: list[str]):
    assert [each.value for each in strategies(known, offered)] == chosen


def test_what_is_missing_is_said_with_what_is_there():
    assert "ada@gmail.com is no company's address" in missing(Known(name="Ada", email="ada@gmail.com"))
    assert "LinkedIn profiles are not available" in missing(Known(name="Ada"))


def test_deeper_is_more_pages():
    assert [PAGES[depth] for depth in Depth] == sorted(PAGES.values())
    assert all(PAGES[deeper] > PAGES[depth] for depth, deeper in DEEPER.items())
