"""Cancelling a run, going on with one, running one again. What cannot be undone is asked with a button."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agent.errors import AgentError
from agent.llm.toolbox import Arguments
from agent.planner.goal import Goal
from agent.tools.heard import Heard, Noun
from agent.tools.parts import ALL, THAT, Parts, parts
from agent.tools.show_runs import MOST, Found, RunArguments, about_runs, meant
from agent.tools.shown import Listed, Said
from agent.tools.tool import PERHAPS, Outcome, Reading, Tool, Turn
from storage.models import RunStatus

Action = Literal["cancel", "continue", "again"]
_OPEN = (RunStatus.RUNNING, RunStatus.STOPPED, RunStatus.WAITING)
_ENDED = (RunStatus.FINISHED, RunStatus.CANCELLED)
_FITTING: dict[str, tuple[RunStatus, ...]] = {
    "cancel": _OPEN,
    "continue": (RunStatus.STOPPED, RunStatus.WAITING),
    "again": _ENDED,
}
_NONE = {
    "cancel": "No run of yours is under way that I could cancel.",
    "continue": "No run of yours has stopped, so there is nothing to go on with.",
    "again": "No such run has ended, so there is nothing to run again.",
}


class ControlArguments(Arguments):
    action: Action = Field(description="What to do with the run.")
    which: str = Field(
        "that",
        max_length=100,
        description="that, last, all, its place in the list just shown, or words of its goal.",
    )


def read(heard: Heard) -> Reading[ControlArguments] | None:
    found = parts(heard.text)
    action = _action(found) if found is not None else None
    base = _base(found, heard) if found is not None else None
    if found is None or action is None or base is None:
        return None
    confidence = found.sure(base)
    arguments = ControlArguments(action=action, which=found.which or THAT)
    return Reading(arguments, confidence, f"{_LABELS[action]}", _PHRASES[action])


_LABELS = {"cancel": "Cancel a run", "continue": "Go on with a run", "again": "Run it again"}
_PHRASES = {
    "cancel": "to cancel a run",
    "continue": "to go on with a run",
    "again": "to run the same again",
}


def _action(found: Parts) -> Action | None:
    match found.verb:
        case "cancel" | "delete":
            return "cancel"
        case "continue":
            return "continue"
        case "again":
            return "again"
    return None


def _base(found: Parts, heard: Heard) -> float | None:
    """How sure it is that a run is meant, all words being understood."""
    if _about_runs(found, heard):
        return 0.93 if found.noun is Noun.RUNS else 0.88
    return PERHAPS if found.points and heard.memory.points_nowhere else None


def _about_runs(found: Parts, heard: Heard) -> bool:
    """Whether a run is named, or it goes without saying."""
    if found.noun is Noun.RUNS:
        return not (found.never and found.left)
    if found.noun is not None or found.never or found.span is not None:
        return False
    if found.verb == "again" and found.which not in {"", THAT} and not found.left:
        return heard.memory.noun in {None, Noun.RUNS}
    if found.verb == "cancel" and found.which == ALL and not found.left:
        return True
    if heard.memory.feedback:
        return False
    return heard.memory.noun is Noun.RUNS and (bool(found.which) or not found.left)


async def run(turn: Turn, arguments: ControlArguments) -> Outcome:
    fitting = await _fitting(turn, arguments)
    if not fitting and arguments.action == "again":
        # What has stopped is tried again by going on with it.
        arguments = arguments.model_copy(update={"action": "continue"})
        fitting = await _fitting(turn, arguments)
    if not fitting:
        return Outcome(_NONE[arguments.action], Said(text=_NONE[arguments.action]))
    if arguments.action == "continue" and len(fitting) == 1 and fitting[0][0].status is RunStatus.STOPPED:
        return await _go_on(turn, fitting[0])
    return Outcome(
        "The person is shown the run with the button that does it.",
        _asks(arguments, fitting),
        about_runs(fitting),
    )


async def _fitting(turn: Turn, arguments: ControlArguments) -> list[Found]:
    """The runs that are meant and with which this can be done; of several that are open, the only one."""
    found, _ = await meant(turn, RunArguments(which=arguments.which))
    fit = [each for each in found if each[0].status in _FITTING[arguments.action]]
    if fit or arguments.which != THAT:
        return fit[:MOST]
    others, _ = await meant(turn, RunArguments(which=ALL))
    return [each for each in others if each[0].status in _FITTING[arguments.action]][:MOST]


def _asks(arguments: ControlArguments, found: list[Found]) -> Listed:
    asked = {
        "cancel": "Cancel this run? What it has delivered so far is kept.",
        "continue": "This run waits for you.",
        "again": "Run this again? The new run waits until you start it.",
    }
    text = asked[arguments.action] if len(found) == 1 else "Which of these?"
    return Listed(noun=Noun.RUNS, ids=tuple(run.id for run, _ in found), text=text)


async def _go_on(turn: Turn, found: Found) -> Outcome:
    run, plan = found
    title = Goal(text=plan.goal).title
    try:
        await turn.uses.execution.retry(turn.actor, run.id, run.segment, turn.repos.session)
    except AgentError as error:
        return Outcome(str(error), Said(text=str(error)), about_runs([found]))
    text = f"I'm going on with “{title}”, from where it stopped."
    shown = Listed(noun=Noun.RUNS, ids=(run.id,), text=text)
    return Outcome(text, shown, about_runs([found]))


CONTROL_RUN = Tool(
    "control_run",
    "Cancel a run (the person confirms with a button), go on with one that stopped, or run one again.",
    ControlArguments,
    read,
    run,
)
