"""From a text to a goal: pure, without a model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from agent.planner.catalogue import catalogue
from agent.planner.goal import Goal
from agent.planner.reading.counts import without_sizes
from agent.planner.reading.data import compiled, table
from agent.planner.reading.deeds import Deeds, deeds
from agent.planner.reading.languages import in_english
from agent.planner.reading.links import links
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
    origin = _origin(done, people, platform, found.urls)
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


def _origin(done: Deeds, people: Who, platform: str | None, urls: dict[str, str]) -> Origin | None:
    """The origin named, else what the people or the tasks suggest: the first rule that holds."""
    rules = (
        (done.sure and done.origin not in _KEPT, done.usual_origin),
        (done.linked and done.keeps and not people.titles, done.usual_origin),
        (not (done.weak and people.titles), done.origin),
        (_on_a_map(done, people, platform), Origin.GOOGLE_MAPS),
        ("linkedincompanyurl" in urls, _at_company(done, people)),
        (bool(people.companies) and _about_companies(done), Origin.COMPANY_NAMES),
        (_searched_for(done, people), _SEARCHES.get(platform, Origin.SEARCH)),
        (True, done.usual_origin),
        (platform in _SEARCHES, _SEARCHES.get(platform)),
    )
    return next((origin for holds, origin in rules if holds and origin), None)


_SEARCHES: Mapping[str | None, Origin] = {"sales_navigator": Origin.SALES_NAVIGATOR}
"""Platforms with a search of their own."""


def _on_a_map(done: Deeds, people: Who, platform: str | None) -> bool:
    """Whether businesses are meant that one finds on a map, and nobody is to be reached on LinkedIn."""
    reaches = any(task.stage is Stage.OUTREACH for task in done.tasks)
    return bool(people.local) and not people.titles and platform in {None, "google_maps"} and not reaches


def _searched_for(done: Deeds, people: Who) -> bool:
    """Whether people are described rather than brought along."""
    found = Task.FIND in done.tasks or done.usual_origin in {None, Origin.PERSON_NAMES}
    return bool(people.titles or people.local) or (people.named and found)


_COMPANY_TASKS = frozenset({Task.COMPANY_DATA, Task.COMPANY_URL})


def _about_companies(done: Deeds) -> bool:
    """Whether companies themselves are asked about, and nobody who works there."""
    tasks = frozenset(done.tasks)
    return bool(tasks & _COMPANY_TASKS) and tasks <= _COMPANY_TASKS | {Task.FIND}


_TO_PAGE = frozenset({Task.INVITE_PAGE, Task.FOLLOW})


def _at_company(done: Deeds, people: Who) -> Origin | None:
    """What a link to a company's page is there for: its people, or the page itself."""
    if _TO_PAGE & set(done.tasks):
        return None
    reaches = any(task.stage is Stage.OUTREACH for task in done.tasks)
    return Origin.EMPLOYEES if people.titles or people.somebody or reaches else Origin.COMPANY_PAGES


_KEPT = frozenset({Origin.HUBSPOT, Origin.EMPLOYEES, Origin.GOOGLE_MAPS})
"""Origins that stay even when a task usually comes with another."""


def _complete(tasks: tuple[Task, ...], origin: Origin | None, people: Who) -> tuple[Task, ...]:
    """Rows that must be collected are to be found; from given rows, finding alone means reading them."""
    named = {_OF_COMPANIES.get(task, task) if origin in _COMPANIES else task for task in tasks}
    others = tuple(task for task in Task if task in named and task is not Task.FIND)
    if origin is None or (origin in GIVEN and others and not _staff(origin, people)):
        return others
    if origin in GIVEN and not _staff(origin, people):
        return (_READS.get(origin, Task.PROFILE_DATA),)
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
