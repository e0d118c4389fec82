"""Scoring in a workspace: at once with new facts, anew with new weights, with a history of it all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.errors import NotAllowedError, NotFoundError, StaleError
from agent.events import RescoreChanged
from agent.leads.fact import said_by
from agent.llm.model import Reply
from agent.scoring.facts import Facts
from agent.scoring.presets import Preset
from agent.scoring.profile import Profile
from agent.scoring.rescoring import rescore
from agent.scoring.score import score
from agent.scoring.wording import quotes_only
from storage.models import Tier
from tests.agent.review.people import LINES, line, named, reviewed_at, save
from tests.agent.scoring.known import PERSON
from tests.scripted_model import ScriptedModel
from tests.storage import rows
from tests.workshop import ADMIN, DANA, Workshop

pytestmark = pytest.mark.long

SAVINGS = Profile.usual(Preset.SAVINGS)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with reviewed_at(tmp_path) as shop:
        yield shop


async def history(shop: Workshop, name: str) -> list[tuple[int, str]]:
    lead = await named(shop.store, name)
    async with shop.store.reading("T1") as repos:
        return [(row.score, row.why) for row in await repos.scores.history(lead.id)]


async def test_new_facts_are_scored_with_them_and_the_old_score_is_kept(shop: Workshop) -> None:
    await save(shop.store, line("Dee", professionalemail="dee@x.example", jobtitle="CEO"))
    assert await history(shop, "Dee") == [(50, "its facts changed"), (30, "scored for the first time")]
    dee = await named(shop.store, "Dee")
    assert (dee.score, dee.tier, dee.qualified) == (50, Tier.MEDIUM, False)


async def test_a_run_scores_what_it_finds(shop: Workshop) -> None:
    """A run's leads are scored in the transaction that saves them: see `execution.job`."""
    ada = await named(shop.store, "Ada")
    assert (ada.score, ada.tier, ada.qualified, ada.stale) == (75, Tier.HIGH, True, False)


async def test_whoever_changes_facts_leaves_the_lead_to_be_scored(shop: Workshop) -> None:
    ada = await named(shop.store, "Ada")
    async with shop.store.transaction("T1") as repos:
        fact = {"field": "interests", "value": "chess", "source": "hand", "seen_at": rows.NOW}
        await repos.leads.put_facts(ada.id, [fact])
        assert await repos.scores.stale_count() == 1
    assert await shop.scoring.catch_up("T1") == 0
    assert (await named(shop.store, "Ada")).score == 85
    assert await shop.scoring.catch_up("T1") == 0


async def test_what_a_person_said_counts_whatever_is_found_since(shop: Workshop) -> None:
    ada = await named(shop.store, "Ada")
    async with shop.store.transaction("T1") as repos:
        said = {"field": "company", "value": "", "source": said_by("U1"), "seen_at": rows.NOW}
        await repos.leads.put_facts(ada.id, [said])
    await shop.scoring.catch_up("T1")
    assert (await named(shop.store, "Ada")).score == 60
    await save(shop.store, LINES[0], run="run3")
    assert (await named(shop.store, "Ada")).score == 60


async def test_what_does_not_change_a_score_is_no_history(shop: Workshop) -> None:
    await save(shop.store, LINES[0], run="run3")
    assert len(await history(shop, "Ada")) == 1


async def test_a_preview_says_who_changes_tier_and_changes_nothing(shop: Workshop) -> None:
    preview = await shop.scoring.preview(ADMIN, SAVINGS)
    assert (preview.people, preview.looked_at, preview.changed) == (4, 4, 3)
    assert preview.before == {Tier.HIGH: 2, Tier.MEDIUM: 1, Tier.LOW: 1}
    assert preview.after == {Tier.HIGH: 0, Tier.MEDIUM: 2, Tier.LOW: 2}
    assert {(shift.before, shift.after) for shift in preview.sample} <= {
        (Tier.HIGH, Tier.MEDIUM),
        (Tier.MEDIUM, Tier.LOW),
    }
    assert (await shop.scoring.current(ADMIN)).version == 0


