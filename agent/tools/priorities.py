"""The priority list: shown, added to (the leads just talked about, or words), taken from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agent.errors import InvalidError
from agent.llm.toolbox import Arguments
from agent.people.priorities import Added, PriorityItem
from agent.questions.query import LeadQuery
from agent.tools.heard import About, Heard, Noun
from agent.tools.parts import THAT, THOSE
from agent.tools.phrases import named, said_last, whole
from agent.tools.pointing import pointed
from agent.tools.shown import Listed, Said
from agent.tools.tool import Outcome, Reading, Tool, Turn

MOST = 10
"""Entries that a message shows."""
AT_ONCE = 25
"""Leads that are put on the list at once, as they are shown: more are no priority."""
EMPTY = "Your priority list is empty. Ask for some leads, then write: add those to my priority list"
NO_LEADS = "Which leads? Ask for some first, then write: add those to my priority list"
Action = Literal["show", "add", "remove", "done"]
_ACTIONS: tuple[tuple[str, Action], ...] = (
    ("show", "show"),
    ("done", "done"),
    ("remove", "remove"),
    ("add", "add"),
    ("mark", "add"),
)
_ENTRIES: tuple[tuple[str, Action], ...] = (("entry_done", "done"), ("entry_remove", "remove"))
"""What is said of an entry of the list that was just shown."""


class PriorityArguments(Arguments):
    action: Action = Field("show", description="show the list, add to it, remove or finish an entry.")
    leads: str = Field(
        "",
        max_length=10,
        description="To add leads that were just shown: those, that, or a place in the list (2).",
    )
    what: str = Field(
        "", max_length=300, description="To add words, or the words or place of the entry that is meant."
    )


def read(heard: Heard) -> Reading[PriorityArguments] | None:
    if heard.memory.feedback:
        return None
    goes_on = heard.memory.noun is Noun.PRIORITIES
    for phrase, action in (*_ACTIONS, *(_ENTRIES if goes_on else ())):
        found = said_last(phrase, heard.text)
        if found is not None:
            what = _as_written(named(found, "what"), heard.plain)
            return Reading(_arguments(action, what), 0.96, "My priority list", "your priority list")
    return None


def _as_written(what: str, text: str) -> str:
    """The words with their capitals, where they stand in the text as they were read."""
    at = text.lower().find(what)
    return text[at : at + len(what)] if at >= 0 else what


def _arguments(action: Action, what: str) -> PriorityArguments:
    which = _pointing(what)
    if action == "add":
        return PriorityArguments(action=action, leads=which, what="" if which else what)
    return PriorityArguments(action=action, what=which or what)


def _pointing(what: str) -> str:
    """Those, that, or a place; nothing where words are meant."""
    place = whole("place", what)
    if place is not None:
        return next(name[1:] for name, said in place.groupdict().items() if said)
    if whole("them", what) is not None:
        return THOSE
    return THAT if whole("one", what) is not None else ""


async def run(turn: Turn, arguments: PriorityArguments) -> Outcome:
    match arguments.action:
        case "add":
            return await (
                _add_leads(turn, arguments.leads) if arguments.leads else _add(turn, arguments.what)
            )
        case "remove" | "done":
            return await _take_off(turn, arguments)
        case _:
            return _listed(await turn.uses.priorities.listed(turn.repos, turn.actor), "Your priority list:")


async def _add(turn: Turn, what: str) -> Outcome:
    try:
        item = await turn.uses.priorities.add_text(turn.actor, what, turn.repos.session)
    except InvalidError as error:
        return Outcome(str(error), Said(text=str(error)))
    return _listed([item], "On your priority list:")


async def _add_leads(turn: Turn, which: str) -> Outcome:
    """Put the leads that were shown on the list: all, or the one at this place."""
    lead = turn.memory.one(Noun.LEAD) if which == THAT and turn.memory.noun is Noun.LEAD else ""
    if lead:
        return await _put(turn, [lead], 1)
    asked = turn.memory.question()
    query = asked[0] if asked is not None else turn.memory.of_thread
    if not isinstance(query, LeadQuery):
        return Outcome(NO_LEADS, Said(text=NO_LEADS, instead=("Show my newest leads",)))
    ids, found = await turn.uses.questions.leads_of(turn.repos, query, turn.message, turn.zone.info, AT_ONCE)
    if which.isdigit():
        ids, found = ids[int(which) - 1 : int(which)], 1
    if not ids:
        return Outcome(NO_LEADS, Said(text=NO_LEADS, instead=("Show my newest leads",)))
    return await _put(turn, ids, found)


async def _put(turn: Turn, ids: list[str], found: int) -> Outcome:
    added = await turn.uses.priorities.add_leads(turn.actor, ids, turn.repos.session)
    items = await turn.uses.priorities.listed(turn.repos, turn.actor)
    put = [item for item in items if item.lead is not None and item.lead.id in ids]
    return _listed(put, _said(added, found))


def _said(added: Added, found: int) -> str:
    """What became of it, in a sentence."""
    new = f"{added.new} lead{'' if added.new == 1 else 's'} added to your priority list"
    there = f", {added.there} on it already" if added.there else ""
    full = f", {added.too_many} too many for it" if added.too_many else ""
    first = f". These are the first {AT_ONCE} of {found:,}" if found > AT_ONCE else ""
    return f"{new}{there}{full}{first}:"


async def _take_off(turn: Turn, arguments: PriorityArguments) -> Outcome:
    items = await turn.uses.priorities.listed(turn.repos, turn.actor)
    found = pointed(
        arguments.what, items, turn.memory, Noun.PRIORITIES, id_of=lambda item: item.id, words_of=_words
    )
    if len(found) != 1:
        return _listed(found or items, "Which of these?" if items else "")
    end = turn.uses.priorities.done if arguments.action == "done" else turn.uses.priorities.remove
    await end(turn.actor, found[0].id, turn.repos.session)
    done = "Done" if arguments.action == "done" else "Taken off your priority list"
    return Outcome(done, Said(text=f"{done}: {_words(found[0])}"))


def _listed(items: list[PriorityItem], text: str) -> Outcome:
    if not items:
        return Outcome("The priority list is empty.", Said(text=EMPTY, instead=("Show my newest leads",)))
    ids = tuple(item.id for item in items[:MOST])
    about = About(noun=Noun.PRIORITIES, id=ids[0] if len(ids) == 1 else "", listed=ids)
    lines = [f"{number}. {_words(item)}" for number, item in enumerate(items[:MOST], 1)]
    shown = Listed(noun=Noun.PRIORITIES, ids=ids, text=text, more=len(items) - len(ids))
    return Outcome("\n".join([text, *lines]), shown, about)


def _words(item: PriorityItem) -> str:
    lead = item.lead
    return item.text if lead is None else " · ".join(filter(None, (lead.name, lead.title, lead.company)))


PRIORITIES = Tool(
    "priorities",
    "Show this person's priority list, add the leads just talked about or words to it, take something off.",
    PriorityArguments,
    read,
    run,
)
