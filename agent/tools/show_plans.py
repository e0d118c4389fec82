"""Plans with their states: the newest, those of a time or in a state, or one that is pointed at."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agent.llm.toolbox import Arguments
from agent.planner.goal import Goal
from agent.tools.heard import About, Heard, Noun
from agent.tools.parts import Parts, listed_before, parts
from agent.tools.pointing import pointed
from agent.tools.show_runs import narrowed
from agent.tools.shown import Listed, Said, Shown
from agent.tools.times import Time, span_of
from agent.tools.tool import UNLIKELY, Outcome, Reading, Tool, Turn
from storage.models import Plan

MOST = 5
LOOKED_AT = 100
Status = Literal["", "proposed", "approved", "cancelled", "expired", "failed"]
_STATES: dict[str, Status] = {
    "waiting": "proposed",
    "approved": "approved",
    "cancelled": "cancelled",
    "expired": "expired",
    "stopped": "failed",
}
NONE_YET = "You have no plans yet. Send me a goal and I'll plan it."


class PlanArguments(Arguments):
    which: str = Field(
        "",
        max_length=100,
        description=(
            "that: the one just talked about; last: the newest; a number: its place in the list just shown; "
            "or words of its goal. Empty for all."
        ),
    )
    status: Status = Field("", description="Only plans in this state (proposed: waits for a decision).")
    time: Time = ""


def read(heard: Heard) -> Reading[PlanArguments] | None:
    found = parts(heard.text)
    base = _base(found, heard) if found is not None else None
    if found is None or base is None:
        return None
    if found.noun is None:
        found = found.carrying(listed_before(heard.memory.turns, "show_plans"))
    arguments = PlanArguments(
        which=narrowed(found),
        status=_STATES.get(found.status, ""),
        time=found.time,
    )
    return Reading(arguments, found.sure(base), "Show my plans", "your plans")


def _base(found: Parts, heard: Heard) -> float | None:
    """How sure it is that plans are wanted, all words being understood."""
    named = found.noun is Noun.PLANS
    said = bool(found.mine or found.which or found.span or found.many or found.status)
    decided = found.verb in {"cancel", "delete", "pause"}
    goes_on = heard.memory.noun is Noun.PLANS and not (heard.memory.feedback or found.never)
    pointing = bool(found.which or found.status or found.span) and found.verb in {"", "show", "ask", "cancel"}
    rules = (
        (found.counting or found.running or found.scheduled, None),
        (named and found.verb in {"show", "ask"}, 0.93 if said or not found.left else 0.5),
        (named and decided, 0.85 if found.which or found.mine or found.span else None),
        (named, 0.85 if said and not (found.verb or found.left or found.never) else None),
        (found.noun is None and goes_on, 0.85 if pointing else None),
        (
            found.points and found.verb in {"", "show", "ask", "cancel"} and heard.memory.points_nowhere,
            UNLIKELY,
        ),
    )
    return next((base for holds, base in rules if holds), None)


async def run(turn: Turn, arguments: PlanArguments) -> Outcome:
    everything = await turn.repos.plans.recent(turn.actor.user, LOOKED_AT)
    today = turn.now.astimezone(turn.zone.info).date()
    since, until = span_of(arguments.time).days(today).times(turn.zone.info)
    kept = [
        plan
        for plan in everything
        if (not arguments.status or plan.status.value == arguments.status)
        and (since is None or plan.created_at >= since)
        and (until is None or plan.created_at < until)
    ]
    found = pointed(
        arguments.which,
        kept,
        turn.memory,
        Noun.PLANS,
        id_of=lambda plan: plan.id,
        words_of=lambda plan: plan.goal,
    )
    ids = tuple(plan.id for plan in found[:MOST])
    about = About(noun=Noun.PLANS, id=ids[0] if len(ids) == 1 else "", listed=ids if len(ids) > 1 else ())
    if not found:
        return Outcome("There is no such plan.", _none(bool(everything)), about)
    lines = [f"{number}. {_line(plan)}" for number, plan in enumerate(found[:MOST], 1)]
    text = " ".join(filter(None, (f"{len(found)}", "plan" if len(found) == 1 else "plans", arguments.time)))
    return Outcome(
        "\n".join(lines), Listed(noun=Noun.PLANS, ids=ids, text=text, more=len(found) - len(ids)), about
    )


def _none(any_at_all: bool) -> Shown:
    return Said(text="You have no such plan." if any_at_all else NONE_YET)


def _line(plan: Plan) -> str:
    return f"“{Goal(text=plan.goal).title}”: {plan.status.value}"


SHOW_PLANS = Tool(
    "show_plans", "Show this person's plans with their states, or one of them.", PlanArguments, read, run
)
