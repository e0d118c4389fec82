"""Schedules: listed, paused, resumed. One is deleted with its button, which asks before."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agent.llm.toolbox import Arguments
from agent.scheduling.card import TaskCard, task_card
from agent.tools.heard import About, Heard, Noun
from agent.tools.parts import ALL, THOSE, Parts, parts
from agent.tools.pointing import pointed
from agent.tools.shown import Listed, Said
from agent.tools.tool import PERHAPS, Outcome, Reading, Tool, Turn
from storage.models import TaskStatus

MOST = 5
Action = Literal["list", "pause", "resume", "delete"]
NONE_YET = "You have no schedules yet. Write, for example: remind me tomorrow at 10 to call Acme"
_VERBS: dict[str, Action] = {
    "pause": "pause",
    "cancel": "pause",
    "continue": "resume",
    "again": "resume",
    "delete": "delete",
    "show": "list",
    "ask": "list",
    "": "list",
}
_FITTING: dict[str, TaskStatus] = {"pause": TaskStatus.ACTIVE, "resume": TaskStatus.PAUSED}


class ScheduleArguments(Arguments):
    action: Action = Field(
        "list", description="list them, pause one, resume one; delete shows it with the button that does it."
    )
    which: str = Field(
        "", max_length=100, description="that, last, all, its place in the list just shown, or words of it."
    )


def read(heard: Heard) -> Reading[ScheduleArguments] | None:
    found = parts(heard.text)
    base = _base(found, heard) if found is not None else None
    if found is None or base is None or found.verb not in _VERBS:
        return None
    action = _VERBS[found.verb]
    which = found.which or found.time.removeprefix("on ")
    if action == "list" and which == ALL:
        which = ""
    arguments = ScheduleArguments(action=action, which=which)
    label = "Show my schedules" if action == "list" else f"{action.capitalize()} a schedule"
    return Reading(arguments, found.sure(base), label, "your schedules")


def _base(found: Parts, heard: Heard) -> float | None:
    """How sure it is that schedules are meant, all words being understood."""
    if found.scheduled:
        return 0.93
    if found.noun is Noun.SCHEDULES:
        if found.verb or found.mine or found.which:
            return 0.93
        return 0.85 if not found.left else None
    if found.noun is None and heard.memory.noun is Noun.SCHEDULES and found.which and not found.never:
        return 0.88
    if (
        found.points
        and found.verb in {"pause", "continue", "delete", "cancel"}
        and heard.memory.points_nowhere
    ):
        return PERHAPS
    return None


async def run(turn: Turn, arguments: ScheduleArguments) -> Outcome:
    everything = [task_card(row, turn.now) for row in await turn.repos.tasks.of(turn.actor.user)]
    if not everything:
        return Outcome("This person has no schedules.", Said(text=NONE_YET))
    found = pointed(
        arguments.which, everything, turn.memory, Noun.SCHEDULES, id_of=lambda card: card.id, words_of=_words
    )
    if not found:
        return _listed(everything, "I found no such schedule. These are yours:")
    if arguments.action not in _FITTING:
        return _listed(found, "Delete this?" if arguments.action == "delete" else _count(found))
    return await _turn(turn, arguments, found)


async def _turn(turn: Turn, arguments: ScheduleArguments, found: list[TaskCard]) -> Outcome:
    """Pause or resume what can be; where several are and not all were meant, ask which."""
    fitting = [card for card in found if card.status is _FITTING[arguments.action]]
    if not fitting:
        state = "active" if arguments.action == "pause" else "paused"
        return _listed(found, f"Nothing of this is {state}.")
    if len(fitting) > 1 and arguments.which not in {ALL, THOSE}:
        return _listed(fitting, f"Which of these should I {arguments.action}?")
    do = turn.uses.schedules.pause if arguments.action == "pause" else turn.uses.schedules.resume
    for card in fitting:
        await do(turn.actor, card.id, turn.repos.session)
    done = "Paused" if arguments.action == "pause" else "Resumed"
    return _listed(fitting, f"{done}.")


def _listed(cards: list[TaskCard], text: str) -> Outcome:
    ids = tuple(card.id for card in cards[:MOST])
    about = About(noun=Noun.SCHEDULES, id=ids[0] if len(ids) == 1 else "", listed=ids if len(ids) > 1 else ())
    lines = [f"{number}. {_line(card)}" for number, card in enumerate(cards[:MOST], 1)]
    shown = Listed(noun=Noun.SCHEDULES, ids=ids, text=text, more=len(cards) - len(ids))
    return Outcome("\n".join([text, *lines]), shown, about)


def _count(cards: list[TaskCard]) -> str:
    return f"{len(cards)} schedule{'' if len(cards) == 1 else 's'}"


def _words(card: TaskCard) -> str:
    """What names it: of its times only how often, not the day from which on."""
    words = card.saved.words.partition(", from ")[0] if card.saved is not None else ""
    return f"{card.what} {words} {card.kind}"


def _line(card: TaskCard) -> str:
    words = card.saved.words if card.saved is not None else ""
    return f"{card.kind} “{card.what}”: {words}, {card.status.value}"


SCHEDULES = Tool(
    "schedules",
    "List this person's schedules and reminders; pause or resume one.",
    ScheduleArguments,
    read,
    run,
)
