"""From a text to a goal: pure, without a model."""

from __future__ import annotations

import re
from functools import cache

from agent.planner.catalogue import catalogue
from agent.planner.goal import Goal
from agent.planner.reading.counts import without_sizes
from agent.planner.reading.data import compiled, table
from agent.planner.reading.deeds import deeds
from agent.planner.reading.languages import in_english
from agent.planner.reading.links import links
from agent.planner.reading.origin import origin_of
from agent.planner.reading.people import Who, who
from agent.planner.reading.places import place
from agent.planner.reading.spelling import respelt
from agent.planner.reading.talk import about_ours, outside
from agent.planner.reading.text import Halves, clean, halves
from agent.planner.work import Origin, Stage, Task

GIVEN = frozenset(
    {
        Origin.PROFILES, Origin.COMPANY_NAMES, Origin.COMPANY_PAGES, Origin.PERSON_NAMES, Origin.WEBSITES,
        Origin.HUBSPOT, Origin.RECRUITER, Origin.POSTS, Origin.GITHUB,
    }
)  # fmt: skip
"""Origins whose rows a person brings along; from the others they must be collected."""

_HOUSEKEEPING = frozenset({Origin.INBOX, Origin.SENT_REQUESTS})
_ALL_QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
_QUOTED = re.compile(r"[\"“„«]([^\"”“»]{3,1500})[\"”“»]")


def read(text: str) -> Goal:
    """Understand a goal: who, where, how many, what to do and what not to do."""
    cleaned = clean(text)
    whole = _ALL_QUOTED.fullmatch(cleaned)
    found = links(whole[1] if whole else cleaned, catalogue().fields)
    quoted = None if whole else _QUOTED.search(cleaned)
    spoken = in_english(respelt(_QUOTED.sub("@quoted", found.text)))
    said = halves(without_sizes(spoken.text))
    people = who(said.asked)
    done = deeds(said.asked, found.urls)
    platform = _platform(said.asked, found.urls)
    origin = origin_of(done, people, platform, found.urls)
    avoided, forbidden = _ruled_out(said)
    tasks = _complete(done.tasks, origin, people)
    return assembled(
        Goal(
            text=cleaned,
            titles=spoken.titles or people.titles,
            industry=people.industry,
            place=place(said.asked, guess=people.named),
            count=people.count,
            local=people.local,
            companies=people.companies,
            origin=origin,
            platform=platform,
            tasks=tuple(task for task in tasks if task not in avoided),
            avoided=avoided,
            quoted=quoted[1].strip() if quoted else None,
            forbidden=forbidden,
            urls=found.urls,
            about_leads=bool(tasks) and not outside(said.asked) and not about_ours(cleaned),
        )
    )


def named_origin(text: str) -> Origin | None:
    """The origin that a text names in words or by a link, not one that merely goes with its verbs."""
    found = links(clean(text), catalogue().fields)
    asked = halves(found.text).asked
    done = deeds(asked, found.urls)
    if done.origin is not None and not done.weak:
        return done.origin
    on_sales_navigator = _platform(asked, found.urls) == "sales_navigator"
    return Origin.SALES_NAVIGATOR if on_sales_navigator else None


def assembled(goal: Goal) -> Goal:
    """The goal with its stages drawn from its tasks. A task asked for keeps its stage open."""
    kept = tuple(task for task in goal.tasks if task.stage not in goal.forbidden)
    wanted = frozenset(task.stage for task in kept)
    if goal.origin in _HOUSEKEEPING:
        wanted |= {Stage.MANAGE}
    forbidden = goal.forbidden | (frozenset(task.stage for task in goal.avoided) - wanted)
    return goal.model_copy(update={"tasks": kept, "wanted": wanted - forbidden, "forbidden": forbidden})


def _complete(tasks: tuple[Task, ...], origin: Origin | None, people: Who) -> tuple[Task, ...]:
    """Rows that must be collected are to be found; from given rows, finding alone means reading them."""
    named = {_OF_COMPANIES.get(task, task) if origin in _COMPANIES else task for task in tasks}
    others = tuple(task for task in Task if task in named and task is not Task.FIND)
    if origin is None:
        return others
    if origin in GIVEN and not _staff(origin, people):
        return others or (_READS.get(origin, Task.PROFILE_DATA),)
    return (Task.FIND, *others)


def _staff(origin: Origin, people: Who) -> bool:
    """Whether people are to be found at the companies that are given."""
    return origin is Origin.COMPANY_NAMES and bool(people.titles)


_COMPANIES = frozenset({Origin.COMPANY_NAMES, Origin.COMPANY_PAGES, Origin.GOOGLE_MAPS, Origin.WEBSITES})
_OF_COMPANIES = {Task.PROFILE_DATA: Task.COMPANY_DATA, Task.PROFILE_URL: Task.COMPANY_URL}
"""What is said of profiles, where companies are meant."""


_READS = {
    Origin.COMPANY_NAMES: Task.COMPANY_URL,
    Origin.COMPANY_PAGES: Task.COMPANY_DATA,
    Origin.PERSON_NAMES: Task.PROFILE_URL,
    Origin.WEBSITES: Task.EMAILS,
    Origin.POSTS: Task.ACTIVITY,
}


def _ruled_out(said: Halves) -> tuple[frozenset[Task], frozenset[Stage]]:
    """Tasks ruled out by name, and stages ruled out altogether ("no outreach", "only export")."""
    tasks = frozenset(deeds(said.ruled_out, {}).tasks) - {Task.FIND}
    outreach = any(pattern.search(said.ruled_out) for pattern in _limits("ruled_out")) or any(
        pattern.search(said.asked) for pattern in _limits("only")
    )
    return tasks, frozenset({Stage.OUTREACH}) if outreach else frozenset()


@cache
def _limits(name: str) -> tuple[re.Pattern[str], ...]:
    return compiled(table("limits")[name])


def _platform(text: str, urls: dict[str, str]) -> str | None:
    """The platform named, the most particular first."""
    if {"salesnavigatorsearchurl", "salesnavigatorlisturl", "salesnavigatorprofileurl"} & urls.keys():
        return "sales_navigator"
    return next(
        (name for name, patterns in _platforms() if any(pattern.search(text) for pattern in patterns)), None
    )


@cache
def _platforms() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple((name, compiled(said)) for name, said in table("limits")["platforms"].items())
