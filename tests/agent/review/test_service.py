"""Reviewing leads: in the order of their scores, nothing twice, nothing overwritten, anything taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from agent.audit import AuditAct
from agent.errors import InvalidError, NotFoundError, StaleError
from agent.leads.fact import Fact, said_by
from agent.leads.learning import learn
from agent.review.card import Decision, Place, Tier
from agent.roles import Actor, Role
from storage.filters import LeadFilter
from storage.models import Lead
from storage.repositories.reviews import Reviews
from tests.agent.review.people import LINES, line, named, reviewed_at, save
from tests.storage import rows
from tests.workshop import ADMIN, DANA, NOW, Workshop

pytestmark = pytest.mark.long

MANAGER = Actor("T1", "U5", Role.MANAGER)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with reviewed_at(tmp_path) as shop:
        yield shop


async def decide(
    shop: Workshop, name: str, decision: Decision, why: str = "", actor: Actor = DANA, seen: str | None = None
) -> str:
    """Decide over somebody as they stand now, or as they were seen; the act."""
    lead = await named(shop.store, name)
    act = await shop.review.decide(actor, lead.id, seen or lead.batch or "-", decision, why)
    return act.batch


async def standing(shop: Workshop) -> dict[str, str]:
    async with shop.store.reading("T1") as repos:
        return {lead.name or "": lead.decision.value for lead in await repos.scores.newest_leads(100)}


async def acts(shop: Workshop) -> list[AuditAct]:
    return [entry.act for entry in (await shop.audit.page(ADMIN)).lines]


async def test_the_best_come_first_and_the_position_goes_on(shop: Workshop) -> None:
    place = Place()
    for position, name in enumerate(("Ada", "Bo", "Cem", "Dee"), start=1):
        look = await shop.review.look(DANA, place)
        assert look.lead is not None
        assert {look.lead.line.name, name} <= {"Ada", "Bo"} or look.lead.line.name == name
        assert (look.position, look.total) == (position, 4)
        await shop.review.decide(DANA, look.lead.line.id, look.lead.batch, Decision.APPROVED)
        place = place.but(done=place.done + 1)
    assert (await shop.review.look(DANA, place)).lead is None


async def test_a_card_tells_an_address_that_a_verifier_knows_from_others(shop: Workshop) -> None:
    async with shop.store.transaction("T1") as repos:
        (ada,) = await repos.leads.by_keys([("email", "ada@berg.example")])
        await learn(repos, ada, [Fact("email_verified", "ada@berg.example", "zerobounce", NOW)], NOW)
    verified = {}
    for name in ("Ada", "Bo"):
        look = await shop.review.look(DANA, Place(lead=(await named(shop.store, name)).id))
        assert look.lead is not None
        verified[name] = look.lead.verified
    assert verified == {"Ada": True, "Bo": False}


async def test_a_card_says_score_tier_reason_what_is_missing_and_where_to_look(shop: Workshop) -> None:
    look = await shop.review.look(DANA, Place(tiers=(Tier.MEDIUM,)))
    lead = look.lead
    assert lead is not None
    assert (lead.line.score, lead.line.tier) == (50, Tier.MEDIUM)
    assert lead.reason.startswith("Known: LinkedIn profile; e-mail cem@tal.example")
    assert "Not known: company" in lead.reason
    assert lead.lacks == ("one of: a website or company information or social profiles",)
    assert lead.links == {"LinkedIn": "https://www.linkedin.com/in/cem"}
    assert [past.why for past in lead.history] == ["scored for the first time"]


async def test_links_lead_where_a_person_said(shop: Workshop) -> None:
    cem = await named(shop.store, "Cem")
    right, wrong = "https://www.linkedin.com/in/cem-tal", "https://www.linkedin.com/in/another"
    async with shop.store.transaction("T1") as repos:
        fact = {"field": "profile_url", "seen_at": rows.NOW}
        await repos.leads.put_facts(cem.id, [{**fact, "value": right, "source": said_by("U1")}])
        later = {"seen_at": rows.NOW + timedelta(hours=1), "value": wrong, "source": "A.js"}
        await repos.leads.put_facts(cem.id, [fact | later])
    look = await shop.review.look(DANA, Place(lead=cem.id))
    assert look.lead is not None
    assert look.lead.links == {"LinkedIn": right}


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (Place(tiers=(Tier.HIGH,)), {"Ada", "Bo"}),
        (Place(email=False), {"Dee"}),
        (Place(email=True, tiers=(Tier.LOW, Tier.MEDIUM)), {"Cem"}),
        (Place(company="berg"), {"Ada", "Bo"}),
        (Place(qualified=True), {"Ada", "Bo"}),
        (Place(qualified=False), {"Cem", "Dee"}),
        (Place(run="run1"), {"Ada", "Bo", "Cem", "Dee"}),
        (Place(run="run3"), set()),
        (Place(show=Decision.REJECTED), set()),
    ],
)
async def test_filters(shop: Workshop, place: Place, names: set[str]) -> None:
    table = await shop.review.table(DANA, place)
    assert {each.name for each in table.lines} == names
    assert all(each.qualified == (each.name in {"Ada", "Bo"}) for each in table.lines)
    assert table.people == len(names)


async def test_the_table_has_pages(shop: Workshop) -> None:
    await save(shop.store, *(line(f"P{number}") for number in range(20)))
    table = await shop.review.table(DANA, Place(page=9))
    assert (table.page, table.pages, table.people, len(table.lines)) == (2, 3, 24, 4)


async def test_who_decided_when_and_why_is_kept_and_audited(shop: Workshop) -> None:
    await decide(shop, "Ada", Decision.APPROVED)
    await decide(shop, "Cem", Decision.REJECTED, "A competitor")
    await decide(shop, "Dee", Decision.SKIPPED)
    cem = await named(shop.store, "Cem")
    assert (cem.decision, cem.reason, cem.decided_by) == (Decision.REJECTED, "A competitor", "U1")
    assert cem.decided_at == shop.clock.now()
    assert await acts(shop) == [AuditAct.LEADS_SKIPPED, AuditAct.LEADS_REJECTED, AuditAct.LEADS_APPROVED]
    found = await shop.review.summary(DANA)
    assert (found.to_review, found.decided[Decision.REJECTED]) == (1, 1)


async def test_a_rejection_needs_a_reason(shop: Workshop) -> None:
    with pytest.raises(InvalidError, match="Say why"):
        await decide(shop, "Ada", Decision.REJECTED, " ")
    with pytest.raises(InvalidError, match="at most"):
        await decide(shop, "Ada", Decision.REJECTED, "x" * 301)


@pytest.mark.parametrize(("decision", "why"), [(Decision.APPROVED, ""), (Decision.REJECTED, "no")])
async def test_deciding_twice_is_once(shop: Workshop, decision: Decision, why: str) -> None:
    ada = await named(shop.store, "Ada")
    first = await shop.review.decide(DANA, ada.id, "-", decision, why)
    shop.clock.at += timedelta(minutes=1)
    again = await shop.review.decide(DANA, ada.id, "-", decision, why)
    assert again.batch == first.batch
    assert len(await acts(shop)) == 1
    async with shop.store.reading("T1") as repos:
        act = await repos.reviews.act(first.batch)
    assert act is not None
    assert act[1] == 1


async def test_two_reviewers_do_not_overwrite_each_other(shop: Workshop) -> None:
    await decide(shop, "Ada", Decision.APPROVED, actor=MANAGER)
    with pytest.raises(StaleError, match=r"Ada was approved by <@U5>\. Nothing was changed"):
        await decide(shop, "Ada", Decision.REJECTED, "no", seen="-")
    assert (await named(shop.store, "Ada")).decision is Decision.APPROVED
    await decide(shop, "Ada", Decision.REJECTED, "seen, and still no")
    assert (await named(shop.store, "Ada")).decision is Decision.REJECTED


async def test_undo_brings_back_what_was_before(shop: Workshop) -> None:
    await decide(shop, "Ada", Decision.REJECTED, "no", actor=MANAGER)
    batch = await decide(shop, "Ada", Decision.APPROVED)
    undone = await shop.review.undo(DANA, batch)
    assert (undone.back, undone.kept) == (1, 0)
    ada = await named(shop.store, "Ada")
    assert (ada.decision, ada.reason, ada.decided_by) == (Decision.REJECTED, "no", "U5")
    assert (await shop.review.undo(DANA, batch)).back == 0
    assert (await acts(shop)).count(AuditAct.REVIEW_UNDONE) == 1
    assert (await shop.review.look(DANA, Place())).last is None


async def test_undo_is_offered_for_a_day(shop: Workshop) -> None:
    await decide(shop, "Ada", Decision.APPROVED)
    shop.clock.at += timedelta(hours=23)
    assert (await shop.review.look(DANA, Place())).last is not None
    shop.clock.at += timedelta(hours=2)
    assert (await shop.review.look(DANA, Place())).last is None


async def test_nobody_takes_back_what_others_did(shop: Workshop) -> None:
    batch = await decide(shop, "Ada", Decision.APPROVED, actor=MANAGER)
    for wrong in (batch, "nothing"):
        with pytest.raises(NotFoundError):
            await shop.review.undo(DANA, wrong)


async def test_a_tier_at_once_and_back_but_for_what_was_decided_since(shop: Workshop) -> None:
    assert await shop.review.decide_tier(DANA, Place(), Tier.HIGH, Decision.APPROVED, 2) == 2
    assert await standing(shop) == {
        "Ada": "approved",
        "Bo": "approved",
        "Cem": "proposed",
        "Dee": "proposed",
    }
    assert await shop.review.decide_tier(DANA, Place(), Tier.HIGH, Decision.APPROVED, 2) == 0
    last = (await shop.review.look(DANA, Place())).last
    assert last is not None
    assert (last.people, last.decision) == (2, Decision.APPROVED)
    await decide(shop, "Bo", Decision.REJECTED, "left", actor=MANAGER)
    undone = await shop.review.undo(DANA, last.batch)
    assert (undone.back, undone.kept) == (1, 1)
    assert (await standing(shop))["Ada"] == "proposed"
    assert (await standing(shop))["Bo"] == "rejected"


async def test_a_tier_that_has_grown_since_the_button_was_shown_is_not_decided(shop: Workshop) -> None:
    with pytest.raises(StaleError, match="There are 2 high leads by now, not 3"):
        await shop.review.decide_tier(DANA, Place(), Tier.HIGH, Decision.APPROVED, 3)
    assert (await standing(shop))["Ada"] == "proposed"


async def test_a_tier_that_grows_while_it_is_decided_over_is_left_as_it_was(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = Reviews.hold

    async def held(reviews: Reviews, wanted: LeadFilter) -> int:
        """Others are scored high right after those that were there are counted and locked."""
        number = await hold(reviews, wanted)
        await reviews.session.execute(update(Lead).values(tier=Tier.HIGH))
        return number

    monkeypatch.setattr(Reviews, "hold", held)
    with pytest.raises(StaleError, match="There are 4 high leads by now, not 2"):
        await shop.review.decide_tier(DANA, Place(), Tier.HIGH, Decision.APPROVED, 2)
    assert set((await standing(shop)).values()) == {"proposed"}


async def test_a_tier_at_once_keeps_to_what_is_looked_through(shop: Workshop) -> None:
    await save(
        shop.store, line("Eve", professionalemail="eve@x.example", jobtitle="CTO", companyname="Other")
    )
    place = Place(company="Berg")
    assert await shop.review.decide_tier(DANA, place, Tier.HIGH, Decision.REJECTED, 2) == 2
    eve, ada = await named(shop.store, "Eve"), await named(shop.store, "Ada")
    assert (eve.decision, ada.decision) == (Decision.PROPOSED, Decision.REJECTED)
    assert ada.reason == "All high leads at once"


async def test_a_rejected_lead_does_not_come_back_by_itself(shop: Workshop) -> None:
    """Neither when a later run finds the same person, nor when its score changes."""
    await decide(shop, "Dee", Decision.REJECTED, "no")
    await save(
        shop.store, {**LINES[0], "fullname": "Dee", "linkedinprofileurl": LINES[3]["linkedinprofileurl"]}
    )
    dee = await named(shop.store, "Dee")
    assert (dee.decision, dee.reason) == (Decision.REJECTED, "no")
    assert dee.tier is Tier.HIGH
    assert "Dee" not in {each.name for each in (await shop.review.table(DANA, Place())).lines}
    await decide(shop, "Dee", Decision.APPROVED)
    assert (await standing(shop))["Dee"] == "approved"


async def test_who_is_known_by_a_name_alone_does_not_come_back_either(shop: Workshop) -> None:
    """Without a profile or an address, every result makes a lead of its own."""
    ivy = {"fullname": "Ivy Ode", "companyname": "Ode GmbH"}
    await save(shop.store, ivy)
    await decide(shop, "Ivy Ode", Decision.REJECTED, "no")
    await save(shop.store, {**ivy, "companyname": "ODE GmbH"}, run="run3")
    assert (await shop.review.table(DANA, Place(show=Decision.REJECTED))).people == 2
    assert (await shop.review.table(DANA, Place(company="Ode"))).people == 0


@pytest.mark.parametrize(
    ("again", "decision"),
    [
        (line("Bo", companyname="Berg", linkedinprofileurl="https://www.linkedin.com/in/bo-b"), "rejected"),
        ({"fullname": "BO", "companyname": "Berg GmbH", "professionalemail": "b@berg.example"}, "rejected"),
        (line("Bo", companyname="Tal", linkedinprofileurl="https://www.linkedin.com/in/bo-t"), "proposed"),
        ({"fullname": "Bo", "professionalemail": "bo@elsewhere.example"}, "proposed"),
    ],
)
async def test_a_rejected_person_does_not_come_back_under_another_key(
    shop: Workshop, again: dict[str, str], decision: str
) -> None:
    await decide(shop, "Bo", Decision.REJECTED, "No budget")
    await save(shop.store, again, run="run3")
    async with shop.store.reading("T1") as repos:
        (new,) = await repos.leads.of_run("run3")
    assert (new.decision.value, new.reason) == (decision, "No budget" if decision == "rejected" else None)


async def test_two_leads_that_become_one_stay_rejected(shop: Workshop) -> None:
    await save(shop.store, {"fullname": "Fay", "professionalemail": "fay@x.example"}, line("Fay"))
    async with shop.store.reading("T1") as repos:
        fays = [each for each in await repos.scores.newest_leads(100) if each.name == "Fay"]
    assert len(fays) == 2
    act = await shop.review.decide(DANA, fays[1].id, "-", Decision.REJECTED, "no")
    await save(shop.store, line("Fay", professionalemail="fay@x.example"))
    fay = await named(shop.store, "Fay")
    assert (fay.decision, fay.reason) == (Decision.REJECTED, "no")
    assert (await shop.review.undo(DANA, act.batch)).back == 1
    assert (await named(shop.store, "Fay")).decision is Decision.PROPOSED


async def test_a_lead_that_is_not_scored_yet_is_when_somebody_looks(shop: Workshop) -> None:
    await save(shop.store, line("Gus"), score=False)
    assert (await named(shop.store, "Gus")).stale
    await shop.review.look(DANA, Place())
    gus = await named(shop.store, "Gus")
    assert (gus.score, gus.stale) == (30, False)