async def test_new_weights_score_everything_anew_and_tell_how_far_that_is(shop: Workshop) -> None:
    assert await shop.scoring.save(ADMIN, SAVINGS, 0) == 1
    await shop.durable.settle()
    assert (await history(shop, "Cem"))[0] == (31, "the weights changed (version 1)")
    card = await shop.scoring.card("T1", 1)
    assert (card.total, card.done, card.saved_by) == (4, 4, "U9")
    assert card.ended_at == shop.clock.now()
    assert shop.audience.of(RescoreChanged) == [RescoreChanged("T1", "1")]
    async with shop.store.reading("T1") as repos:
        assert await repos.scores.stale_count() == 0


async def test_whoever_scores_a_lead_by_new_weights_is_counted(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look and a run score leads, too, and what comes when all is done is none of the weights' doing."""
    monkeypatch.setattr("agent.scoring.service.AT_A_LOOK", 3)
    await shop.scoring.save(ADMIN, SAVINGS, 0)
    assert await shop.scoring.catch_up("T1") == 1
    assert (await shop.scoring.card("T1", 1)).done == 3
    await shop.durable.settle()
    card = await shop.scoring.card("T1", 1)
    assert (card.done, card.changed) == (4, 3)
    await save(shop.store, line("Eve"), line("Ada", companyname="New AG"), score=False)
    monkeypatch.setattr("agent.scoring.service.AT_A_LOOK", 0)
    assert await shop.scoring.catch_up("T1") == 2
    await shop.durable.settle()
    card = await shop.scoring.card("T1", 1)
    assert (card.done, card.changed) == (4, 3)


async def test_the_same_weights_again_change_nothing(shop: Workshop) -> None:
    assert await shop.scoring.save(ADMIN, SAVINGS, 0) == 1
    assert await shop.scoring.save(ADMIN, SAVINGS, 0) == 1
    assert await shop.scoring.save(ADMIN, SAVINGS, 1) == 1
    assert len((await shop.audit.page(ADMIN)).lines) == 1


async def test_of_two_admins_who_change_weights_at_once_the_second_is_told(shop: Workshop) -> None:
    await shop.scoring.save(ADMIN, SAVINGS, 0)
    with pytest.raises(StaleError, match="Somebody else"):
        await shop.scoring.save(ADMIN, Profile.usual(Preset.EVIDENCE), 0)


async def test_only_admins_settle_how_leads_are_scored(shop: Workshop) -> None:
    for act in (
        shop.scoring.current(DANA),
        shop.scoring.preview(DANA, SAVINGS),
        shop.scoring.save(DANA, SAVINGS, 0),
    ):
        with pytest.raises(NotAllowedError):
            await act
    with pytest.raises(NotFoundError):
        await shop.scoring.card("T1", 7)


async def test_many_leads_are_left_to_the_job(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.scoring.service.AT_A_LOOK", 2)
    monkeypatch.setattr("agent.scoring.service.AT_ONCE", 3)
    await save(shop.store, *(line(f"P{number}") for number in range(9)), score=False)
    assert await shop.scoring.catch_up("T1") == 7
    await shop.durable.settle()
    assert (await named(shop.store, "P7")).score == 30


async def test_what_an_earlier_release_left_is_scored_at_the_start(shop: Workshop) -> None:
    await save(shop.store, line("Hal"), score=False)
    await shop.scoring.begin()
    await shop.durable.settle()
    assert (await named(shop.store, "Hal")).score == 30


async def test_nothing_to_score_is_nothing_done(shop: Workshop) -> None:
    async with shop.store.transaction("T1") as repos:
        assert await rescore(repos, [], rows.NOW) == 0


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ada Berg scores 45 because the e-mail and the title CTO are known.", True),
        ("She scores 46.", False),
        ("It is known that Ada Berg knows Elon.", False),
        ("Two reasons: “she will buy” is one.", False),
        ("", False),
    ],
)
def test_a_models_words_are_kept_if_they_quote_only_facts(said: str, kept: bool) -> None:
    assert quotes_only(said, score(Facts.of(PERSON.items()), Profile.usual())) is kept


async def test_a_model_words_the_reasons_that_are_shown_next(tmp_path: Path) -> None:
    model = ScriptedModel([Reply("The company and the title are known, as is industry Retail.")] * 4)
    async with reviewed_at(tmp_path, model=model) as shop:
        ada = await named(shop.store, "Ada")
        await shop.scoring.word("T1", [ada.id])
        await shop.scoring.word("T1", [ada.id])
        await shop.durable.settle()
        async with shop.store.reading("T1") as repos:
            (row,) = await repos.scores.history(ada.id)
        assert row.wording == "The company and the title are known, as is industry Retail."
