"""Finding work e-mails of leads, or of somebody by name: nothing is paid before a button is pressed."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from agent.enrichment.providers import PROVIDERS
from agent.enrichment.service import AGAIN, MOST
from agent.errors import InvalidError
from agent.llm.toolbox import Arguments
from agent.tools.heard import About, Heard, Noun
from agent.tools.phrases import plain
from agent.tools.shown import Said
from agent.tools.tool import Outcome, Reading, Tool, Turn

_COMMAND = (
    r"(?:find|get|fetch|look up|look for|search for|dig up|hunt down|track down|what(?: i|')s|give|show)"
)
_EMAIL = r"(?:e-?mails?|mails?)(?: address(?:es)?)?"
_KIND = r"(?:(?:work|business|professional|company|verified|direct|missing) )*"
_WHO = r"(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,4}?)"
_WHERE = r"(?: (?:at|from|of|@|who works at|who works for|works at) (?P<company>.{2,80}?))"
_WITHOUT = r"(?:[,;]? (?:without(?: using)?|but not|skip|skipping|no|except) (?P<without>[\w. ,]+?))?"
_TAIL = r"(?: (?:please|now|for me))*[.!?]*"
_ONE = (
    rf"{_COMMAND} (?:me |us )?(?:the |an? )?{_KIND}{_EMAIL} (?:of|for) {_WHO}{_WHERE}",
    rf"{_COMMAND} (?:me |us )?{_WHO}'s {_KIND}{_EMAIL}{_WHERE}",
    rf"{_COMMAND} (?:me |us )?{_WHO}{_WHERE}'s {_KIND}{_EMAIL}",
)
_LEADS = r"(?:all )?(?:(?:of )?(?:my|our|the|those|these) )?leads"
_NONE = (
    r"(?:without(?: an| any)?(?: one| e-?mails?| mails?| email address)?"
    r"|that (?:have|got) (?:none|no e-?mails?)"
    r"|who have (?:none|no e-?mails?)|with(?:out| no) (?:an )?e-?mails?(?: address)?(?: yet)?|lacking one"
    r"|missing (?:one|an e-?mail|e-?mails?)|that (?:don't|do not) have (?:one|an e-?mail)|that lack one)"
)
_LACK = rf"(?:{_COMMAND}|add|complete|fill in)"
_MISSING = (
    rf"{_LACK} (?:me |us )?(?:the )?{_KIND}{_EMAIL} (?:of|for|to) {_LEADS} {_NONE}",
    rf"{_LACK} (?:me |us )?(?:the |all )?missing {_KIND}{_EMAIL}(?: (?:of|for) {_LEADS})?",
    rf"enrich {_LEADS} {_NONE}",
)
_SURE = 0.97


def _patterns(said: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"{each}{_WITHOUT}{_TAIL}", re.IGNORECASE) for each in said)


_OF_ONE, _OF_LEADS = _patterns(_ONE), _patterns(_MISSING)
_NOBODY = re.compile(
    r"\b(?:the|all|any|every|some|people|person|persons|founders?|managers?|directors?|heads?|ceos?|ctos?|cfos?|"
    r"cmos?|owners?|everyone|everybody|leads?|prospects?|employees|members|attendees|followers|likers|my|our|"
    r"those|these|them|their|who|in|and|that|this)\b",
    re.IGNORECASE,
)
"""Words that no name has: “the e-mails of founders at Acme” wants new people."""
_NOT_COMPANY = re.compile(
    r"https?://|\b(?:companies|startups|agencies|firms|linkedin)\b|\bleast\b", re.IGNORECASE
)


class ContactArguments(Arguments):
    which: Literal["missing", "person"] = Field(
        "missing", description="missing: the leads without an e-mail; person: somebody by name."
    )
    name: str = Field("", max_length=120, description="First and last name, where one person is meant.")
    company: str = Field("", max_length=120, description="Where that person works: a name or a domain.")
    without: Annotated[tuple[str, ...], Field(max_length=8)] = Field(
        (), description="Providers that must not be asked this time, by name."
    )


def read(heard: Heard) -> Reading[ContactArguments] | None:
    if heard.memory.feedback:
        return None
    text = " ".join(heard.plain.split())
    for pattern in _OF_LEADS:
        found = pattern.fullmatch(plain(text)) or pattern.fullmatch(text)
        if found is not None:
            arguments = ContactArguments(without=providers_in(found["without"]))
            return Reading(arguments, _SURE, "Find their e-mails", "the e-mails of leads that have none")
    for pattern in _OF_ONE:
        found = pattern.fullmatch(_uncourteous(text))
        if found is not None and _is_somebody(found["name"], found["company"]):
            return _of_person(found)
    return None


def _uncourteous(text: str) -> str:
    return re.sub(
        r"^(?:please|pls|can you|could you|would you|hey|hi|ok|now)[, ]+", "", text, flags=re.IGNORECASE
    )


def _is_somebody(name: str, company: str) -> bool:
    return _NOBODY.search(name) is None and _NOT_COMPANY.search(company) is None


def _of_person(found: re.Match[str]) -> Reading[ContactArguments]:
    name, company = found["name"].strip(), found["company"].strip().removesuffix("'s").rstrip(".?!")
    arguments = ContactArguments(
        which="person", name=name, company=company, without=providers_in(found["without"])
    )
    return Reading(arguments, _SURE, f"Find {name}'s e-mail", f"the e-mail of {name}")


def providers_in(said: str | None) -> tuple[str, ...]:
    """The providers that some words name."""
    words = re.sub(r"[^a-z]", "", (said or "").lower())
    names = ((kind.name, re.sub(r"[^a-z]", "", kind.title.lower())) for kind in PROVIDERS)
    return tuple(name for name, title in names if title in words or name.replace("_", "") in words)


async def run(turn: Turn, arguments: ContactArguments) -> Outcome:
    if arguments.which == "person":
        return await _of_somebody(turn, arguments)
    contacts = turn.uses.contacts
    leads, count = await contacts.without_email(turn.repos, turn.actor)
    if not leads:
        text = f"Each of your leads has an e-mail, or was looked for in the last {AGAIN.days} days."
        return Outcome(text, Said(text=text, instead=("Show my leads with an e-mail",)))
    await contacts.propose(turn.repos, turn.id, turn.message, leads, arguments.without)
    first = f", the first {MOST} of {count:,}" if count > MOST else ""
    told = f"The person is asked whether to look for {len(leads)} leads{first}, and what it may cost."
    return Outcome(told, about=About(noun=Noun.LEADS))


async def _of_somebody(turn: Turn, arguments: ContactArguments) -> Outcome:
    if not (arguments.name.strip() and arguments.company.strip()):
        text = "Whose e-mail, and where do they work? Write: find the e-mail of Ada Lovelace at Acme"
        return Outcome(text, Said(text=text))
    contacts = turn.uses.contacts
    try:
        lead = await contacts.somebody(
            turn.repos, turn.actor, arguments.name.strip(), arguments.company.strip()
        )
    except InvalidError as error:
        return Outcome(str(error), Said(text=str(error)))
    await contacts.propose(turn.repos, turn.id, turn.message, [lead], arguments.without)
    told = f"The person is asked whether to look for {arguments.name}, and what it may cost."
    return Outcome(told, about=About(noun=Noun.LEADS))


FIND_CONTACTS = Tool(
    "find_contacts",
    "Find and verify work e-mails: of this person's leads without one, or of somebody by name and company. "
    "Shows what it may cost at most, with a button that starts it.",
    ContactArguments,
    read,
    run,
)
