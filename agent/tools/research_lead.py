"""Research: what public pages say of one of the person's leads, or of a company whose site is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from agent.errors import InvalidError
from agent.llm.toolbox import Arguments
from agent.pages.urls import company_domain, domain_of
from agent.questions.query import LeadQuery
from agent.research.depth import Depth
from agent.research.known import Known
from agent.research.service import Wanted
from agent.tools.heard import About, Heard, Noun
from agent.tools.research_words import COMPANY, DEEPER, asked_of, depth_of, is_name, pointed_at
from agent.tools.shown import Said
from agent.tools.tool import Outcome, Reading, Tool, Turn
from storage.folding import folded
from storage.models import Lead

MOST_LEADS = 4
_LISTED = 50
_NONE = (
    "Tell me whom to research: the name of one of your leads, or a company's site. "
    "For example: research acme.example"
)


class ResearchArguments(Arguments):
    about: str = Field(
        max_length=200,
        description="A site (acme.example), a lead's name (with “at” and the company if there are several), "
        "a company's name with that word before it (“company Acme”), or a place in the list of leads just "
        "shown: “2”; “that” for the one just talked about.",
    )
    depth: Literal["quick", "standard", "deep"] = "standard"


def read(heard: Heard) -> Reading[ResearchArguments] | None:
    found = _meant(heard)
    if found is None:
        return None
    about, sure = found
    depth = depth_of(heard.plain)
    label = f"Research {about}"[:70] if not about.isdigit() and about != "that" else "Research it"
    return Reading(
        ResearchArguments(about=about, depth=depth.value), sure, label, "what public pages say of it"
    )


def _meant(heard: Heard) -> tuple[str, float] | None:
    """What is to be researched, and how sure it is that this is asked."""
    if heard.memory.feedback:
        return None
    talked = heard.memory.noun
    if DEEPER.fullmatch(heard.text.strip()):
        return ("that", 0.9) if talked is Noun.RESEARCH else None
    asked, strong = asked_of(heard.text)
    who = asked.removeprefix(COMPANY)
    if not who:
        return None
    if domain_of(who) is not None and " " not in who:
        return who, 0.95
    if (place := pointed_at(who)) is not None:
        there = talked in {Noun.LEADS, Noun.RESEARCH}
        return (place, 0.92 if there else 0.7) if there or strong else None
    return _named(asked, strong=strong)


def _named(asked: str, *, strong: bool) -> tuple[str, float] | None:
    """A lead's or a company's name; surer of one that is called a company."""
    who = asked.removeprefix(COMPANY)
    named = is_name(who, strong=strong)
    if named is None or asked == who:
        return named
    return asked, 0.9 if who[0].isupper() else named[1]


async def run(turn: Turn, arguments: ResearchArguments) -> Outcome:
    about, depth = arguments.about.strip(), Depth(arguments.depth)
    named = about.removeprefix(COMPANY)
    site = domain_of(named) if " " not in named else None
    if site is not None:
        if company_domain(site) is None:
            return _said(f"{site} is no company's own site. Name the company's own, or one of your leads.")
        return await _begin(turn, Wanted(Known(website=f"https://{site}"), depth))
    before = turn.memory.one(Noun.RESEARCH) if about == "that" else ""
    return await (_deeper(turn, before) if before else _of_lead(turn, about, depth))


async def _deeper(turn: Turn, before: str) -> Outcome:
    deeper = await turn.uses.researches.deeper(turn.actor, before, turn.repos.session)
    if not deeper:
        return _said(
            "That is as deep as I can go, or I am still reading. Name another site, or another lead."
        )
    told = "I read more of that site; the notes follow in the thread."
    return Outcome(told, about=About(noun=Noun.RESEARCH, id=deeper))


async def _of_lead(turn: Turn, about: str, depth: Depth) -> Outcome:
    name = about.removeprefix(COMPANY)
    leads = await _leads(turn, name)
    if not leads and name != about:
        return await _begin(turn, Wanted(Known(company=name), depth))
    if not leads:
        return _said(_NONE if _is_place(about) else f"I don't have a lead called “{about}”. {_NONE}")
    if len(leads) > 1:
        return _which(name, leads)
    return await _begin(turn, await turn.uses.researches.of_lead(turn.repos, leads[0], depth))


async def _begin(turn: Turn, wanted: Wanted) -> Outcome:
    try:
        await turn.uses.researches.begin(turn.repos, turn.id, turn.message, wanted)
    except InvalidError as error:
        return _said(str(error))
    doing = "reading" if wanted.known.domain else "looking for"
    told = f"I am {doing} the site of {wanted.known.subject}; notes with their sources follow in the thread."
    return Outcome(told, about=About(noun=Noun.RESEARCH, id=turn.id))


def _is_place(about: str) -> bool:
    return about.isdigit() or about == "that"


async def _leads(turn: Turn, about: str) -> Sequence[Lead]:
    """The person's own leads that are meant: by their place in the last list, else by name and company."""
    if _is_place(about):
        return await _listed(turn, 1 if about == "that" else int(about))
    name, _, company = re.sub(r"\s+(?:at|from|of|von|bei|de|chez|en)\s+", "\n", about, count=1).partition(
        "\n"
    )
    wanted, where = folded(name) or "", folded(company)
    word = max(name.split() or [""], key=len)
    found = await turn.repos.leads.named(turn.actor.user, word)
    same = [each for each in found if folded(each.name) == wanted]
    same = same or [each for each in found if wanted and wanted in (folded(each.company) or "")]
    return [each for each in same if where is None or where in (folded(each.company) or "")]


async def _listed(turn: Turn, number: int) -> Sequence[Lead]:
    """The lead at a place of the list that was asked for last."""
    asked = turn.memory.question()
    if asked is None or not isinstance(asked[0], LeadQuery) or not 0 < number <= _LISTED:
        return []
    questions = turn.uses.questions
    ids, _ = await questions.leads_of(turn.repos, asked[0], turn.message, turn.zone.info, number)
    if len(ids) < number:
        return []
    return await turn.repos.leads.among([ids[number - 1]], turn.actor.user)


def _which(about: str, leads: Sequence[Lead]) -> Outcome:
    """Several leads are called so: each on a button."""
    instead = [f"Research {each.name} at {each.company}" for each in leads if each.name and each.company]
    choices = tuple(dict.fromkeys(instead))[:MOST_LEADS]
    return _said(f"You have {len(leads)} leads called “{about}”. Whom do you mean?", *choices)


def _said(text: str, *instead: str) -> Outcome:
    return Outcome(text, Said(text=text, instead=instead))


RESEARCH_LEAD = Tool(
    "research_lead",
    "Research one lead of this person, or a company by its site or name, in what public pages say.",
    ResearchArguments,
    read,
    run,
)
