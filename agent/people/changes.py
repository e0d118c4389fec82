"""Changes of what is known of a person, typed, so that words, a modal and a tool ask for the same."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from agent.errors import InvalidError
from agent.people.person import GOAL_LIMIT, MOST_GOALS, Frequency, Metric, Person, QuietHours, Style


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SetStyle(_Frozen):
    """How much is said."""

    kind: Literal["style"] = "style"
    style: Style


class SetFrequency(_Frozen):
    """How often the person is told unasked."""

    kind: Literal["frequency"] = "frequency"
    frequency: Frequency


class SetQuiet(_Frozen):
    """When nothing is told; None for no quiet hours."""

    kind: Literal["quiet"] = "quiet"
    quiet: QuietHours | None


class SetMetrics(_Frozen):
    """The figures that come first, in this order."""

    kind: Literal["metrics"] = "metrics"
    metrics: tuple[Metric, ...]


class AddGoal(_Frozen):
    """One more goal, in the person's words."""

    kind: Literal["add_goal"] = "add_goal"
    goal: str


class SetGoals(_Frozen):
    """These goals and no others; none forgets them."""

    kind: Literal["goals"] = "goals"
    goals: tuple[str, ...]


class SetChannel(_Frozen):
    """Where to tell; empty is the person's own conversation."""

    kind: Literal["channel"] = "channel"
    channel: str


class Show(_Frozen):
    """Show what is known; it changes nothing."""

    kind: Literal["show"] = "show"


class Forget(_Frozen):
    """Forget everything; it is asked about first, so applying it changes nothing."""

    kind: Literal["forget"] = "forget"


Change = Annotated[
    SetStyle | SetFrequency | SetQuiet | SetMetrics | AddGoal | SetGoals | SetChannel | Show | Forget,
    Field(discriminator="kind"),
]
CHANGE: TypeAdapter[Change] = TypeAdapter(Change)


def changed(person: Person, change: Change) -> Person:
    """The person after one change."""
    match change:
        case AddGoal():
            return _with_goals(person, (change.goal, *person.goals))
        case SetGoals():
            return _with_goals(person, change.goals)
        case SetMetrics():
            return _copy(person, metrics=tuple(dict.fromkeys(change.metrics)))
        case Show() | Forget():
            return person
        case _:
            return _copy(person, **{change.kind: getattr(change, change.kind)})


def _with_goals(person: Person, goals: tuple[str, ...]) -> Person:
    """Goals in clean words, each once whatever its letters' case."""
    once: dict[str, str] = {}
    for goal in (" ".join(each.split()) for each in goals):
        if goal:
            once.setdefault(goal.casefold(), goal)
    kept = tuple(once.values())
    if any(len(goal) > GOAL_LIMIT for goal in kept):
        raise InvalidError(f"A goal has at most {GOAL_LIMIT} characters.", "goals")
    if len(kept) > MOST_GOALS:
        raise InvalidError(f"I keep at most {MOST_GOALS} goals. Drop one first.", "goals")
    return _copy(person, goals=kept)


def _copy(person: Person, **update: Any) -> Person:
    return person.model_copy(update=update)
