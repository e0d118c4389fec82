"""Runs with their states: all of them, those in a state or of a time, or one that is pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from agent.llm.toolbox import Arguments
from agent.planner.goal import Goal
from agent.tools.heard import About, Heard, Noun
from agent.tools.parts import ALL, LAST, THAT, THOSE, Parts, listed_before, parts
from agent.tools.pointing import pointed
from agent.tools.shown import Listed, Said, Shown
from agent.tools.times import Time, span_of
from agent.tools.tool import PERHAPS, Outcome, Reading, Tool, Turn
from storage.models import Plan, Run

MOST = 5
"""Runs that are shown at once."""
Status = Literal["", "waiting", "running", "stopped", "finished", "cancelled"]
_STATES = ("waiting", "running", "stopped", "finished", "cancelled")
_POINTING = (
    "that: the one just talked about; last: the newest; a number: its place in the list just shown; "
    "or words of its goal. Empty for all."
)
NONE_YET = "You have no runs yet. Send me a goal; once you approve its plan, its run is here."
Found = tuple[Run, Plan]


class RunArguments(Arguments):
    which: str = Field("", max_length=100, description=_POINTING)
    status: Status = Field(
        "", description="Only runs in this state (a failed one is stopped); empty for all."
    )
    time: Time = ""


def read(heard: Heard) -> Reading[RunArguments] | None:
    if heard.memory.feedback and not _named(parts(heard.text)):
        return None
    found = parts(heard.text)
    base = _base(found, heard) if found is not None else None
    if found is None or base is None:
        return None
    if found.noun is None:
        found = found.carrying(listed_before(heard.memory.turns, "show_runs"))
    status = "running" if found.running else found.status if found.status in _STATES else ""
    which = narrowed(found)
    if found.verb == "ask" and which and found.span is None and (status != "stopped" or _known(which, heard)):
        # “Is it done?” asks how it stands, whatever that is.
        status = ""
    arguments = RunArguments(which=which, status=status, time=found.time)
    return Reading(arguments, found.sure(base), "Show my runs", "your runs")


def _known(which: str, heard: Heard) -> bool:
    """Whether the run that is asked about is meant, in whichever state: “why did it fail?”"""
    return which == LAST or heard.plain.lower().startswith("why ")


def narrowed(found: Parts) -> str:
    """Which is meant: one asked about as the only one is that one, and “which of them” is none yet."""
    if found.which in {ALL, THOSE}:
        return ""
    alone = found.verb == "ask" and found.noun is not None and not found.many
    open_ = found.span is None and found.status in {"", "finished", "running"}
    return THAT if alone and open_ and not found.which else found.which


def _named(found: Parts | None) -> bool:
    return found is not None and (found.noun is Noun.RUNS or found.running)


def _base(found: Parts, heard: Heard) -> float | None:
    """How sure it is that runs are wanted, all words being understood."""
    named, pointed_at = found.noun is Noun.RUNS, found.which or found.status
    said = bool(found.mine or found.span is not None or pointed_at)
    figures = found.verb == "ask" and found.many and found.span is not None and not pointed_at
    goes_on = found.noun is None and not found.never and heard.memory.noun is Noun.RUNS
    rules = (
        (found.counting, None),
        (found.running, 0.95 if found.noun in {None, Noun.RUNS} else None),
        (named and figures, 0.6),
        (named and found.verb in {"show", "ask"}, 0.5 if found.never and found.left else 0.93),
        (named, 0.85 if said and not (found.verb or found.left or found.never) else None),
        (goes_on, _goes_on(found, heard)),
        (found.points and found.verb in {"", "show", "ask"} and heard.memory.points_nowhere, PERHAPS),
    )
    return next((base for holds, base in rules if holds), None)


def _goes_on(found: Parts, heard: Heard) -> float | None:
    """Whether it says which of the runs that were talked about."""
    if found.verb not in {"", "show", "ask"} or not (found.which or found.status or found.span):
        return None
    newest = heard.memory.turns[0].about.noun if heard.memory.turns else Noun.RUNS
    return 0.9 if newest is Noun.RUNS else 0.7


async def run(turn: Turn, arguments: RunArguments) -> Outcome:
    found, about = await meant(turn, arguments)
    ids = tuple(run.id for run, _ in found[:MOST])
    shown: Shown = Listed(
        noun=Noun.RUNS, ids=ids, text=_head(arguments, len(found)), more=max(0, len(found) - MOST)
    )
    if not found:
        any_at_all = await turn.repos.runs.of(turn.actor.user, 1)
        shown = Said(text="You have no such run." if any_at_all else NONE_YET)
    lines = [f"{number}. {line(each)}" for number, each in enumerate(found[:MOST], 1)]
    return Outcome("\n".join(lines) or "There is no such run.", shown, about)


async def meant(turn: Turn, arguments: RunArguments) -> tuple[list[Found], About]:
    """The runs that are meant, newest first."""
    everything = await turn.repos.runs.of(turn.actor.user)
    since, until = (
        span_of(arguments.time).days(turn.now.astimezone(turn.zone.info).date()).times(turn.zone.info)
    )
    kept = [
        (run, plan)
        for run, plan in everything
        if (not arguments.status or run.status.value == arguments.status)
        and (since is None or run.created_at >= since)
        and (until is None or run.created_at < until)
    ]
    found = pointed(arguments.which, kept, turn.memory, Noun.RUNS, id_of=_id, words_of=_words)
    return found, about_runs(found)


def about_runs(found: Sequence[Found]) -> About:
    """What a turn about these runs was about."""
    ids = tuple(run.id for run, _ in found[:MOST])
    return About(noun=Noun.RUNS, id=ids[0] if len(ids) == 1 else "", listed=ids if len(ids) > 1 else ())


def _id(found: Found) -> str:
    return found[0].id


def _words(found: Found) -> str:
    return found[1].goal


def line(found: Found) -> str:
    """A run in a line, for a model."""
    run, plan = found
    result = f", {run.people} people, {run.emails} with an e-mail" if run.ended_at is not None else ""
    return f"“{Goal(text=plan.goal).title}”: {run.status.value}{result}"


def _head(arguments: RunArguments, count: int) -> str:
    noun = "run" if count == 1 else "runs"
    parts_of = [f"{count} {arguments.status}".strip(), noun, arguments.time]
    return " ".join(filter(None, parts_of))


SHOW_RUNS = Tool(
    "show_runs", "Show this person's runs with their states, or one of them.", RunArguments, read, run
)
