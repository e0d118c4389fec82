"""A model plans where there is one; rules take over, and say so, when it fails."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

from agent.clock import FixedClock
from agent.errors import UnavailableError
from agent.llm.counts import Counts
from agent.llm.loop import Ended, Stop
from agent.planner.goal import Goal
from agent.planner.plan import Effort, Outcome, PlannerKind, Refusal, Revision
from agent.planner.planner import INSTEAD, LATE, NO_MODEL, Planner, Progress
from agent.planner.react import PlanningError
from tests.planning import PLANNER as EMBEDDED


class Thinking:
    """A stand-in for the planner with a model."""

    def __init__(self, answer: Outcome | Exception | None) -> None:
        self.answer = answer
        self.asked: list[tuple[Goal, Revision | None]] = []

    async def plan(self, goal: Goal, revision: Revision | None, progress: Progress) -> Outcome:
        await progress("Thinking")
        self.asked.append((goal, revision))
        if self.answer is None:
            await asyncio.sleep(30)
        if isinstance(self.answer, Exception):
            raise self.answer
        assert self.answer is not None
        return self.answer


async def silent(doing: str) -> None:
    assert doing


async def test_without_a_model_the_rules_plan_and_say_so():
    outcome = await Planner(EMBEDDED).plan("find CFOs in Texas", None, silent)

    assert outcome.plan is not None
    assert outcome.plan.note == NO_MODEL
    assert outcome.planner is PlannerKind.EMBEDDED


async def test_what_the_model_answers_stands():
    answer = Outcome(refusal=Refusal(reason="No."), planner=PlannerKind.MODEL)

    assert await Planner(EMBEDDED, Thinking(answer)).plan("find CFOs", None, silent) is answer


async def test_a_goal_that_misses_the_essential_is_asked_about_without_the_model():
    thinking = Thinking(Outcome())

    outcome = await Planner(EMBEDDED, thinking).plan("find people", None, silent)

    assert outcome.question is not None
    assert not thinking.asked


async def test_a_goal_in_a_language_that_the_rules_do_not_read_is_given_to_the_model():
    thinking = Thinking(Outcome())

    await Planner(EMBEDDED, thinking).plan("Trova 30 direttori commerciali a Milano", None, silent)

    assert [goal.language for goal, _ in thinking.asked] == [None]


async def test_a_deadline_has_a_date_where_there_is_a_clock():
    clock = FixedClock(datetime(2026, 11, 21, tzinfo=UTC))

    outcome = await Planner(EMBEDDED, clock=clock).plan("find CFOs in Texas by Friday", None, silent)

    assert outcome.plan is not None
    assert outcome.plan.goal.due == date(2026, 11, 27)


async def test_a_model_that_fails_is_followed_by_the_rules_with_the_reason_and_its_effort():
    ended = Ended(Stop.REPEATED, turns=3, tokens=1200)
    effort = Effort(turns=3, tokens=1200, counts=Counts(repeated=1))
    said: list[str] = []

    async def progress(doing: str) -> None:
        said.append(doing)

    failing = Thinking(PlanningError(ended, effort))
    outcome = await Planner(EMBEDDED, failing).plan("find CFOs in Texas", None, progress)
    assert said[-1] == INSTEAD

    assert outcome.plan is not None
    assert outcome.plan.note == "Planned with rules. The model went in circles."
    assert (outcome.effort.turns, outcome.effort.tokens) == (3, 1200)
    assert outcome.effort.counts == Counts(repeated=1, fell_back=1)
    assert outcome.plan.prompt is None


async def test_an_endpoint_that_fails_is_followed_by_the_rules():
    outcome = await Planner(EMBEDDED, Thinking(UnavailableError("No answer."))).plan(
        "find CFOs", None, silent
    )

    assert outcome.plan is not None
    assert outcome.plan.note == "Planned with rules. No answer."


async def test_a_model_that_hangs_is_given_up():
    async with asyncio.timeout(2):
        outcome = await Planner(EMBEDDED, Thinking(None), seconds=0.05).plan("find CFOs", None, silent)

    assert outcome.plan is not None
    assert outcome.plan.note == LATE


async def test_a_question_about_what_is_there_never_reaches_the_model():
    model = Thinking(Outcome(same=True))
    outcome = await Planner(EMBEDDED, model).plan("how many leads do I have?", None, silent)

    assert not model.asked
    assert outcome.refusal is not None
    assert "on Home" in outcome.refusal.reason


async def test_the_model_sees_the_goal_as_the_feedback_changes_it():
    model = Thinking(Outcome(same=True))
    await Planner(EMBEDDED, model).plan("find CFOs in Texas", Revision(feedback="in Ohio rather"), silent)

    ((goal, _),) = model.asked
    assert goal.place == "Ohio"
