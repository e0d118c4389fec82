"""From a text to a goal: pure, without a model."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from agent.planner.catalogue import catalogue
from agent.planner.goal import Goal, Language, Material
from agent.planner.reading.brought import at_hand
from agent.planner.reading.completing import completed
from agent.planner.reading.counts import size, without_sizes
from agent.planner.reading.data import compiled, table
from agent.planner.reading.deadlines import deadline
from agent.planner.reading.deeds import Deeds, deeds
from agent.planner.reading.languages import Spoken, in_english
from agent.planner.reading.links import Links, links
from agent.planner.reading.origin import origin_of
from agent.planner.reading.people import who
from agent.planner.reading.places import place, several
from agent.planner.reading.platforms import ORIGINS, platform_of
from agent.planner.reading.seniority import seniority
from agent.planner.reading.sequence import sequence
from agent.planner.reading.spelling import respelt
from agent.planner.reading.talk import about_ours, outside, without_meddling
from agent.planner.reading.text import Halves, clean, halves
from agent.planner.reading.tongues import is_foreign
from agent.planner.work import Origin, Stage, Task

_WRITING = frozenset({Task.WRITE_MESSAGE, Task.WRITE_COMMENT})
_REACHING = frozenset(task for task in Task if task.stage is Stage.OUTREACH) - _WRITING
"""What drafts for somebody who writes themselves, and what reaches people."""
_BARE = frozenset({Origin.SALES_NAVIGATOR, Origin.GOOGLE_MAPS})
"""What has an export of its own that looks up no address."""
_ACCOUNTS = {"facts": "profile data", "at_hand": "these profiles"}
"""Phrases about the accounts of a platform, and what they mean there."""
_HOUSEKEEPING = frozenset({Origin.INBOX, Origin.SENT_REQUESTS})
_ALL_QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
_QUOTED = re.compile(
    r"(?<!title )(?<!titles )(?<!titled )(?<!title: )(?<!title is )(?<!title of )(?<!role )(?<!roles )"
    r"(?<!position )(?<!headline )(?<!titel )(?<!titre )(?<!poste )(?<!cargo )(?<!puesto )"
    r"[\"“„«](?P<text>[^\"”“»]{3,1500})[\"”“»]"
    r"|(?:(?<=[:–-] )|(?<=:)|(?<=saying )|(?<=says )|(?<=note )|(?<=comment )|(?<=write )"
    r"|(?<=leave )|(?<=posting )|(?<=message )|(?<=text ))"
    r"['‘](?P<single>(?:[^'’\n]|(?<=\w)['’](?=\w)){3,1500} (?:[^'’\n]|(?<=\w)['’](?=\w)){2,1500})['’](?!\w)"
)
"""What is to be written; in single quotes several words after a colon or the like: names have them too."""
_INVITED_TO = re.compile(
    r"(\b(?:invit\w*|ask|get|bring|add)\b[^.;!?|]{0,60}? (?:to|for|into|join)) @url", re.IGNORECASE
)


def read(text: str, today: date | None = None) -> Goal:
    """Understand a goal: who, where, how many, by when, what to do and what not to do."""
    cleaned = clean(text)
    whole = _ALL_QUOTED.fullmatch(cleaned)
    found = links(whole[1] if whole else cleaned, catalogue().fields)
    quoted = None if whole else _QUOTED.search(cleaned)
    wanted_by = deadline(_QUOTED.sub("@quoted", found.text), today)
    spoken = _spoken(wanted_by.rest)
    said = halves(without_sizes(without_meddling(at_hand(_invited_to(spoken.text, found)))))
    goal = _understood(spoken, said, found).model_copy(
        update={
            "text": cleaned,
            "quoted": (quoted["text"] or quoted["single"]).strip() if quoted else None,
            "size": size(wanted_by.rest),
            "deadline": wanted_by.said,
            "due": wanted_by.due,
        }
    )
    about_leads = goal.about_leads and spoken.language is not None and not about_ours(cleaned, said.asked)
    unread = not about_leads and spoken.language is Language.ENGLISH and is_foreign(found.text)
    language = None if unread else spoken.language
    return assembled(goal.model_copy(update={"about_leads": about_leads, "language": language}))


def _spoken(text: str) -> Spoken:
    """The text in English; slips are mended in English only, since "membres" is none in French."""
    spoken = in_english(text)
    return in_english(respelt(text)) if spoken.language is Language.ENGLISH else spoken


def _invited_to(text: str, found: Links) -> str:
    """The text with a word for the address that somebody is invited to: an event, or a group."""
    what = next((noun for name, noun in table("limits")["invited_to"].items() if name in found.urls), None)
    return _INVITED_TO.sub(rf"\1 {what} @url", text) if what else text


def _understood(spoken: Spoken, said: Halves, found: Links) -> Goal:
    """What a text in English words says, its links apart."""
    about_others = _without(said.asked, "self")
    people = who(about_others)
    at_home = _without(_without(about_others, "topics"), "data" if people.named else "topics")
    platform = platform_of(at_home, found.urls)
    at_home = _of_accounts(at_home, platform)
    done = deeds(at_home, found.urls)
    origin = origin_of(done, people, platform, found.urls)
    insisted = sequence(said.asked)
    avoided, forbidden = _ruled_out(said)
    avoided -= frozenset(insisted)
    unlooked = any(task.stage is Stage.CONTACT for task in avoided)
    if unlooked and origin in _BARE and set(done.tasks) <= {Task.FIND}:
        origin = Origin.PLAIN_EXPORT
    tasks = _of_link(done, found) or completed(done, origin, people)
    titles = spoken.titles or people.titles
    where = place(said.asked, guess=people.named)
    return Goal(
        text=said.asked,
        asked=said.asked,
        titles=titles,
        seniority=seniority(said.asked, titles),
        industry=people.industry,
        place=where,
        places=several(where) if where else (),
        count=people.count,
        local=(spoken.local or people.local) if people.local else None,
        companies=people.companies,
        origin=origin,
        platform=platform,
        tasks=tuple(task for task in tasks if task not in avoided),
        sequence=insisted,
        avoided=avoided,
        forbidden=forbidden,
        urls=found.urls,
        links=found.every,
        material=_material(said.asked, origin, found),
        about_leads=bool(tasks) and not outside(said.asked),
        language=spoken.language,
    )


def _of_link(done: Deeds, found: Links) -> tuple[Task, ...]:
    """What a link says alone: a thread is there to be read, unless somebody is to be reached."""
    reaches = any(task.stage is Stage.OUTREACH for task in done.tasks)
    return (Task.THREAD,) if "linkedinthreadurl" in found.urls and not reaches else ()


def _without(text: str, name: str) -> str:
    """The text without phrases that say nothing about whom and what is wanted."""
    for pattern in _limits(name):
        text = pattern.sub("|", text)
    return text


def _of_accounts(text: str, platform: str | None) -> str:
    """The text as it reads on a platform of its own: links to accounts are given, facts of them are read."""
    if platform not in ORIGINS or "linkedin" in text.lower():
        return text
    for name, meant in _ACCOUNTS.items():
        for pattern in _limits(name):
            text = pattern.sub(meant, text)
    return text


def _material(asked: str, origin: Origin | None, found: Links) -> Material | None:
    """What the person brings along, if it is said."""
    if found.urls:
        return Material.LINKS
    if origin is Origin.HUBSPOT:
        return Material.HUBSPOT
    return Material.FILE if any(pattern.search(asked) for pattern in _limits("file")) else None


def named_origin(text: str) -> Origin | None:
    """The origin that a text names in words or by a link, not one that merely goes with its verbs."""
    found = links(clean(text), catalogue().fields)
    asked = halves(found.text).asked
    done = deeds(asked, found.urls)
    if done.origin is not None and not done.weak:
        return done.origin
    on_sales_navigator = platform_of(asked, found.urls) == "sales_navigator"
    return Origin.SALES_NAVIGATOR if on_sales_navigator else None


def assembled(goal: Goal) -> Goal:
    """The goal with its stages drawn from its tasks. A task asked for keeps its stage open."""
    kept = goal.in_order(task for task in goal.tasks if task.stage not in goal.forbidden)
    wanted = frozenset(task.stage for task in kept)
    if goal.origin in _HOUSEKEEPING:
        wanted |= {Stage.MANAGE}
    forbidden = goal.forbidden | (frozenset(task.stage for task in goal.avoided) - wanted)
    return goal.model_copy(update={"tasks": kept, "wanted": wanted - forbidden, "forbidden": forbidden})


def _ruled_out(said: Halves) -> tuple[frozenset[Task], frozenset[Stage]]:
    """Tasks ruled out by name, and stages ruled out altogether ("no outreach", "only export")."""
    tasks = frozenset(deeds(said.ruled_out, {}).tasks) - {Task.FIND}
    if any(pattern.match(said.asked) for pattern in _limits("reaches")):
        return tasks, frozenset()
    rests = ((said.ruled_out, "ruled_out"), (said.asked, "only"), (said.asked, "myself"))
    outreach = any(pattern.search(text) for text, name in rests for pattern in _limits(name))
    if not outreach:
        return tasks, frozenset()
    if _WRITING & set(deeds(said.asked, {}).tasks):
        return tasks | _REACHING, frozenset()
    return tasks, frozenset({Stage.OUTREACH})


@cache
def _limits(name: str) -> tuple[re.Pattern[str], ...]:
    return compiled(table("limits")[name])
