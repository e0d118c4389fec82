"""Approved plans as conversations for teaching a small model, without personal data.

Each is played once more at the very desk of the planning model: a model that knows the approved plan searches
for its phantoms, puts them in with the reasons that were approved, and finishes. So a line has the product's
own instructions, request, tools and results, and whoever learns from it can be asked by the product. What is
not kept of a plan is what was searched for on the way: a step is searched for with that of the phantom's own
phrases that is most like the goal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from enum import StrEnum

from agent.evals.impersonal import impersonal
from agent.llm.actions import ActionMode, request
from agent.llm.loop import MOST_CALLS
from agent.llm.model import Call, Message, ModelError, Reply, Role, Tool
from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.lexicon import terms
from agent.planner.phantom import Phantom, Stage
from agent.planner.plan import Outcome, Plan, PlannerKind, Revision, Step
from agent.planner.react import PlanningError, ReactPlanner
from agent.planner.reading import read
from agent.planner.revising import amended
from agent.planner.search import PhantomSearch

UNDERSTOOD = (
    "titles", "industry", "place", "count", "platform", "origin", "tasks", "wanted", "forbidden", "language",
    "about_leads",
)  # fmt: skip
"""What must be understood alike of a goal with and without what is personal."""


class LeftOut(StrEnum):
    """Why there is no line for an approved plan."""

    PERSONAL = "says something else without what is personal"
    OUTDATED = "has a phantom that is not found any more"
    OBJECTED = "would be objected to today"
    CORRECTED = "was understood as a person clicked, not as the goal says"
    REPEATED = "is like one before"
    BROKEN = "cannot be read any more"


class UnfitError(Exception):
    """An approved plan makes no line."""

    def __init__(self, why: LeftOut) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Approved:
    """A plan as it was approved: the goal, and the plans and feedback that came before it."""

    goal: str
    plan: Plan
    revision: Revision | None = None


class Lessons:
    """Makes a line of each approved plan, in the form that calls take: as tools, or in the text."""

    def __init__(
        self, catalogue: Catalogue, search: PhantomSearch, mode: ActionMode = ActionMode.TOOLS
    ) -> None:
        self._catalogue = catalogue
        self._search = search
        self._mode = mode

    async def line(self, approved: Approved) -> str:
        """The conversation as one line of JSON, or `UnfitError`."""
        goal, revision = bare(approved)
        unknown = [script for script in approved.plan.scripts if script not in self._catalogue]
        if unknown:
            raise UnfitError(LeftOut.OUTDATED)
        turns = (self._searches(goal, approved.plan), *_plan_calls(goal, approved.plan))
        pupil = _Knowing(turns, in_text=self._mode is not ActionMode.TOOLS)
        try:
            planner = ReactPlanner(pupil, self._search, self._catalogue)
            outcome = await planner.plan(goal, revision, _silent)
        except PlanningError as error:
            raise UnfitError(LeftOut.OBJECTED) from error
        _require_the_same(outcome, approved.plan)
        body = request(self._mode, pupil.conversation, pupil.tools)
        return json.dumps(body, ensure_ascii=False)

    def _searches(self, goal: Goal, plan: Plan) -> tuple[Call, ...]:
        """One search for each step, alike ones once."""
        phantoms = [self._catalogue.phantom(script) for script in plan.scripts]
        wanted = dict.fromkeys(self._search_for(goal, phantom) for phantom in phantoms)
        return tuple(_call("search_phantoms", query=query, stage=stage) for query, stage in wanted)

    def _search_for(self, goal: Goal, phantom: Phantom) -> tuple[str, Stage]:
        """The phrase to find a phantom with, and the stage that it is wanted for."""
        stage = next((stage for stage in phantom.stages if stage in goal.wanted), phantom.stages[0])
        said = set(terms(goal.text))
        phrases = sorted(phantom.words, key=lambda phrase: -len(said.intersection(terms(phrase))))
        for phrase in (*phrases, phantom.name):
            if any(hit.phantom is phantom for hit in self._search.search(phrase, stage=stage)):
                return phrase, stage
        raise UnfitError(LeftOut.OUTDATED)


async def lines(
    plans: AsyncGenerator[Approved | LeftOut, None], lessons: Lessons
) -> AsyncGenerator[str | LeftOut, None]:
    """A line for each approved plan, or why there is none."""
    seen: set[bytes] = set()
    async with aclosing(plans):
        async for approved in plans:
            line = approved if isinstance(approved, LeftOut) else await _line(approved, lessons)
            mark = hashlib.sha256(line.encode()).digest()
            yield LeftOut.REPEATED if mark in seen and not isinstance(line, LeftOut) else line
            seen.add(mark)


async def _line(approved: Approved, lessons: Lessons) -> str | LeftOut:
    try:
        return await lessons.line(approved)
    except UnfitError as error:
        return error.why


@dataclass
class _Knowing:
    """A model that knows what to call, turn by turn, and keeps what was said."""

    turns: Sequence[tuple[Call, ...]]
    in_text: bool
    conversation: list[Message] = field(default_factory=list)
    tools: Sequence[Tool] = ()
    said: int = 0

    async def complete(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        *,
        max_tokens: int,
        temperature: float | None = None,
    ) -> Reply:
        del max_tokens, temperature
        if self.said == len(self.turns):
            raise ModelError("Everything is said.")
        calls = tuple(
            Call(f"call_{self.said + 1}_{number}", call.name, call.arguments)
            for number, call in enumerate(self.turns[self.said], 1)
        )
        self.said += 1
        reply = Reply(_written(calls), in_text=True) if self.in_text else Reply(calls=calls)
        self.conversation = [*messages, Message(Role.ASSISTANT, reply.text, reply.calls)]
        self.tools = tools
        return reply


def bare(approved: Approved) -> tuple[Goal, Revision | None]:
    """The goal and what led to the plan without what is personal, if the same is understood of them."""
    goal = read(impersonal(approved.goal))
    asked = read(approved.goal)
    revision = None
    if approved.revision is not None:
        revision = _bare_revision(goal, approved.revision)
        goal, asked = amended(goal, revision), amended(asked, approved.revision)
    if any(getattr(goal, name) != getattr(asked, name) for name in UNDERSTOOD):
        raise UnfitError(LeftOut.PERSONAL)
    return goal, revision


def _bare_revision(goal: Goal, revision: Revision) -> Revision:
    basis = revision.goal and _bare_goal(revision.goal)
    rejected = (
        plan.model_copy(update={"goal": goal, "note": None, "steps": tuple(_bare_steps(goal, plan))})
        for plan in revision.rejected
    )
    return Revision(rejected=tuple(rejected), feedback=impersonal(revision.feedback), goal=basis)


def _bare_goal(goal: Goal) -> Goal:
    """A goal as a person corrected it, of which a model is told the text and what was understood."""
    understood = [*goal.titles, *filter(None, [goal.industry]), *(f"in {place}" for place in goal.places)]
    if any(impersonal(term) != term for term in understood):
        raise UnfitError(LeftOut.PERSONAL)
    return goal.model_copy(update={"text": impersonal(goal.text)})


def _bare_steps(goal: Goal, plan: Plan) -> Iterator[Step]:
    for step in plan.steps:
        yield Step(script=step.script, why=impersonal(step.why, goal.titles), stages=step.stages)


def _plan_calls(goal: Goal, plan: Plan) -> Iterator[tuple[Call, ...]]:
    """The steps and the end, in one turn, or in two where one may not hold so many."""
    steps = [_call("add_to_plan", script=step.script, why=step.why) for step in _bare_steps(goal, plan)]
    finish = _call("finish_plan", note=_bare_note(plan))
    if len(steps) < MOST_CALLS:
        yield (*steps, finish)
    else:
        yield tuple(steps)
        yield (finish,)


def _bare_note(plan: Plan) -> str | None:
    """What a model said of the plan, if it is personal in nothing; the rules only say who they are."""
    said = plan.note if plan.planner is PlannerKind.MODEL else None
    return said if said and impersonal(said) == said else None


def _require_the_same(outcome: Outcome, plan: Plan) -> None:
    """The planner took what was approved, and nothing had to be mended."""
    if outcome.plan is None or outcome.plan.scripts != plan.scripts or outcome.effort.counts.remedies:
        raise UnfitError(LeftOut.OBJECTED)


def _call(name: str, **arguments: object) -> Call:
    """A call without its number, which it gets where it is said."""
    return Call("", name, json.dumps(arguments, ensure_ascii=False))


def _written(calls: Sequence[Call]) -> str:
    """Calls as they are asked for in text."""
    named = [{"name": call.name, "arguments": json.loads(call.arguments)} for call in calls]
    return json.dumps({"calls": named}, ensure_ascii=False)


async def _silent(doing: object) -> None:
    """Nobody watches."""
    del doing
