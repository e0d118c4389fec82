"""One lead that is there: by its name, or by its place in the list that was just shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pydantic import Field

from agent.leads.service import LeadLine
from agent.llm.toolbox import Arguments
from agent.planner.catalogue import catalogue
from agent.planner.reading.titles import title_spans
from agent.questions.pieces import pieces
from agent.questions.query import LeadQuery
from agent.tools.heard import About, Heard, Noun
from agent.tools.phrases import named, said_last, whole
from agent.tools.shown import Listed, Said
from agent.tools.tool import PERHAPS, Outcome, Reading, Tool, Turn

MOST = 5
"""Leads that are shown at once."""
LONGEST_NAME = 80
WHICH = "Which lead? Ask for some first, then write: look at the second one"
_NAME = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*(?: (?:de|del|della|di|da|van|von|der|den|la|le|el|al|bin|ben|zu|dos)){0,3}"
    r"(?: [^\W\d_a-zß-öø-ÿ][\w'’.-]*){1,3}"
)
"""Two to four words with capitals, as names of people are written."""

_FIRM = re.compile(r"\b(?:Inc|Corp|Ltd|LLC|GmbH|AG|SE|KG|SA|SAS|SL|BV|PLC|Co|Group|Company|Holding)\b\.?")
_FULL_NAME = 2


class ShowLeadArguments(Arguments):
    name: str = Field("", max_length=LONGEST_NAME, description="Words of the person's name.")
    place: int = Field(0, ge=0, le=100, description="Its place in the list just shown, or 0.")


def read(heard: Heard) -> Reading[ShowLeadArguments] | None:
    if heard.memory.feedback:
        return None
    place = _place(heard)
    if place:
        return _reading(ShowLeadArguments(place=place), 0.94)
    change = said_last("lead_change", heard.text)
    found = said_last("lead_named", heard.text) or said_last("lead_of_name", heard.text) or change
    if found is None:
        return None
    name = _as_written(named(found, "name"), heard.plain)
    if named(found, "noun") and len(name) <= LONGEST_NAME:
        return _reading(ShowLeadArguments(name=name), 0.93)
    if is_name(name):
        return _reading(ShowLeadArguments(name=name), 0.9)
    return (
        _reading(ShowLeadArguments(name=name), PERHAPS)
        if is_name(name.title()) and not change and _bare(name)
        else None
    )


def _reading(arguments: ShowLeadArguments, confidence: float) -> Reading[ShowLeadArguments]:
    phrase = f"the lead {arguments.name}" if arguments.name else f"lead number {arguments.place}"
    return Reading(arguments, confidence, "Show that lead", phrase)


def is_name(text: str) -> bool:
    """Whether a text is written as a person's name, and is no title, place, industry or phantom."""
    if len(text) > LONGEST_NAME or not _NAME.fullmatch(text) or title_spans(text) or _FIRM.search(text):
        return False
    if set(text.casefold().split()) <= _words_of_phantoms():
        return False
    found = pieces(text)
    known = (found.titles, found.places, found.industries, found.phantoms, found.subjects, found.span)
    return not any(known)


@cache
def _words_of_phantoms() -> frozenset[str]:
    return frozenset(word for each in catalogue().phantoms for word in each.name.casefold().split())


def _bare(name: str) -> bool:
    """Whether two words in small letters may be a name: nothing else is made of them."""
    return len(name.split()) == len(pieces(name).left) == _FULL_NAME


def _place(heard: Heard) -> int:
    """The place in a list of leads that is pointed at; 0 for none."""
    if heard.memory.noun not in {Noun.LEADS, Noun.LEAD}:
        return 0
    found = said_last("lead_place", heard.text)
    which = whole("place", named(found, "what")) if found is not None else None
    return int(next(name[1:] for name, said in which.groupdict().items() if said)) if which is not None else 0


def _as_written(name: str, text: str) -> str:
    """The name with its capitals, where it stands in the text as it was read."""
    at = text.lower().find(name)
    return text[at : at + len(name)] if at >= 0 else name


async def run(turn: Turn, arguments: ShowLeadArguments) -> Outcome:
    if not arguments.name:
        return await _at(turn, arguments.place)
    found = await turn.uses.records.called(turn.repos, turn.actor, arguments.name, MOST + 1)
    if not found:
        text = f"You have no lead called “{arguments.name}”."
        return Outcome(text, Said(text=text, instead=("Show my newest leads",)))
    if len(found) == 1:
        return _shown(found, "Here is what I know:")
    more = " These are the newest." if len(found) > MOST else ""
    return _shown(found[:MOST], f"Several leads are called “{arguments.name}”.{more} Which one?")


async def _at(turn: Turn, place: int) -> Outcome:
    """The lead at a place of the list that was shown."""
    listed = turn.memory.listed(Noun.LEAD) if turn.memory.noun is Noun.LEAD else ()
    ids = list(listed) or await _asked(turn, place)
    if not 0 < place <= len(ids):
        return Outcome(WHICH, Said(text=WHICH, instead=("Show my newest leads",)))
    seen = await turn.uses.records.lines(turn.repos, turn.actor, [ids[place - 1]])
    if not seen:
        return Outcome(WHICH, Said(text=WHICH, instead=("Show my newest leads",)))
    return _shown(seen, "Here is what I know:")


async def _asked(turn: Turn, place: int) -> list[str]:
    """The leads of the last question, as far as that place."""
    asked = turn.memory.question()
    query = asked[0] if asked is not None else turn.memory.of_thread
    if not isinstance(query, LeadQuery):
        return []
    ids, _ = await turn.uses.questions.leads_of(
        turn.repos, query, turn.message, turn.zone.info, max(place, 1)
    )
    return ids


def _shown(lines: Sequence[LeadLine], text: str) -> Outcome:
    ids = tuple(line.id for line in lines)
    about = About(noun=Noun.LEAD, id=ids[0] if len(ids) == 1 else "", listed=ids)
    told = "\n".join(f"{number}. {_told(line)}" for number, line in enumerate(lines, 1))
    return Outcome(told, Listed(noun=Noun.LEAD, ids=ids, text=text), about)


def _told(line: LeadLine) -> str:
    blocked = "do not contact" if line.blocked else ""
    return " · ".join(filter(None, (line.name, line.title, line.company, line.email, line.location, blocked)))


SHOW_LEAD = Tool(
    "show_lead",
    "Show one lead that is there, by name or by its place in the list just shown, to look at or change it.",
    ShowLeadArguments,
    read,
    run,
)
