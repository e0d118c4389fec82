"""Imports of leads: those that were made, and how to make one."""

from __future__ import annotations

import re

from pydantic import Field

from agent.imports.card import import_card, lines
from agent.imports.table import MOST_ROWS
from agent.llm.toolbox import Arguments
from agent.tools.heard import About, Heard, Noun
from agent.tools.parts import ALL, Parts, parts
from agent.tools.pointing import pointed
from agent.tools.shown import Listed, Said
from agent.tools.tool import Outcome, Reading, Tool, Turn
from storage.models import LeadImport

MOST = 5
HOW = (
    f"Send me the list here as a CSV file (up to {MOST_ROWS:,} rows), or use `/leadsmith import`. "
    "I show how I read its columns, and import nothing before you say so."
)
NONE_YET = f"You have imported nothing yet. {HOW}"
_LIST = (
    r"(?:(?:an?|my|our|some|the|this|these|that|existing|own|another|more) )*"
    r"(?:excel|csv|tsv|crm|contact|lead)?[ -]?"
    r"(?:csvs?|tsvs?|lists?|files?|spreadsheets?|sheets?|leads|contacts|people|exports?|customers|prospects)"
)
_ASKED = re.compile(
    rf"(?:(?:how (?:do|can|could|would) (?:i|we)|how to|can i|can we|could i|may i"
    rf"|i (?:want|need|would like) to|i'd like to|let me|please|where (?:do|can) i) )?"
    rf"(?:import|upload) {_LIST}"
    rf"(?: (?:from|in|of|with) {_LIST})?(?: (?:here|please|now|to you|into leadsmith|as csv))*[?.! ]*"
    r"|(?:wie|wo) (?:kann|importiere|lade) ich .{0,30}(?:csv|liste|datei|kontakte|leads).{0,25}"
    r"|comment (?:je peux |puis-je )?importer .{0,30}(?:csv|liste|fichier|contacts|leads).{0,15}"
    r"|c[oó]mo (?:puedo )?import(?:ar|o) .{0,30}(?:csv|lista|archivo|contactos|leads).{0,15}",
    re.IGNORECASE,
)


class ImportArguments(Arguments):
    which: str = Field(
        "", max_length=100, description="Words of a file's name, or its place in the list just shown."
    )
    how: bool = Field(default=False, description="They ask how to import a list, instead of what they did.")


def read(heard: Heard) -> Reading[ImportArguments] | None:
    if heard.memory.feedback:
        return None
    label, phrase = "Show my imports", "lists that you imported"
    if _ASKED.fullmatch(heard.plain.strip()):
        return Reading(ImportArguments(how=True), 0.9, "Import a list", "to import a list")
    found = parts(heard.plain)
    if found is None or found.verb not in {"", "show", "ask"} or not _meant(found, heard):
        return None
    which = "" if found.which == ALL else found.which
    return Reading(ImportArguments(which=which), found.sure(0.9), label, phrase)


def _meant(found: Parts, heard: Heard) -> bool:
    if found.noun is None:
        return heard.memory.noun is Noun.IMPORTS and bool(found.which) and not found.never
    return found.noun is Noun.IMPORTS


async def run(turn: Turn, arguments: ImportArguments) -> Outcome:
    if arguments.how:
        return Outcome(HOW, Said(text=HOW))
    everything = await turn.repos.imports.of(turn.actor.user)
    if not everything:
        return Outcome("There are no imports.", Said(text=NONE_YET))
    found = pointed(
        arguments.which, everything, turn.memory, Noun.IMPORTS, id_of=lambda row: row.id, words_of=_name
    )
    shown = found or everything
    ids = tuple(row.id for row in shown[:MOST])
    text = (
        f"{len(found)} import{'' if len(found) == 1 else 's'}" if found else "None of that name. There are:"
    )
    about = About(noun=Noun.IMPORTS, id=ids[0] if len(ids) == 1 else "", listed=ids if len(ids) > 1 else ())
    listed = Listed(noun=Noun.IMPORTS, ids=ids, text=text, more=len(shown) - len(ids))
    return Outcome(f"{text}\n{lines([import_card(row) for row in shown[:MOST]])}", listed, about)


def _name(row: LeadImport) -> str:
    return row.name


LIST_IMPORTS = Tool(
    "list_imports",
    "Show the files of leads that this person imported, or say how to import one.",
    ImportArguments,
    read,
    run,
)
