"""One lead in its modal: everything known, corrected, merged, not to be contacted, deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import delete

from agent.errors import NotAllowedError
from agent.leads.saving import Delivery, Found, save_leads
from agent.planner.plan import Outcome as Planned
from agent.roles import Actor
from storage.models import Lead, RunStatus, Suppression
from tests.storage import rows
from tests.support import Message, Office, buttons, plan_with, press, said

pytestmark = pytest.mark.long

TEAM = "T0SANDBOX1"
PROFILE = "https://www.linkedin.com/in/ada"
ADA = {
    "fullname": "Ada Quill",
    "jobtitle": "CTO",
    "companyname": "Acme",
    "linkedinprofileurl": PROFILE,
    "location": "Berlin",
}
TWIN = {
    "fullname": "Ada Quill",
    "jobtitle": "Chief",
    "companyname": "Acme",
    "email": "ada.quill@acme.example",
}


PLANNED = Planned(plan=plan_with("find CTOs", "LinkedIn Search Export.js"))


def actor(office: Office) -> Actor:
    return Actor(TEAM, office.dana.id)


@pytest.fixture
async def fresh(office: Office) -> AsyncIterator[Office]:
    """An office where Dana's run found Ada twice, and nothing else."""
    async with office.leadsmith.store.transaction(TEAM) as repos:
        await repos.session.execute(delete(Suppression))
        for lead in await repos.leads.latest(office.dana.id, 1_000):
            await repos.lead_records.remove(lead)
        if await repos.runs.get("run1") is None:
            repos.plans.add(rows.approved(TEAM, author=office.dana.id, goal="find CTOs", thread_ts="0.1"))
            await repos.session.flush()
            repos.plans.add_version(rows.version(document=PLANNED.model_dump(mode="json")))
            ended = {"status": RunStatus.FINISHED, "started_at": rows.NOW, "ended_at": rows.NOW}
            repos.runs.add(rows.run(TEAM, owner=office.dana.id, **ended), [rows.step()])
            await repos.session.flush()
        for minute, line in enumerate((ADA, TWIN)):
            delivery = Delivery("run1", office.dana.id, rows.NOW.replace(minute=minute))
            await save_leads(repos, [Found(line, dict.fromkeys(line, "Search.js"))], delivery)
    yield office
    office.sandbox.faults.copies = 1


async def leads(office: Office) -> dict[str, Lead]:
    """Dana's leads by their title."""
    async with office.leadsmith.store.reading(TEAM) as repos:
        return {lead.title or "": lead for lead in await repos.leads.latest(office.dana.id, 100)}


async def opened(office: Office, title: str = "CTO") -> Message:
    """The lead's modal, opened from Home."""
    lead = (await leads(office))[title]
    home = await office.home(office.dana, "Ada Quill")
    await office.dana.click(home["id"], "lead_open", value=lead.id)
    return await shows(office, "Ada Quill", "History")


async def shows(office: Office, *words: str) -> Message:
    def look() -> Message | None:
        views = office.dana.views()
        return views[-1] if views and all(word in said(views[-1]) for word in words) else None

    try:
        return await office.until(look)
    except TimeoutError:
        raise AssertionError(f"no view says {words}: {[said(v) for v in office.dana.views()]}") from None


async def pressed(office: Office, label: str, *words: str) -> Message:
    view = office.dana.views()[-1]
    await press(office.dana, view["id"], buttons(view)[label])
    return await shows(office, *words)


async def test_a_lead_shows_every_value_with_its_source_its_runs_and_who_it_may_be(fresh: Office) -> None:
    view = await opened(fresh)
    for words in (
        "*Title*  CTO",
        "_Search, ",
        "find CTOs",
        "Perhaps the same person",
        "same name and company",
    ):
        assert words in said(view), words


async def test_an_edit_is_checked_field_by_field_and_counts_from_then_on(fresh: Office) -> None:
    await opened(fresh)
    view = await pressed(fresh, "Edit", "What you write counts from now on")
    values = {
        "name": "Ada Quill",
        "email": "no address",
        "profile_url": "https://example.org/ada",
        "phone": "x",
    }
    wrong = await fresh.dana.submit(view["id"], values)
    assert set(wrong or {}) == {"email", "profile_url", "phone"}
    values |= {"title": "CEO", "email": "Ada@Acme.example", "profile_url": "", "phone": "", "location": ""}
    assert await fresh.dana.submit(view["id"], values) is None
    view = await shows(fresh, "Saved.", "*Title*  CEO", "Before: CTO", "_left empty_", "edited a lead")
    assert f"<@{fresh.dana.id}>" in said(view)
    lead = (await leads(fresh))["CEO"]
    assert (lead.email, lead.profile_url, lead.location) == ("ada@acme.example", None, None)


async def test_what_a_run_finds_later_is_shown_beside_what_a_person_said(fresh: Office) -> None:
    lead = (await leads(fresh))["CTO"]
    kept = {"name": "Ada Quill", "title": "CEO", "company": "Acme", "profile_url": PROFILE}
    await fresh.services.records.edit(actor(fresh), lead.id, kept)
    async with fresh.leadsmith.store.transaction(TEAM) as repos:
        line = {**ADA, "jobtitle": "CFO"}
        now = fresh.services.records._clock.now()
        await save_leads(
            repos, [Found(line, dict.fromkeys(line, "B.js"))], Delivery("run1", fresh.dana.id, now)
        )
    assert (await leads(fresh))["CEO"].id == lead.id
    home = await fresh.home(fresh.dana, "Ada Quill")
    await fresh.dana.click(home["id"], "lead_open", value=lead.id)
    await shows(fresh, "*Title*  CEO", "Found since: CFO")


