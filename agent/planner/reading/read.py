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
from agent.planner.reading.links import links
from agent.planner.reading.people import Who, who
from agent.planner.reading.places import place
from agent.planner.reading.talk import outside
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
_QUOTED = re.compile(r"[\"“„«]([^\"”“»]{3,1500})[\"”“»]")


def read(text: str) -> Goal:
    """Understand a goal: who, where, how many, what to do and what not to do."""
    cleaned = clean(text)
    found = links(cleaned, catalogue().fields)
    quoted = _QUOTED.search(cleaned)
    said = halves(without_sizes(_QUOTED.sub("@quoted", found.text)))
    people = who(said.asked)
    done = deeds(said.asked, found.urls)
    platform = _platform(said.asked, found.urls)
    origin = _origin(done, people, platform, found.urls)
    avoided, forbidden = _ruled_out(said)
    tasks = _complete(done.tasks, origin, people)
    return assembled(
        Goal(
            text=cleaned,
            titles=people.titles,
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
            about_leads=bool(tasks) and not outside(said.asked),
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
        (_searched_for(done, people), _SEARCHES.get(platform, Origin.SEARCH)),
        ("linkedincompanyurl" in urls, Origin.COMPANY_PAGES),
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


_KEPT = frozenset({Origin.HUBSPOT, Origin.EMPLOYEES})
"""Origins that stay even when a task usually comes with another."""


def _complete(tasks: tuple[Task, ...], origin: Origin | None, people: Who) -> tuple[Task, ...]:
    """Rows that must be collected are to be found; from given rows, finding alone means reading them."""
    about_companies = origin in {Origin.COMPANY_NAMES, Origin.COMPANY_PAGES}
    named = {Task.COMPANY_DATA if about_companies and task is Task.PROFILE_DATA else task for task in tasks}
    others = tuple(task for task in Task if task in named and task is not Task.FIND)
    if origin is None:
        return others
    if origin not in GIVEN or (origin is Origin.COMPANY_NAMES and people.titles):
        return (Task.FIND, *others)
    return others or (_READS.get(origin, Task.PROFILE_DATA),)


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
