"""Completing what a goal says to do: rows that nobody brings along are to be found first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from agent.planner.reading.deeds import Deeds
from agent.planner.reading.people import Who
from agent.planner.work import APART, Origin, Task

GIVEN = frozenset(
    {
        Origin.PROFILES, Origin.COMPANY_NAMES, Origin.COMPANY_PAGES, Origin.PERSON_NAMES, Origin.WEBSITES,
        Origin.HUBSPOT, Origin.RECRUITER, Origin.POSTS, Origin.GITHUB,
    }
)  # fmt: skip
"""Origins whose rows a person brings along; from the others they must be collected."""

_ONLY_READ = frozenset({Origin.YOUTUBE, Origin.TIKTOK, Origin.REDDIT, Origin.CRUNCHBASE})
"""Platforms that are read and not searched."""

_AUTHORS = frozenset({Origin.X, Origin.INSTAGRAM, Origin.FACEBOOK, Origin.REDDIT})
"""Platforms whose posts come with their authors."""

_COMPANIES = frozenset(
    {
        Origin.COMPANY_NAMES, Origin.COMPANY_PAGES, Origin.GOOGLE_MAPS, Origin.WEBSITES, Origin.CRUNCHBASE,
        Origin.YOUTUBE, Origin.SALES_NAVIGATOR_ACCOUNTS,
    }
)  # fmt: skip
_OF_COMPANIES = {Task.PROFILE_DATA: Task.COMPANY_DATA, Task.PROFILE_URL: Task.COMPANY_URL}
"""What is said of profiles, where companies are meant."""

_PROFILES = frozenset({Origin.TIKTOK, Origin.REDDIT, Origin.INSTAGRAM, Origin.X, Origin.FACEBOOK})
_OF_PROFILES = {Task.COMPANY_DATA: Task.PROFILE_DATA}
"""What is said of accounts, where profiles are meant."""

READS: Mapping[Origin, Task] = MappingProxyType(
    {
        Origin.COMPANY_NAMES: Task.COMPANY_URL,
        Origin.COMPANY_PAGES: Task.COMPANY_DATA,
        Origin.PERSON_NAMES: Task.PROFILE_URL,
        Origin.WEBSITES: Task.EMAILS,
        Origin.POSTS: Task.ACTIVITY,
        Origin.CRUNCHBASE: Task.COMPANY_DATA,
        Origin.YOUTUBE: Task.COMPANY_DATA,
    }
)
"""What getting or scraping given rows means, where it is not their profiles."""


def completed(done: Deeds, origin: Origin | None, people: Who) -> tuple[Task, ...]:
    """Rows that must be collected are to be found; from given rows, finding alone means reading them."""
    meant = _meant(done, origin)
    if done.origin is Origin.WEBSITES and origin is Origin.COMPANY_NAMES:
        meant |= {Task.EMAILS}  # of the sites that are looked up first
    others = tuple(task for task in Task if task in meant - _said_already(done, origin))
    if origin is None:
        return others
    if _is_given(done, origin, people):
        return others or (READS.get(origin, Task.PROFILE_DATA),)
    found = {Task.FIND, *others}
    if origin not in APART | {Origin.GOOGLE_MAPS}:
        found.discard(Task.PROFILE_URL)  # whoever is found on LinkedIn has one
    if Task.VERIFY_EMAILS in others:
        found.add(Task.EMAILS)  # those of found people are to be found first
    return tuple(task for task in Task if task in found)


def _meant(done: Deeds, origin: Origin | None) -> frozenset[Task]:
    """What the tasks mean for rows of this origin, finding them aside."""
    meant = _OF_COMPANIES if origin in _COMPANIES else _OF_PROFILES if origin in _PROFILES else {}
    tasks = frozenset(meant.get(task, task) for task in done.tasks) - {Task.FIND}
    if origin in _PROFILES and Task.MESSAGE in tasks:
        tasks -= {Task.CONNECT}  # what they are invited to is in the message
    return tasks


def _said_already(done: Deeds, origin: Origin | None) -> frozenset[Task]:
    """What such rows have or are in any case."""
    if origin is Origin.HUBSPOT:
        return frozenset({Task.SAVE_TO_CRM})  # what is there already stays there
    if origin is Origin.CONNECTIONS and Task.WELCOME in done.tasks:
        return frozenset({Task.MESSAGE})  # the welcome is the message
    if origin is Origin.COMPANY_PAGES and Task.COMPANY_DATA in _meant(done, origin):
        return frozenset({Task.DOMAIN})  # their pages name it
    return frozenset({Task.JOB_DATA}) if origin in _AUTHORS else frozenset()  # "who posted them"


def _is_given(done: Deeds, origin: Origin, people: Who) -> bool:
    """Whether the rows are there already, rather than people to be found at the companies given."""
    if origin in APART:
        return _is_pasted(done, origin)
    return origin in GIVEN and not (origin is Origin.COMPANY_NAMES and people.titles)


def _is_pasted(done: Deeds, origin: Origin) -> bool:
    """Whether single profiles of a platform are meant, by a link or as "these profiles", and no crowd."""
    if done.crowd:
        return False
    if origin is Origin.SALES_NAVIGATOR_ACCOUNTS:
        return Task.COMPANY_DATA in done.tasks or Task.PROFILE_DATA in done.tasks
    named = done.origin in GIVEN and not done.weak
    told = done.linked or done.origin is Origin.CRUNCHBASE or Task.FIND not in done.tasks
    linked = origin in _ONLY_READ and told
    reads = bool({Task.PROFILE_DATA, Task.COMPANY_DATA} & set(done.tasks))
    return named or linked or (reads and done.origin in {None, *GIVEN, *APART})
