"""Where the people of a goal come from, when several things in it speak of that."""

from __future__ import annotations

from collections.abc import Mapping

from agent.planner.reading.deeds import Deeds
from agent.planner.reading.people import Who
from agent.planner.reading.platforms import ORIGINS, platform_of
from agent.planner.reading.words import first_of
from agent.planner.work import Origin, Stage, Task


def origin_of(done: Deeds, people: Who, platform: str | None, urls: dict[str, str]) -> Origin | None:
    """The origin named, else what the people or the tasks suggest: the first rule that holds."""
    rules = (
        (_to_own_page(done, urls), Origin.CONNECTIONS),
        (done.origin not in _DATA_ELSEWHERE and not done.sure, ORIGINS.get(platform or "")),
        (platform_of("", urls) is not None, ORIGINS.get(platform or "")),
        ("salesnavigatorcompanyurl" in urls, Origin.SALES_NAVIGATOR_ACCOUNTS),
        (platform == "sales_navigator" and _facts_of_accounts(done, people), Origin.SALES_NAVIGATOR_ACCOUNTS),
        (_exported_as_it_is(done, urls), Origin.PLAIN_EXPORT),
        (
            _saved(done, urls),
            Origin.PLAIN_EXPORT if _as_it_is(done, urls) else Origin.SALES_NAVIGATOR,
        ),
        (done.sure and done.origin not in _KEPT, done.usual_origin),
        (done.linked and done.keeps and not people.titles, done.usual_origin),
        (done.weak and "linkedincompanyurl" in urls, _at_company(done, people, urls)),
        (_only_saved(done, people), Origin.PROFILES),
        (not (done.weak and people.titles), done.origin),
        (people.given, Origin.PROFILES),
        (_on_a_map(done, people, platform), Origin.GOOGLE_MAPS),
        (_owners_by_phone(done, people, platform), Origin.GOOGLE_MAPS),
        ("linkedincompanyurl" in urls, _at_company(done, people, urls)),
        (bool(people.companies) and _about_companies(done), Origin.COMPANY_NAMES),
        (_searched_for(done, people), _SEARCHES.get(platform, Origin.SEARCH)),
        (True, done.usual_origin),
        (platform in _SEARCHES, _SEARCHES.get(platform)),
    )
    return next((origin for holds, origin in rules if holds and origin), None)


_DATA_ELSEWHERE = frozenset({Origin.GOOGLE_MAPS, Origin.WEBSITES, Origin.HUBSPOT, Origin.PERSON_NAMES})
"""Origins beside which the name of a platform is only data ("the Instagram pages of these websites")."""


_SEARCHES: Mapping[str | None, Origin] = {"sales_navigator": Origin.SALES_NAVIGATOR}
"""Platforms with a search of their own."""


def _saved(done: Deeds, urls: dict[str, str]) -> bool:
    """Whether a list saved in Sales Navigator is meant, which is exported as it is."""
    return "salesnavigatorlisturl" in urls or done.origin is Origin.PLAIN_EXPORT


def _exported_as_it_is(done: Deeds, urls: dict[str, str]) -> bool:
    """Whether a search of Sales Navigator is brought along, and nothing is wanted but what it finds."""
    return "salesnavigatorsearchurl" in urls and set(done.tasks) <= {Task.FIND}


def _as_it_is(done: Deeds, urls: dict[str, str]) -> bool:
    """Whether a saved list is exported before anything else, rather than searched again."""
    reaches = any(task.stage is Stage.OUTREACH for task in done.tasks)
    return set(done.tasks) <= {Task.FIND} or ("salesnavigatorlisturl" in urls and not reaches)


def _facts_of_accounts(done: Deeds, people: Who) -> bool:
    """Whether facts of companies are wanted that are at hand, and nobody who works there."""
    at_hand = (done.origin or done.usual_origin) in {Origin.COMPANY_NAMES, Origin.COMPANY_PAGES}
    return at_hand and Task.COMPANY_DATA in done.tasks and not people.titles


def _on_a_map(done: Deeds, people: Who, platform: str | None) -> bool:
    """Whether businesses are meant that one finds on a map, and nobody is to be reached on LinkedIn."""
    reaches = any(task.stage is Stage.OUTREACH for task in done.tasks)
    return bool(people.local) and not people.titles and platform in {None, "google_maps"} and not reaches


def _owners_by_phone(done: Deeds, people: Who, platform: str | None) -> bool:
    """Whether owners of such businesses are wanted by their telephone numbers, which a map has."""
    owners = all(title.lower().endswith(("owner", "owners")) for title in people.titles)
    here = bool(people.titles) and owners and all(first_of(title, "locals") for title in people.titles)
    reaches = any(task.stage is Stage.OUTREACH for task in done.tasks)
    return here and Task.PHONES in done.tasks and platform in {None, "google_maps"} and not reaches


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


def _only_saved(done: Deeds, people: Who) -> bool:
    """Whether rows that nobody has to find go into a CRM."""
    saved = set(done.tasks) - {Task.FIND} == {Task.SAVE_TO_CRM}
    return saved and done.origin is None and not people.titles


def _to_own_page(done: Deeds, urls: dict[str, str]) -> bool:
    """Whether the page named is what people are invited to, so that it is not where they come from."""
    to_page = Task.INVITE_PAGE in done.tasks and done.origin is Origin.COMPANY_PAGES
    return to_page and set(urls) <= {"linkedincompanyurl"}


def _at_company(done: Deeds, people: Who, urls: dict[str, str]) -> Origin | None:
    """What a link to a company's page is there for: its people, or the page itself."""
    if "linkedincompanyurl" not in urls or _TO_PAGE & set(done.tasks):
        return None
    reaches = any(task.stage is Stage.OUTREACH for task in done.tasks)
    somebody = people.titles or people.somebody or done.everybody
    found = somebody or reaches or "/people" in urls["linkedincompanyurl"]
    return Origin.EMPLOYEES if found else Origin.COMPANY_PAGES


_KEPT = frozenset({Origin.HUBSPOT, Origin.EMPLOYEES, Origin.GOOGLE_MAPS})
"""Origins that stay even when a task usually comes with another."""
