"""Conversations: what was talked about carries forward, is kept, and is nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.assistant.card import TurnCard
from agent.errors import NotAllowedError, NotFoundError, StaleError
from agent.events import PlanChanged, QuestionChanged, Replied, RunChanged, TaskChanged, TurnChanged
from agent.planner.plan import Outcome
from agent.questions.query import LeadQuery
from agent.tools.shown import Asking, Listed, Said
from storage.models import RunStatus, TaskStatus, TurnStatus
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import ADMIN, DANA, NOW, SAM, WORKSPACE, Workshop, message, workshop_at

PLANNED = Outcome(plan=plan_with("find 20 CTOs in Berlin", "LinkedIn Search Export.js"))


def shown(shop: Workshop) -> list[str]:
    """The turns that were shown, as often as they were."""
    return [event.turn_id for event in shop.audience.of(TurnChanged)]  # type: ignore[union-attr]


async def turn(shop: Workshop, at: int = -1, workspace: str = WORKSPACE) -> TurnCard:
    return await shop.assistant.card(workspace, shown(shop)[at])


async def listed(shop: Workshop) -> Listed:
    (only,) = (await turn(shop)).shown
    assert isinstance(only, Listed), only
    return only


async def runs(shop: Workshop, *statuses: RunStatus, owner: str = "U1", workspace: str = WORKSPACE) -> None:
    """Runs in these states, the newest first."""
    async with shop.store.transaction(workspace) as repos:
        for number, status in enumerate(statuses):
            plan = f"{owner}plan{number}"
            repos.plans.add(
                rows.approved(
                    workspace,
                    id=plan,
                    author=owner,
                    goal=f"find 20 CTOs in Town{number}",
                    thread_ts=f"0.{number}",
                    goal_ts=f"0.{number}",
                )
            )
            await repos.session.flush()
            version = rows.version(plan, document=PLANNED.model_dump(mode="json"))
            repos.plans.add_version(version)
            run = rows.run(
                workspace,
                id=f"{owner}run{number}",
                plan_id=plan,
                owner=owner,
                status=status,
                created_at=NOW.replace(hour=9 - number),
                started_at=NOW if status is not RunStatus.WAITING else None,
            )
            repos.runs.add(run, [])
            await repos.session.flush()


async def test_the_second_one_is_of_the_list_just_shown(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await runs(shop, RunStatus.RUNNING, RunStatus.FINISHED, RunStatus.CANCELLED)
        await shop.says("show my runs", "1.1")
        assert (await listed(shop)).ids == ("U1run0", "U1run1", "U1run2")
        await shop.says("the second one", "2.2")
        assert (await listed(shop)).ids == ("U1run1",)


async def test_a_restart_keeps_what_was_talked_about(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await runs(shop, RunStatus.RUNNING, RunStatus.FINISHED)
        await shop.says("show my runs", "1.1")
    async with workshop_at(tmp_path) as shop:
        await shop.says("cancel the first one", "2.2")
        assert (await listed(shop)).ids == ("U1run0",)


async def test_cancelling_asks_before_it_is_done(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await runs(shop, RunStatus.RUNNING)
        await shop.says("what is running?", "1.1")
        await shop.says("stop it", "2.2")
        assert (await listed(shop)).text.startswith("Cancel this run?")
        async with shop.store.reading(WORKSPACE) as repos:
            run = await repos.runs.get("U1run0")
        assert run is not None
        assert run.status is RunStatus.RUNNING


async def test_a_run_that_stopped_goes_on_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await shop.waiting_run()
        async with shop.store.transaction(WORKSPACE) as repos:
            row = await repos.runs.lock(run_id)
            assert row is not None
            row.status = RunStatus.STOPPED
        for _ in range(2):
            await shop.assistant.receive(message("continue my last run", "2.2"))
        async with shop.store.reading(WORKSPACE) as repos:
            row = await repos.runs.get(run_id)
        assert row is not None
        assert (row.status, row.segment) == (RunStatus.RUNNING, 1)
        await shop.durable.settle()
        assert shop.audience.of(RunChanged)


async def test_yesterdays_plan_is_found_by_the_persons_own_day(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        async with shop.store.transaction(WORKSPACE) as repos:
            late = NOW.replace(day=20, hour=23, minute=30)
            repos.plans.add(rows.plan(id="today", goal="find CFOs", goal_ts="0.1", created_at=late))
            early = late.replace(hour=20)
            repos.plans.add(rows.plan(id="yesterday", goal="find CTOs", goal_ts="0.2", created_at=early))
        await shop.says("show me yesterday's plan", "1.1")
        assert (await listed(shop)).ids == ("yesterday",)


async def test_a_reminder_is_proposed_in_the_persons_own_time_and_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        for _ in range(3):
            await shop.says("remind me tomorrow at 10 to call Acme", "1.1")
        tasks = [event.task_id for event in shop.audience.of(TaskChanged)]  # type: ignore[union-attr]
        assert len(tasks) == 1
        card = await shop.schedules.get(DANA, tasks[0])
        assert (card.status, card.zone) == (TaskStatus.DRAFT, "Europe/Berlin")
        assert card.preview is not None
        assert "10:00" in card.preview.runs[0]


async def test_a_reminder_without_a_what_is_asked_for(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await shop.says("remind me", "1.1")
        assert [event.kind for event in shop.audience.of(Replied)] == ["remind_what"]  # type: ignore[union-attr]


async def test_a_schedule_is_paused_and_resumed_by_its_words(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        for ts, text in (
            ("1.1", "remind me every Monday at 9 to call Acme"),
            ("1.2", "remind me every Friday at 9 to rest"),
        ):
            await shop.says(text, ts)
        for event in shop.audience.of(TaskChanged):
            await shop.schedules.save(DANA, event.task_id, 1)  # type: ignore[union-attr]
        await shop.says("pause my Monday reminder", "2.2")
        states = {card.what: card.status for card in await shop.schedules.of(DANA)}
        assert states == {"call Acme": TaskStatus.PAUSED, "rest": TaskStatus.ACTIVE}
        await shop.says("resume it", "3.3")
        assert {card.status for card in await shop.schedules.of(DANA)} == {TaskStatus.ACTIVE}


async def test_what_was_meant_is_taken_once_from_its_author_and_remembered(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("list leads in Spain", "1.1")
        card = await turn(shop)
        assert card.status is TurnStatus.ASKING
        assert isinstance(card.shown[0], Asking)
        with pytest.raises(NotAllowedError):
            await shop.assistant.choose(SAM, card.id, 0)
        await shop.assistant.choose(ADMIN, card.id, 0)
        with pytest.raises(StaleError):
            await shop.assistant.choose(DANA, card.id, 1)
        await shop.durable.settle()
        assert len(shop.audience.of(QuestionChanged)) == 1
        await shop.says("List leads in Spain!", "2.2")
        assert len(shop.audience.of(QuestionChanged)) == 2
        await shop.says("list leads in Spain", "3.3", author="U2")
        assert (await turn(shop)).status is TurnStatus.ASKING


async def test_new_people_are_planned_when_that_was_meant(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("list leads in Spain", "1.1")
        await shop.assistant.choose(DANA, (await turn(shop)).id, 1)
        await shop.durable.settle()
        assert len(shop.audience.of(PlanChanged)) == 1
        assert not (await turn(shop)).is_shown


async def test_a_wrong_guess_is_corrected_and_asked_about_the_next_time(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("how many leads do I have?", "1.1")
        question = shop.audience.of(QuestionChanged)[0].question_id  # type: ignore[union-attr]
        await shop.assistant.reject(DANA, question)
        with pytest.raises(StaleError):
            await shop.assistant.reject(DANA, question)
        await shop.assistant.drop(DANA, question)
        await shop.durable.settle()
        card = await turn(shop)
        assert card.status is TurnStatus.DROPPED
        assert isinstance(card.shown[0], Said)
        await shop.says("how many leads do I have?", "2.2")
        assert (await turn(shop)).status is TurnStatus.ASKING


async def test_what_is_proposed_instead_is_said_with_a_click_and_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await shop.says("what is our open rate?", "1.1")
        card = await turn(shop)
        for _ in range(2):
            await shop.assistant.say(DANA, card.id, 1)
        await shop.durable.settle()
        assert len(shop.audience.of(QuestionChanged)) == 1
        with pytest.raises(StaleError):
            await shop.assistant.say(DANA, card.id, 9)
        with pytest.raises(NotAllowedError):
            await shop.assistant.say(SAM, card.id, 0)
        with pytest.raises(NotFoundError):
            await shop.assistant.card("T2", card.id)


async def test_a_goal_that_is_edited_into_a_command_is_taken_back_and_done(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("find 20 CTOs in Berlin", "1.1")
        for _ in range(2):
            await shop.assistant.edited(message("what is running?", key="Ev2"))
        await shop.durable.settle()
        assert len(shown(shop)) == 1
        plan = await shop.planning.card(WORKSPACE, await shop.plan_id("1.1"))
        assert plan.status.value == "cancelled"


async def test_only_six_turns_carry_forward(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("my leads in Berlin", "1.1")
        for number in range(6):
            await shop.says("what is running?", f"2.{number}")
        await shop.says("only those with an e-mail", "3.3")
        # Nothing is left that it could go on with.
        assert len(shop.audience.of(QuestionChanged)) == 1


async def test_a_thread_is_about_its_own_however_much_was_said_since(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("my leads in Berlin", "1.1")
        for number in range(7):
            await shop.says("what is running?", f"2.{number}")
        await shop.says("only those with an e-mail", "3.3", thread_ts="1.1")
        events = shop.audience.of(QuestionChanged)
        card = await shop.questions.card(WORKSPACE, events[-1].question_id)  # type: ignore[union-attr]
        assert isinstance(card.reading.query, LeadQuery)
        assert card.reading.query.places == ("Berlin",)


async def test_a_channel_is_a_conversation_of_its_own(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("my leads in Berlin", "1.1")
        await shop.says("only those with an e-mail", "2.2", channel="C1")
        assert len(shop.audience.of(QuestionChanged)) == 1


async def test_the_question_goes_on_where_other_things_were_talked_about_in_between(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await shop.says("my leads in Berlin", "1.1")
        await shop.says("what is running?", "2.2")
        await shop.says("only those with an e-mail", "3.3")
        events = shop.audience.of(QuestionChanged)
        card = await shop.questions.card(WORKSPACE, events[-1].question_id)  # type: ignore[union-attr]
        query = card.reading.query
        assert isinstance(query, LeadQuery)
        assert (query.places, query.email) == (("Berlin",), True)
