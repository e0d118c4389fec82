"""The review in Slack: from the run's card, from Home and by words, to decisions and back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from agent.roles import Actor
from bot.sandbox import Person
from storage.models import Decision, Lead
from tests.support import Message, Office, Thread, buttons, press, said

pytestmark = pytest.mark.long

TEAM = "T0SANDBOX1"
GOAL = "find 20 CTOs in Kyiv"


@pytest.fixture(scope="module")
async def ended(shared: Office) -> Thread:
    """A run that found twenty people."""
    thread = await shared.plan(GOAL)
    await thread.finished()
    return thread


@pytest.fixture
async def thread(ended: Thread, office: Office) -> AsyncIterator[Thread]:
    """The run, its leads waiting."""
    async with office.leadsmith.store.transaction(TEAM) as repos:
        for lead in await repos.scores.newest_leads(500):
            lead.decision, lead.batch, lead.reason = Decision.PROPOSED, None, None
            lead.decided_by, lead.decided_at = None, None
    yield ended
    office.sandbox.faults.copies = 1


async def leads(office: Office) -> list[Lead]:
    async with office.leadsmith.store.reading(TEAM) as repos:
        return list(await repos.scores.newest_leads(500))


async def decided(office: Office, decision: Decision) -> list[Lead]:
    return [lead for lead in await leads(office) if lead.decision is decision]


async def shows(office: Office, *words: str, person: Person | None = None) -> Message:
    """The review, once it says all of this."""
    who = person or office.dana

    def look() -> Message | None:
        views = who.views()
        return views[-1] if views and all(word in said(views[-1]) for word in words) else None

    try:
        return await office.until(look)
    except TimeoutError:
        raise AssertionError(f"no review says {words}: {[said(view) for view in who.views()]}") from None


async def click(office: Office, label: str, person: Person | None = None) -> None:
    """Press a button of the review; what it does is waited for by `shows`."""
    who = person or office.dana
    view = who.views()[-1]
    found = next(each for name, each in buttons(view).items() if name.startswith(label))
    await press(who, view["id"], found)


async def test_one_after_another_is_approved_rejected_and_skipped(thread: Thread, office: Office) -> None:
    view = await thread.opens("Review")
    assert "1 of 20" in said(view)
    assert "of 100" in said(view)
    await click(office, "Approve")
    await shows(office, "2 of 20", "Approved: ")
    await click(office, "Skip")
    await shows(office, "3 of 20", "Skipped: ")
    await click(office, "Reject")
    form = await shows(office, "Why is ")
    wrong = await office.dana.submit(form["id"], {"reason": "other"})
    assert wrong == {"note": "Say why, so that nobody asks later."}
    filled = {"reason": "company", "note": "a *bank*"}
    assert await office.dana.submit(form["id"], filled) is None
    await shows(office, "4 of 20", "Rejected: ", "Wrong company or industry: a *bank*")
    (lead,) = await decided(office, Decision.REJECTED)
    assert lead.reason == "Wrong company or industry: a *bank*"
    assert lead.decided_by == office.dana.id


async def test_the_last_decision_is_taken_back(thread: Thread, office: Office) -> None:
    await thread.opens("Review")
    await click(office, "Approve")
    await shows(office, "2 of 20")
    await click(office, "Undo: approved")
    await shows(office, "1 of 20", "Taken back: ")
    assert await decided(office, Decision.APPROVED) == []


async def test_a_tier_is_approved_at_once_and_taken_back(thread: Thread, office: Office) -> None:
    await thread.opens("Review")
    view = await shows(office, "1 of 20")
    label = next(name for name in buttons(view) if name.startswith("Approve all"))
    number = int(label.split()[2])
    assert f"Approve {number} " in buttons(view)[label]["confirm"]["title"]["text"]
    await click(office, "Approve all")
    await shows(office, f"Approved: {number} ")
    assert len(await decided(office, Decision.APPROVED)) == number
    await click(office, "Undo: approved")
    await shows(office, f"Taken back: {number} leads")
    assert await decided(office, Decision.APPROVED) == []


async def test_nothing_is_decided_twice_when_slack_delivers_everything_twice(
    thread: Thread, office: Office
) -> None:
    await thread.opens("Review")
    office.sandbox.faults.copies = 2
    await click(office, "Approve")
    await shows(office, "2 of 20")
    await office.sandbox.idle()
    (lead,) = await decided(office, Decision.APPROVED)
    async with office.leadsmith.store.reading(TEAM) as repos:
        act = await repos.reviews.act(lead.batch or "")
    assert act is not None
    assert (act[0].undone_at, act[1]) == (None, 1)


async def test_who_was_quicker_is_said(thread: Thread, office: Office) -> None:
    view = await thread.opens("Review")
    value = buttons(view)["Approve"]["value"]
    lead, _, seen = value.rpartition(":")
    manager = await office.leadsmith.services.review.decide(
        await _actor(office, office.max), lead, seen, Decision.REJECTED, "left"
    )
    await click(office, "Approve")
    await shows(office, f"was rejected by <@{office.max.id}> (left). Nothing was changed.")
    assert [each.batch for each in await decided(office, Decision.REJECTED)] == [manager.batch]


async def _actor(office: Office, person: Person) -> Actor:
    return await office.leadsmith.pages.admins.of(TEAM, person.id)


async def test_the_table_turns_its_pages_and_opens_a_lead(thread: Thread, office: Office) -> None:
    await thread.opens("Review")
    await click(office, "Table")
    await shows(office, "20 leads", "page 1 of 2")
    await click(office, "Next")
    await shows(office, "page 2 of 2")
    await click(office, "Previous")
    await shows(office, "page 1 of 2")
    await click(office, "Open")
    await shows(office, "20 in all")
    await click(office, "Table")
    await shows(office, "page 1 of 2")
    await click(office, "One by one")
    await shows(office, "1 of 20")


async def test_a_filter_narrows_what_is_looked_through(thread: Thread, office: Office) -> None:
    await thread.opens("Review")
    await click(office, "Filter")
    form = await shows(office, "Found by the run")
    values = {"show": "rejected", "email": "any", "qualified": "yes", "run": "all", "company": "Acme"}
    assert await office.dana.submit(form["id"], values) is None
    view = await shows(office, "rejected · qualified · at Acme", "No lead is like that.")
    await click(office, "Filter")
    await shows(office, "Found by the run")
    await click(office, "Back")
    await shows(office, "rejected · qualified · at Acme")
    assert "Approve" not in buttons(view)


@pytest.mark.usefixtures("thread")
async def test_home_offers_the_review_while_leads_wait(office: Office) -> None:
    home = await office.home(office.dana, "Review 20")
    await press(office.dana, home["id"], buttons(home)["Review 20"])
    await shows(office, "1 of 20")
    await click(office, "Approve")
    await shows(office, "2 of 20")
    await office.home(office.dana, "Review 19")


@pytest.mark.usefixtures("thread")
@pytest.mark.parametrize("words", ["review my leads", "score my leads"])
async def test_words_show_where_the_leads_stand(office: Office, words: str) -> None:
    asked = await office.says(words)
    card = await asked.shows("20 leads wait for your review")
    assert "Review" in buttons(card)
    await asked.click("Review")
    await shows(office, "1 of 20")


async def test_decided_leads_are_asked_for_in_words(thread: Thread, office: Office) -> None:
    await thread.opens("Review")
    await click(office, "Reject")
    form = await shows(office, "Why is ")
    assert await office.dana.submit(form["id"], {"reason": "competitor"}) is None
    await shows(office, "2 of 20")
    asked = await office.says("rejected leads with reasons")
    answer = await asked.shows("rejected in review")
    assert "A competitor" in said(answer) or "A competitor" in str(answer["blocks"])
    best = await office.says("who are my best leads?")
    await best.shows("20 leads")


async def test_somebody_else_may_not_open_it(office: Office) -> None:
    thread = await office.says("@Leadsmith find 20 CTOs in Oslo", channel="sales")
    await thread.finished()
    told = await office.whisper(office.sam, lambda: thread.click("Review", office.sam), "sales")
    assert "Only" in told
    assert office.sam.views() == []
