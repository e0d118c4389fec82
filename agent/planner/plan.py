"""The typed plan: ordered steps with reasons, every input bound or asked for."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from agent.llm.counts import Counts
from agent.planner.goal import Goal
from agent.planner.phantom import Alternative, Frozen, Stage


class PlannerKind(StrEnum):
    """Who made the plan."""

    MODEL = "model"
    EMBEDDED = "embedded"


class Wire(Frozen):
    """An input fed by an earlier step: `step` counts from 1."""

    step: int
    output: str


class Need(Frozen):
    """One input group of a step, satisfied when every input of one alternative has a value.

    `wires` feeds inputs from earlier steps, `prefills` proposes values read or built from the goal, for a
    person to confirm. An optional need is offered and never asked for.
    """

    alternatives: tuple[Alternative, ...]
    wires: dict[str, Wire] = {}
    prefills: dict[str, str] = {}
    optional: bool = False

    @property
    def wired(self) -> Alternative | None:
        """The alternative that earlier steps provide in full, if there is one."""
        return next((alt for alt in self.alternatives if all(name in self.wires for name in alt)), None)

    @property
    def proposed(self) -> Alternative:
        """The alternative shown first: the wired one, else a prefilled one, else the first."""
        filled = (alt for alt in self.alternatives if all(name in self.prefills for name in alt))
        return self.wired or next(filled, self.alternatives[0])

    @property
    def asks(self) -> Alternative:
        """The inputs that a person is asked for."""
        return () if self.optional or self.wired else self.proposed


class Step(Frozen):
    """One phantom of the plan and why it is there.

    `alternatives` are scripts that would serve the same stage in its place, the best first.
    """

    script: str
    why: str
    stages: tuple[Stage, ...]
    needs: tuple[Need, ...] = ()
    alternatives: tuple[str, ...] = ()


class Choice(Frozen):
    """A phantom somebody (a model or the rules) put into a plan, and why; nothing is wired yet."""

    script: str
    why: str


class AskedInput(Frozen):
    """An input that nothing but a person can give (or confirm, when prefilled)."""

    step: int
    script: str
    input: str
    prefilled: bool


class Plan(Frozen):
    """A validated plan for one goal. `note` says what a person should know of how it was made.

    `prompt` is the version of the words that a model made it with.
    """

    goal: Goal
    steps: tuple[Step, ...]
    planner: PlannerKind
    note: str | None = None
    prompt: str | None = None

    @property
    def scripts(self) -> tuple[str, ...]:
        return tuple(step.script for step in self.steps)

    @property
    def asks(self) -> tuple[AskedInput, ...]:
        """What a person will be asked, in order; credentials are counted elsewhere."""
        return tuple(self._asks())

    def _asks(self) -> Iterator[AskedInput]:
        for number, step in enumerate(self.steps, start=1):
            for need in step.needs:
                for name in need.asks:
                    yield AskedInput(
                        step=number, script=step.script, input=name, prefilled=name in need.prefills
                    )


class Refusal(Frozen):
    """Why there is no plan, as a sentence, and a goal that could be planned instead, if one is near."""

    reason: str
    instead: str | None = None


class Option(Frozen):
    """One answer to a question: what its button says, and the goal that it stands for."""

    label: str
    goal_text: str


class Question(Frozen):
    """What must be known before there can be a plan, with the likely answers."""

    text: str
    options: tuple[Option, ...]


class Effort(Frozen):
    """What planning took: model turns, tokens, seconds, and what went wrong on the way."""

    turns: int = 0
    tokens: int = 0
    seconds: float = 0.0
    counts: Counts = Counts()

    def plus(self, counts: Counts) -> Effort:
        """The same, with more counted."""
        return self.model_copy(update={"counts": self.counts + counts})


class Outcome(Frozen):
    """What a planner answers: a plan or a refusal, and what it took.

    `same` is true when another plan was wanted and there is none. A `question` comes with a refusal that says
    the same, for where nothing can be asked. `by_hand` tells that a person chose the plan and no planner was
    asked, `corrected` that a person said what the goal means.
    """

    plan: Plan | None = None
    refusal: Refusal | None = None
    effort: Effort = Effort()
    planner: PlannerKind = PlannerKind.EMBEDDED
    same: bool = False
    changed: str | None = None
    question: Question | None = None
    corrected: bool = False
    by_hand: bool = False


class Revision(Frozen):
    """What planning again starts from: the plans already shown, newest last, and what should change.

    `goal` is what a person corrected the understanding to; without it, the goal's text is understood anew.
    """

    rejected: tuple[Plan, ...] = ()
    feedback: str = ""
    goal: Goal | None = None
