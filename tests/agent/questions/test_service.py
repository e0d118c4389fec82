"""Questions are taken once, go on within their thread, and are kept."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

import pytest

from agent.errors import NotFoundError
from agent.events import AnswerExported, QuestionChanged
from agent.leads.saving import Delivery, Found, save_leads
from agent.planner.plan import Outcome
from agent.questions.answer import LeadsAnswer
from agent.questions.query import LeadQuery
from agent.questions.saying import sentence
from storage.models import Decision, PlanStatus, RunStatus, Tier
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import DANA, NOW, Workshop, message, workshop_at

pytestmark = pytest.mark.long

PLANNED = Outcome(plan=plan_with("find 20 CTOs in Berlin", "LinkedIn Search Export.js"))


async def seeded(shop: Workshop, people: int = 3) -> None:
    """Give Dana leads of two runs, and Sam one of his own."""
    async with shop.store.transaction("T1") as repos:
        repos.plans.add(rows.plan(goal="Emails of CTOs in Texas", thread_ts="0.1", channel="D1"))
        await repos.session.flush()
        for run, owner in (("run1", "U1"), ("run2", "U2")):
            made = rows.run(id=run, owner=owner, status=RunStatus.FINISHED, started_at=NOW)
            repos.runs.add(made, [])
        await repos.session.flush()
        for at in range(people):
            line = {
                "fullname": f"Ada {at}",
                "linkedinprofileurl": f"https://www.linkedin.com/in/ada{at}",
                "jobtitle": "Chief Technology Officer",
                "location": "München",
                "companyname": "Acme",
                **({"professionalemail": f"ada{at}@acme.example"} if at else {}),
            }
            found = Found(line, dict.fromkeys(line, "LinkedIn Search Export.js"))
            await save_leads(repos, [found], Delivery("run1", "U1", NOW))
        line = {"fullname": "Bo", "linkedinprofileurl": "https://www.linkedin.com/in/bo"}
        await save_leads(repos, [Found(line, dict.fromkeys(line, "B.js"))], Delivery("run2", "U2", NOW))


def asked(shop: Workshop) -> list[str]:
    """The ids of the questions, once each, as they were first shown."""
    return list(dict.fromkeys(event.question_id for event in shop.audience.of(QuestionChanged)))  # type: ignore[union-attr]


async def answer(shop: Workshop, at: int = -1) -> LeadsAnswer:
    card = await shop.questions.card("T1", asked(shop)[at])
    found = await shop.questions.answer(card, UTC)
    assert isinstance(found, LeadsAnswer)
    return found


async def says(shop: Workshop, text: str, ts: str, **changes: str) -> None:
    await shop.assistant.receive(message(text, ts, **changes))
    await shop.durable.settle()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("how many leads do I have?", 3),
        ("how many CTOs do we have in Munich?", 3),
        ("my leads without an e-mail", 1),
        ("my leads found by LinkedIn Search Export", 3),
        ("my leads found by LinkedIn Auto Connect", 0),
        ("leads from my last run", 3),
        ('leads from the plan "CTOs in Texas"', 3),
        ('leads from the plan "dentists"', 0),
        ("how many leads did we find yesterday?", 0),
        ("show my last 2 leads", 2),
    ],
)
async def test_the_answer_is_of_the_leads_that_there_are(tmp_path: Path, text: str, people: int) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop)
        await says(shop, text, "1.1")
        assert (await answer(shop)).people == people


async def test_defect_004_a_time_range_is_kept_to(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop)
        found = []
        for number, when in enumerate(("today", "yesterday", "last week")):
            await says(shop, f"how many leads did we find {when}?", f"1.{number}")
            found.append((await answer(shop)).people)
        assert found == [3, 0, 0]


async def test_each_sees_what_their_own_runs_found(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop)
        await says(shop, "how many leads do I have?", "1.1", author="U2")
        assert [line.name for line in (await answer(shop)).lines] == ["Bo"]


async def test_an_event_that_is_delivered_three_times_is_answered_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        for _ in range(3):
            await says(shop, "export my leads as csv", "1.1")
        assert len(shop.audience.of(QuestionChanged)) == 1
        assert len(shop.audience.of(AnswerExported)) == 1
        assert shop.planner.asked == []


async def test_a_restart_keeps_what_a_thread_is_about(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop)
        await says(shop, "how many CTOs do we have?", "1.1")
    async with workshop_at(tmp_path) as shop:
        await says(shop, "only those without an e-mail", "1.2", thread_ts="1.1")
        found = await answer(shop)
        assert (found.people, found.query.titles) == (1, ("CTOs",))


async def test_a_question_goes_on_across_threads_but_not_across_people(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await seeded(shop)
        await says(shop, "how many CTOs do we have?", "1.1")
        await says(shop, "only those without an e-mail", "2.2")
        found = await answer(shop)
        assert (len(asked(shop)), found.query.titles, found.query.email) == (2, ("CTOs",), False)
        await says(shop, "only those without an e-mail", "1.3", thread_ts="1.1", author="U2")
        assert len(asked(shop)) == 2


async def test_under_a_plan_that_waits_only_a_sure_question_is_no_feedback(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED, PLANNED) as shop:
        await says(shop, "find 20 CTOs in Berlin", "1.1")
        await says(shop, "only those with an e-mail", "1.2", thread_ts="1.1")
        assert asked(shop) == []
        assert len(shop.planner.asked) == 2
        await says(shop, "how many leads do I have?", "1.3", thread_ts="1.1")
        assert len(asked(shop)) == 1


async def test_a_goal_that_is_edited_into_a_question_is_answered_and_its_plan_taken_back(
    tmp_path: Path,
) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await says(shop, "find 20 CTOs in Berlin", "1.1")
        await shop.assistant.edited(message("how many CTOs do I have in Berlin?", key="Ev2"))
        await shop.durable.settle()
        assert len(asked(shop)) == 1
        plan = await shop.planning.card("T1", await shop.plan_id("1.1"))
        assert plan.status is PlanStatus.CANCELLED


async def test_the_nearest_of_nothing_is_told(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop)
        await says(shop, "show my leads at Nowhere in Munich", "1.1")
        wider = (await answer(shop)).wider
        assert [(each.without, each.people) for each in wider] == [("the company", 3)]


async def test_a_question_that_is_gone_is_said(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        with pytest.raises(NotFoundError):
            await shop.questions.export(DANA, "nothing")


async def test_the_file_holds_what_was_asked_for_and_no_formula(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop)
        await says(shop, "my leads in Munich sorted by name as csv", "1.1")
        file = await shop.questions.file(await shop.questions.card("T1", asked(shop)[0]), UTC)
        assert file is not None
        assert (file.name, file.rows, file.people) == ("leads-in-munich.csv", 3, 3)
        head, first, *_ = file.text.splitlines()
        assert head == (
            "Name,Title,Company,Industry,E-mail,Location,LinkedIn profile,"
            "Score,Tier,Decision,Reason,Found by,Collected at"
        )
        assert first.startswith(
            "Ada 0,Chief Technology Officer,Acme,,,München,https://www.linkedin.com/in/ada0,"
        )


async def test_a_few_leads_that_somebody_has_as_a_file_are_important_to_them(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop, people=7)
        await says(shop, "my leads in Munich as csv", "1.1")
        await says(shop, "my last 2 leads as csv", "2.2")
        for question in asked(shop):
            await shop.questions.file(await shop.questions.card("T1", question), UTC)
        assert len((await shop.people.of(DANA)).leads) == 2


async def test_another_workspace_has_none_of_it(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop)
        await says(shop, "how many leads do I have?", "1.1", workspace="T2")
        card = await shop.questions.card("T2", asked(shop)[0])
        assert isinstance(card.reading.query, LeadQuery)
        found = await shop.questions.answer(card, UTC)
        assert isinstance(found, LeadsAnswer)
        assert found.people == 0
        with pytest.raises(NotFoundError):
            await shop.questions.card("T1", card.id)


async def test_leads_are_asked_for_by_what_their_review_came_to(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await seeded(shop)
        async with shop.store.transaction("T1") as repos:
            first, second, *_ = await repos.leads.latest("U1")
            first.decision, first.reason, first.decided_at = (
                Decision.REJECTED,
                "a competitor",
                shop.clock.now(),
            )
            first.score, first.tier = 80, Tier.HIGH
            second.decision = Decision.REJECTED
            second.decided_at = shop.clock.now() - timedelta(days=40)
        await says(shop, "rejected leads with reasons", "1.1")
        await says(shop, "which leads did I reject this week?", "1.2")
        await says(shop, "high tier leads", "1.3")
        found = []
        for question_id in asked(shop):
            card = await shop.questions.card("T1", question_id)
            answer = await shop.questions.answer(card, UTC)
            assert isinstance(answer, LeadsAnswer)
            found.append((sentence(answer), {line.reason for line in answer.lines}))
        assert found[0][0].startswith("2 leads rejected in review,")
        assert found[0][1] == {"a competitor", None}
        assert found[1][0].startswith("1 lead rejected in review this week")
        assert found[2][0].startswith("1 lead of high tier")