async def test_the_address_of_another_lead_is_declined_with_the_way_out(fresh: Office) -> None:
    await opened(fresh)
    view = await pressed(fresh, "Edit", "What you write counts")
    wrong = await fresh.dana.submit(view["id"], {"name": "Ada Quill", "email": TWIN["email"]})
    assert "merge them" in (wrong or {})["email"]


async def test_somebody_who_was_quicker_is_not_overwritten(fresh: Office) -> None:
    lead = (await leads(fresh))["CTO"]
    await opened(fresh)
    view = await pressed(fresh, "Edit", "What you write counts")
    values = {"name": "Ada Quill", "title": "COO", "company": "Acme", "profile_url": PROFILE}
    await fresh.services.records.edit(Actor(TEAM, fresh.dana.id), lead.id, values | {"location": "Bonn"})
    await fresh.dana.submit(view["id"], values | {"title": "Founder"})
    view = await shows(fresh, "changed this lead meanwhile")
    assert (await leads(fresh))["COO"].location == "Bonn"
    await fresh.dana.submit(view["id"], values | {"title": "Founder", "location": "Bonn"})
    await shows(fresh, "Saved.", "Founder")


async def test_two_leads_become_one_and_two_again(fresh: Office) -> None:
    before = await everything(fresh)
    await opened(fresh)
    view = await pressed(fresh, "Merge", "become one lead", "Stays as it is")
    assert await fresh.dana.submit(view["id"], {"title": "keep"}) is None
    view = await shows(fresh, "Merged.", "can be undone")
    (lead,) = (await leads(fresh)).values()
    assert (lead.title, lead.email, lead.profile_url) == ("CTO", TWIN["email"], PROFILE)
    await pressed(fresh, "Undo the merge", "as they were", "Perhaps the same person")
    assert await everything(fresh) == before


async def everything(office: Office) -> Any:
    async with office.leadsmith.store.transaction(TEAM) as repos:
        ids = [lead.id for lead in await repos.leads.latest(office.dana.id, 100)]
        taken = await repos.lead_records.take(sorted(ids))
        return {name: sorted(map(str, found)) for name, found in taken.items()}


async def test_whoever_must_not_be_contacted_is_marked_everywhere(fresh: Office) -> None:
    await opened(fresh)
    view = await pressed(fresh, "Do not contact", "Nobody should contact")
    assert await fresh.dana.submit(view["id"], {"why": "competitor", "more": "since May"}) is None
    await shows(fresh, "Do not contact:", "Works at a competitor: since May")
    await fresh.home(fresh.dana, "do not contact")
    thread = await fresh.says("which leads must I not contact?")
    message = await thread.shows("1 lead", "that must not be contacted")
    assert "do not contact" in str(message["blocks"])
    await pressed(fresh, "Allow contact", "may be contacted again")
    assert {lead.blocked_at for lead in (await leads(fresh)).values()} == {None}


async def test_leads_are_looked_at_by_name_by_place_and_from_a_table(fresh: Office) -> None:
    thread = await fresh.says("show me Ada Quill")
    await thread.shows("Several leads are called “Ada Quill”", "Look")
    thread = await fresh.says("look at the second one")
    await thread.shows("Here is what I know:", "Ada Quill")
    thread = await fresh.says("show my leads sorted by name")
    await thread.offers("CSV")
    message = await thread.shows("2 leads")
    picked = next(iter((await leads(fresh)).values())).id
    await fresh.dana.click(message["ts"], "lead_pick", value=picked)
    await shows(fresh, "Ada Quill", "History")
    thread = await fresh.says("show me Grace Nobody")
    await thread.shows("You have no lead called “Grace Nobody”")


async def test_nothing_happens_twice_when_slack_delivers_everything_twice(fresh: Office) -> None:
    fresh.sandbox.faults.copies = 2
    await opened(fresh)
    view = await pressed(fresh, "Merge", "become one lead")
    await fresh.dana.submit(view["id"], {"title": "other"})
    await shows(fresh, "Merged.", "*Title*  Chief")
    view = await pressed(fresh, "Delete person", "will be deleted for good")
    await fresh.dana.submit(view["id"], {})
    await shows(fresh, "Deleted.")
    assert await leads(fresh) == {}


async def test_a_stranger_neither_sees_nor_changes_a_lead(fresh: Office) -> None:
    lead = (await leads(fresh))["CTO"]
    thread = await fresh.says("@Leadsmith show my leads", channel="sales")
    message = await thread.shows("2 leads")

    def pick() -> Any:
        return fresh.sam.click(message["ts"], "lead_pick", value=lead.id, channel="sales")

    assert "Only" in await fresh.whisper(fresh.sam, pick, "sales")
    assert fresh.sam.views() == []
    stranger = Actor(TEAM, fresh.sam.id)
    for act in (
        fresh.services.records.edit(stranger, lead.id, {"name": "X"}),
        fresh.services.records.block(stranger, lead.id, "because"),
        fresh.services.erasing.delete(stranger, lead.id),
    ):
        with pytest.raises(NotAllowedError, match="Only"):
            await act
