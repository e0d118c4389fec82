"""Playbooks: plans that were approved, to be used again for another goal."""

from __future__ import annotations

import re

from pydantic import Field

from agent.llm.toolbox import Arguments
from agent.playbooks.card import PlaybookCard, playbook_card
from agent.tools.heard import About, Heard, Noun
from agent.tools.parts import ALL, Parts, parts
from agent.tools.pointing import pointed
from agent.tools.shown import Listed, Said
from agent.tools.tool import Outcome, Reading, Tool, Turn

MOST = 5
NONE_YET = "You have no playbooks yet: each plan that you approve is kept as one, to be used again."
_SAME = re.compile(
    r"(?:(?:can|could) (?:we|you) |let's |please )?(?:use|do|try|apply|take|repeat"
    r"|go with|follow)? ?(?:it |this )?(?:the )?same"
    r"(?: (?:approach|plan|method|way|recipe|playbook|steps|thing))?"
    r"(?: that| as| which| like)?(?: (?:we|i|you))?(?: (?:used|did|took|had|made))?"
    r"(?: (?:for|with|on|as for|as with|last time)(?: the| our| my)? ?(?P<about>[^?.!]{0,60}))?[?.! ]*",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:[ ,]+(?:please|pls|again|now|too|as well|this time|bitte|nochmal|stp|por favor|here|thanks))+$",
    re.IGNORECASE,
)
_FOR_ANOTHER = re.compile(r"(?:and |now |ok )*(?:the )?same (?:for|in|at|from|with) ", re.IGNORECASE)
_WORKED = re.compile(
    r"(?:(?:can|could) (?:we|you) |let's |let us |please |i want to |i'd like to |just )*"
    r"(?:use|do|try|apply|take|repeat|go with|follow|reuse|copy|go for|pick|run|handle|approach"
    r"|stick with)? ?"
    r"(?:(?:it|this|that|things|them|these)(?: again| the same)? )?"
    r"(?:(?:the |that |our |my )?(?:approach|plan|method|recipe|playbook|steps|process|one|strategy"
    r"|formula)"
    r"(?: (?:that|which|we|you|i))*|(?:the |exactly )*(?:same )?(?:way|like|as)(?: (?:we|you|i|it|that"
    r"|last time))*|how (?:we|you|i)|what(?:ever)?(?: (?:we|you|i))?)"
    r" (?:(?:had|have|has|'d) )?(?:last time|back then|before|worked|works|used|did|took|made|had|went"
    r"|done|find|found|handled|do)"
    r"(?: (?:it|that|this|so well|well|best|great|nicely|fine|before|last time|back then|them))*"
    r" (?:for|with|on|in)(?: the| our| my| those)? (?P<about>[^?.!]{2,60})[?.! ]*",
    re.IGNORECASE,
)
"""What worked for others: “use the approach that worked for the architects”."""


_SAME_ELSEWHERE = re.compile(
    r"(?:bitte )?(?:(?:nimm|nutze?|verwende|benutze?|mach|mache|wende|probiere?|geh"
    r"|gehe)(?: (?:es|das|hier|bitte|mal|wieder))* )?"
    r"(?:genau )?(?:so|(?:nach )?(?:(?:das|den|die|der|dem) )?(?:gleiche|selbe|dasselbe"
    r"|denselben|dieselbe)[nrs]?"
    r"(?: (?:vorgehen|vorgehensweise|ansatz|methode|weg|plan|rezept|art|prinzip))?)(?: vor| an)?"
    r" wie (?:damals |zuletzt |neulich )?(?:bei|für|mit)(?: den| der| dem| unseren)? (?P<d"
    r"e>[^?.!]{1,60}?)(?: bitte)?"
    r"|(?:(?:utilise|prends|applique|reprends|refais|fais|suis)[rsz]? )?(?:avec )?(?:(?:la"
    r"|le) même (?:approche|méthode|plan|recette|chose|démarche"
    r"|stratégie)|comme|pareil) (?:que )?(?:pour|avec)(?: les| la| le| nos)? (?P<fr>[^?.!]{1,60})"
    r"|(?:(?:usa|aplica|utiliza|haz|repite|sigue) )?(?:(?:el|la|lo) mism[oa](?: (?:método"
    r"|enfoque|plan|estrategia|proceso))?|igual)"
    r" que (?:con|para|usamos con|usamos para)(?: los| las| el| la)? (?P<es>[^?.!]{1,60})[?.! ]*",
    re.IGNORECASE,
)
"""The same in German, French and Spanish."""


class PlaybookArguments(Arguments):
    which: str = Field("", max_length=100, description="Words of what it was approved for; empty for all.")


def read(heard: Heard) -> Reading[PlaybookArguments] | None:
    if heard.memory.feedback:
        return None
    label, phrase = "Show my playbooks", "a playbook, to use again"
    same = _SAME.fullmatch(heard.plain.strip()) or _WORKED.fullmatch(heard.plain.strip())
    about = (same["about"] or "") if same is not None else _elsewhere(heard.plain)
    if about is not None and not _of_leads(heard):
        about = _COURTESY.sub("", about.strip())
        return Reading(PlaybookArguments(which=about), 0.85, label, phrase)
    found = parts(heard.plain)
    if found is None or found.verb not in {"", "show", "ask"} or not _meant(found, heard):
        return None
    which = "" if found.which == ALL else found.which
    return Reading(PlaybookArguments(which=which), found.sure(0.9), label, phrase)


def _of_leads(heard: Heard) -> bool:
    """Whether “the same for Linz” goes on with the leads that were asked for."""
    last = heard.memory.turns[0] if heard.memory.turns else None
    return last is not None and last.about.query is not None and _FOR_ANOTHER.match(heard.plain) is not None


def _elsewhere(text: str) -> str | None:
    found = _SAME_ELSEWHERE.fullmatch(text.strip(" ?.!"))
    return next((each for each in found.groups() if each), "") if found is not None else None


def _meant(found: Parts, heard: Heard) -> bool:
    if found.noun is None:
        return heard.memory.noun is Noun.PLAYBOOKS and bool(found.which) and not found.never
    return found.noun is Noun.PLAYBOOKS


async def run(turn: Turn, arguments: PlaybookArguments) -> Outcome:
    kept = await turn.repos.playbooks.visible(turn.actor.user)
    everything = [playbook_card(each, turn.uses.catalogue) for each in kept]
    found = pointed(
        arguments.which, everything, turn.memory, Noun.PLAYBOOKS, id_of=lambda card: card.id, words_of=_words
    )
    if not everything:
        return Outcome("There are no playbooks.", Said(text=NONE_YET))
    shown = found or everything
    ids = tuple(card.id for card in shown[:MOST])
    text = (
        f"{len(found)} playbook{'' if len(found) == 1 else 's'}" if found else "None of that name. There are:"
    )
    about = About(noun=Noun.PLAYBOOKS, id=ids[0] if len(ids) == 1 else "", listed=ids if len(ids) > 1 else ())
    listed = Listed(noun=Noun.PLAYBOOKS, ids=ids, text=text, more=len(shown) - len(ids))
    return Outcome("\n".join([text, *(card.name for card in shown[:MOST])]), listed, about)


def _words(card: PlaybookCard) -> str:
    return f"{card.name} {card.goal} {card.title}"


LIST_PLAYBOOKS = Tool(
    "list_playbooks",
    "Show the playbooks: plans that were approved before, to be used again.",
    PlaybookArguments,
    read,
    run,
)
