"""A search goes from best customers to companies like them, one decision at a time, and loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agent.errors import NotAllowedError, NotFoundError, StaleError
from agent.icp.profile import Field
from agent.prospecting.card import SessionState
from agent.prospecting.reflecting import LANES_ENRICH, LANES_READ
from agent.prospecting.stages import NOBODY, NOTHING
from storage.models import CompanyRole, CompanyWork
from tests.agent.prospecting.conftest import ASKED, Office
from tests.lookalikes import CUSTOMERS, sites_of
from tests.workshop import ADMIN, DANA, NOW, SAM, WORKSPACE

pytestmark = pytest.mark.long

BEFORE = ["icp:intake_saved", "icp:seeds_mapped", "icp:confirm_pending"]
LISTED = [
    *BEFORE,
    "icp:planning_start",
    "icp:progress_summary",
    "icp:toplikes_ready",
    "icp:profile_ready",
    "icp:candidates_found",
]


async def test_confirm_gates_discovery(office: Office):
    session_id = await office.begun()
    await office.durable.settle()
    assert (await office.card(session_id)).state is SessionState.CONFIRM_PENDING
    assert await office.events(session_id) == BEFORE
    assert not office.web.reads
    assert not office.web.searches


async def test_after_confirm_companies_like_the_customers_are_listed_with_why(office: Office):
    card = await office.card(await office.listed())
    assert card.state is SessionState.CANDIDATES_FOUND
    assert card.profile is not None
    assert [line.value for line in card.profile.of(Field.INDUSTRY)] == ["Logistics software"]
    assert len(card.lookalikes) == 12
    first = card.lookalikes[0]
    assert (first.rank, first.known.why) == (
        1,
        "Logistics software · 51–200 employees · COO · Berlin, Germany",
    )
    assert first.known.snippet == "industry: Logistics software"
    assert {line.domain[:5] for line in card.lookalikes} == {"alike"}
    assert await office.events(card.id) == LISTED
    assert all(line.enriching is CompanyWork.NONE for line in card.lookalikes)


async def test_run_enrichment_gates_the_top_10_and_the_others_follow_in_the_background(office: Office):
    session_id = await office.listed()
    assert not office.web.finds
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    card = await office.card(session_id)
    assert card.state is SessionState.SUMMARY_EMITTED
    assert all(line.enriching is CompanyWork.DONE for line in card.lookalikes)
    events = await office.events(session_id)
    assert events[len(LISTED) :] == [
        "enrich:start_top10",
        *["enrich:company_tick"] * 10,
        "enrich:summary",
        "enrich:next40_enqueued",
        *["enrich:company_tick"] * 2,
        "icp:progress_summary",
    ]


async def test_contacts_become_leads_of_whoever_asked_with_their_sources(office: Office):
    session_id = await office.listed()
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    leads = {lead.name: lead for lead in await office.leads()}
    assert len(leads) == 12
    assert leads["Ada alike02"].email == "ada.alike02@alike02.example"
    assert leads["Bo alike02"].email is None, "nobody verified it"
    async with office.store.reading(WORKSPACE) as repos:
        facts = {f.field: f for f in await repos.leads.facts(leads["Ada alike02"].id)}
    assert facts["email"].source == "book"
    assert (facts["industry"].value, facts["industry"].source) == (
        "Logistics software",
        "https://alike02.example/",
    )
    assert await office.leads(SAM) == []


async def test_every_milestone_is_told_once_with_time_and_counts(office: Office):
    session_id = await office.listed()
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    assert len(office.told) == len(set(office.told)) == 12
    numbered = await office.prospecting.told(WORKSPACE, session_id)
    assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))
    assert await office.prospecting.told(WORKSPACE, session_id, 3) == numbered[3:]
    payloads = [each for _, each in numbered]
    found = next(each for each in payloads if each["event"] == "icp:candidates_found")
    assert found["context"] == {
        "session_id": session_id,
        "tenant_id": WORKSPACE,
        "state": "candidates_found",
        "counters": {"count": 12, "searches": office.web.searches.total(), "seconds": 0.0},
    }
    assert set(found) == {"event", "message", "context"}
    said = await office.prospecting.sentences(WORKSPACE, session_id, 4)
    assert [told.key for told in said] == LISTED[2:4], "one message for what is reached together"
    assert "Noted 6 customers and 2 lost ones. I know the sites of all of them." in said[0].sentence
    assert await office.prospecting.sentences(WORKSPACE, session_id, 2) == []


async def test_to_begin_confirm_and_enrich_twice_is_to_do_it_once(office: Office):
    ids = {await office.begun(), await office.begun()}
    assert len(ids) == 1
    session_id = ids.pop()
    for act in (office.prospecting.confirm, office.prospecting.enrich):
        await act(DANA, session_id)
        await act(DANA, session_id)
        await office.durable.settle()
    assert set(office.web.reads.values()) == {1}
    assert set(office.web.searches.values()) == {1}
    assert set(office.web.finds.values()) == {1}


async def test_defect_002_confirmation_matched_by_substring(office: Office):
    """Nothing that is said confirms: only the button of this very search does, pressed by its owner."""
    session_id = await office.begun()
    for session, actor in ((session_id[:6], DANA), (f"{session_id} confirm", DANA)):
        with pytest.raises(NotFoundError):
            await office.prospecting.confirm(actor, session)
    with pytest.raises(NotAllowedError):
        await office.prospecting.confirm(SAM, session_id)
    assert (await office.card(session_id)).state is SessionState.CONFIRM_PENDING
    await office.prospecting.confirm(ADMIN, session_id)


async def test_what_was_cancelled_goes_no_further_and_keeps_what_was_found(office: Office):
    session_id = await office.listed()
    await office.prospecting.enrich(DANA, session_id)
    await office.prospecting.cancel(DANA, session_id)
    await office.prospecting.cancel(DANA, session_id)
    await office.durable.settle()
    card = await office.card(session_id)
    assert (card.state, card.ended_by) == (SessionState.CANCELLED, DANA.user)
    assert len(card.lookalikes) == 12
    assert not office.web.finds
    with pytest.raises(StaleError):
        await office.prospecting.confirm(DANA, session_id)


async def test_several_searches_go_on_at_once_and_one_persons_too(office: Office):
    asked = {"one": DANA, "two": DANA, "other": SAM}
    ids = {
        key: await office.prospecting.begin(actor, replace(ASKED, key=key)) for key, actor in asked.items()
    }
    for key, actor in asked.items():
        await office.prospecting.confirm(actor, ids[key])
    await office.durable.settle()
    await office.prospecting.cancel(DANA, ids["two"])
    await office.prospecting.enrich(DANA, ids["one"])
    await office.durable.settle()
    cards = {key: await office.card(session_id) for key, session_id in ids.items()}
    assert [len(card.lookalikes) for card in cards.values()] == [12, 12, 12]
    assert [card.state.value for card in cards.values()] == [
        "summary_emitted",
        "cancelled",
        "candidates_found",
    ]
    assert [card.id for card in await office.prospecting.of(SAM)] == [ids["other"]]
    assert len(await office.leads()) == len({(lead.name, lead.company) for lead in await office.leads()})


async def test_few_companies_lead_to_one_wider_search(office: Office):
    for number in range(4, 12):
        del office.web.sites[f"alike{number:02}.example"]
    card = await office.card(await office.listed())
    assert len(card.lookalikes) == 4
    assert "I found few companies, so I searched once more, wider." in card.notes
    assert any(query.startswith("companies like Alike00") for query in office.web.searches)


async def test_sites_that_cannot_be_read_are_a_note_and_no_failure(office: Office):
    office.web.broken = {CUSTOMERS[0], "alike03.example"}
    card = await office.card(await office.listed())
    assert card.state is SessionState.CANDIDATES_FOUND
    assert len(card.lookalikes) == 11
    assert "I could not read the sites of Customer1." in card.notes


async def test_without_anything_to_go_by_it_says_so(office: Office):
    office.web.broken = {*CUSTOMERS}
    card = await office.card(await office.listed())
    assert (card.state, card.sentence) == (SessionState.FAILED, NOBODY)


async def test_without_any_lookalike_it_says_so(office: Office):
    for number in range(12):
        del office.web.sites[f"alike{number:02}.example"]
    card = await office.card(await office.listed())
    assert (card.state, card.sentence) == (SessionState.FAILED, NOTHING)


async def test_a_vendor_that_asks_for_patience_makes_it_one_at_a_time(office: Office):
    session_id = await office.listed()
    first = (await office.card(session_id)).lookalikes[0].domain
    office.web.impatient = {first}
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    card = await office.card(session_id)
    assert card.state is SessionState.SUMMARY_EMITTED
    assert "A service asked for patience, so I go on with one company at a time." in card.notes
    assert "The book asks for patience." in card.notes
    assert card.lookalikes[0].known.grade is not None, "it is scored without"


async def test_the_profile_can_be_changed_by_hand_and_the_list_follows(office: Office):
    session_id = await office.listed()
    await office.prospecting.edit(DANA, session_id, 1, {Field.INDUSTRY: "Bakery"})
    card = await office.card(session_id)
    assert card.profile is not None
    assert card.profile.of(Field.INDUSTRY)[0].by_hand
    assert card.version == 2
    assert "Bakery" in {line.known.why.split(" · ")[0] for line in card.lookalikes}
    with pytest.raises(StaleError):
        await office.prospecting.edit(DANA, session_id, 1, {Field.INDUSTRY: "Retail"})
    await office.prospecting.edit(DANA, session_id, 1, {Field.INDUSTRY: "Bakery"})


async def test_a_profile_that_is_not_there_yet_cannot_be_changed(office: Office):
    session_id = await office.begun()
    with pytest.raises(StaleError):
        await office.prospecting.edit(DANA, session_id, 1, {Field.INDUSTRY: "Bakery"})


async def test_defect_002_the_top_10_was_lost_on_restart(office: Office):
    """Another process over the same database finds the list, and goes on with it."""
    from agent.prospecting.service import Prospecting  # noqa: PLC0415 - stands for a new process

    session_id = await office.listed()
    before = [line.domain for line in (await office.card(session_id)).lookalikes]
    again = Prospecting(office.context)
    assert [line.domain for line in (await again.card(WORKSPACE, session_id)).lookalikes] == before
    await again.enrich(DANA, session_id)
    await office.durable.settle()
    assert (await again.card(WORKSPACE, session_id)).state is SessionState.SUMMARY_EMITTED


async def test_lanes_share_one_list_with_their_caps_kept_and_nothing_done_twice(office: Office):
    office.web.delay = 0.03
    session_id = await office.begun()
    await office.prospecting.confirm(DANA, session_id)
    await office.at_once()
    await office.prospecting.enrich(DANA, session_id)
    await office.at_once()
    assert (await office.card(session_id)).state is SessionState.SUMMARY_EMITTED
    assert set(office.web.reads.values()) == set(office.web.finds.values()) == {1}
    assert 1 < office.web.most_at_once["read"] <= LANES_READ
    assert 1 < office.web.most_at_once["find"] <= LANES_ENRICH


async def test_a_list_full_of_companies_that_are_alike_is_read_no_further(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("agent.prospecting.lanes.MOST", 5)
    session_id = await office.listed()
    card = await office.card(session_id)
    assert len(card.lookalikes) == 5
    assert card.candidates.total == 15
    assert (card.candidates.done, card.candidates.failed) == (office.web.reads.total() - 8, 0)
    assert card.candidates.done < 15


async def test_what_a_first_look_left_of_listed_companies_is_read_in_the_background(office: Office):
    office.web.more = {"pricing": "public prices", "technology": "SAP", "industry": "Bakery"}
    card = await office.card(await office.listed())
    assert office.web.reads_on == dict.fromkeys((line.domain for line in card.lookalikes), 1)
    assert {signal.field for signal in card.lookalikes[0].known.signals} >= {"pricing", "technology"}
    values = [each.value for each in card.lookalikes[0].known.signals if each.field == "industry"]
    assert values == ["Logistics software"], "of what a company has one value, the first look's counts"
    await office.prospecting.edit(DANA, card.id, 1, {Field.TECHNOLOGY: "SAP"})
    assert all("SAP" in line.known.why for line in (await office.card(card.id)).lookalikes)


async def test_services_that_are_slow_in_the_background_are_asked_less_too(office: Office):
    office.web.more, office.web.timeouts = {"technology": "SAP"}, 1
    card = await office.card(await office.listed())
    assert any(note.startswith("Some services were slow") for note in card.notes)


async def test_a_vendor_that_reads_pages_is_paid_no_more_than_the_budget(office: Office):
    office.web.cents = 10.0
    card = await office.card(await office.listed())
    assert "A vendor that reads what I could not was paid $1.00. I read on without it." in card.notes
    assert [knobs.vendor for knobs in office.web.knobs] == [True] * 10 + [False] * 13


async def test_what_a_vendor_was_paid_for_pages_is_said(office: Office):
    office.web.cents = 0.16
    card = await office.card(await office.listed())
    assert card.notes == ("A vendor that reads what I could not was paid $0.04.",)


async def test_companies_that_enter_the_list_by_an_edited_profile_are_read_to_their_end_too(office: Office):
    office.web.more = {"technology": "SAP"}
    session_id = await office.listed()
    listed = {line.domain for line in (await office.card(session_id)).lookalikes}
    await office.prospecting.edit(DANA, session_id, 1, {Field.INDUSTRY: "Bakery"})
    await office.durable.settle()
    entered = {line.domain for line in (await office.card(session_id)).lookalikes} - listed
    assert entered
    assert office.web.reads_on == dict.fromkeys(listed | entered, 1)


async def test_what_falls_off_the_list_is_read_no_further(office: Office):
    office.web.more = {"technology": "SAP"}
    session_id = await office.begun()
    await office.prospecting.confirm(DANA, session_id)
    jobs: Any = office.durable
    while keys := [key for key in jobs.waiting if ":rest:" not in key]:
        job, args, _ = jobs.waiting.pop(keys[0])
        await jobs._jobs[job].body(*args)
    nothing = dict.fromkeys((Field.SIZE, Field.PLACE, Field.BUYER, Field.TECHNOLOGY), "")
    await office.prospecting.edit(DANA, session_id, 1, {**nothing, Field.INDUSTRY: "Bakery"})
    await office.at_once()
    card = await office.card(session_id)
    assert {line.domain[:5] for line in card.lookalikes} == {"other"}
    assert office.web.reads_on == dict.fromkeys((line.domain for line in card.lookalikes), 1)
    assert (card.candidates.done, card.candidates.total) == (15, 15)


async def test_who_was_found_before_their_site_was_read_to_its_end_learns_of_it(office: Office):
    office.web.more = {"technology": "SAP"}
    session_id = await office.begun()
    await office.prospecting.confirm(DANA, session_id)
    jobs: Any = office.durable
    later: dict[str, Any] = {}
    while jobs.waiting:
        key = next(iter(jobs.waiting))
        job, args, delay = jobs.waiting.pop(key)
        if ":rest:" in key:
            later[key] = (job, args, delay)
        else:
            await jobs._jobs[job].body(*args)
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    before = (await office.card(session_id)).lookalikes[2].known
    jobs.waiting |= later
    await office.durable.settle()
    after = (await office.card(session_id)).lookalikes[2].known
    assert before.grade is not None
    assert after.grade is not None
    assert after.grade.points == before.grade.points + 10, "one more signal"
    lead = next(lead for lead in await office.leads() if lead.name == "Ada alike02")
    async with office.store.reading(WORKSPACE) as repos:
        facts = {fact.field: fact.value for fact in await repos.leads.facts(lead.id)}
    assert facts["integrations"] == "SAP"
    assert len(await office.leads()) == 12, "nobody twice"


async def test_reading_ends_when_its_time_is_used_up(office: Office):
    session_id = await office.begun()
    await office.prospecting.confirm(DANA, session_id)
    office.clock.now = lambda: NOW + timedelta(minutes=office.web.reads.total())  # type: ignore[method-assign]
    office.web.sites |= sites_of(30, 3)
    await office.durable.settle()
    card = await office.card(session_id)
    assert card.state is SessionState.CANDIDATES_FOUND
    assert "I stopped reading sites after 15 minutes." in card.notes
    assert 0 < len(card.lookalikes) < 30
    assert card.candidates.done == 16


async def test_time_in_which_nobody_was_at_work_is_no_time_of_reading(office: Office):
    session_id = await office.begun()
    await office.prospecting.confirm(DANA, session_id)
    down = timedelta(days=1)
    office.clock.now = lambda: NOW + down * (office.web.reads.total() > 10)  # type: ignore[method-assign]
    await office.durable.settle()
    card = await office.card(session_id)
    assert (card.candidates.done, card.candidates.failed) == (15, 0)
    assert len(card.lookalikes) == 12


async def test_sites_that_were_not_read_are_said_where_nothing_is_listed(office: Office):
    office.web.broken = {domain for domain in office.web.sites if domain.startswith("alike")}
    card = await office.card(await office.listed())
    assert card.state is SessionState.FAILED
    assert card.sentence.startswith("I found 15 companies. The sites of 12 were not read")


async def test_sources_are_remembered_by_what_they_gave(office: Office):
    await office.listed()
    async with office.store.reading(WORKSPACE) as repos:
        standing = (await repos.prospecting.standings())[0]
        rows = await repos.prospecting.companies(await office.begun(), CompanyRole.CANDIDATE)
    assert (standing.source, standing.failures) == ("directory", 0)
    assert standing.searches == sum(office.web.searches.values())
    assert len(rows) == 15
