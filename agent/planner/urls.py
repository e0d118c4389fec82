"""Search URLs built from a goal, for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import quote, quote_plus

from agent.planner.goal import Goal
from agent.planner.reading.data import table
from agent.planner.reading.languages import as_on_profiles
from agent.planner.reading.words import singular
from agent.planner.work import Origin

_LINKEDIN = "https://www.linkedin.com/search/results/people/?keywords="
_SALES_NAVIGATOR = "https://www.linkedin.com/sales/search/people?query=(keywords%3A"
_GOOGLE_MAPS = "https://www.google.com/maps/search/"
_JOBS = "https://www.linkedin.com/jobs/search/?keywords="
_YELLOW_PAGES = "https://www.yellowpages.com/search?search_terms="
_X = "https://x.com/search?q="
_GITHUB = "https://github.com/search?type=users&q="
_PAGES_JAUNES = "https://www.pagesjaunes.fr/annuaire/chercherlespros?quoiqui="
_HANDLE = re.compile(r"(?<![\w.@/])@(\w[\w.]{0,28}\w)", re.ASCII)
_HASHTAG = re.compile(r"(?<![\w#/])#\w{2,100}")
_TOPIC = re.compile(
    r"\b(?:tweet\w*|talk\w*|post\w*|complain\w*|ask\w*|rant\w*|mention\w*|saying|about)\b"
    r"(?: (?:about|on|for|that|say|says))*"
    r" (?P<topic>[^.,;:!?|@]{2,60}?)"
    r"(?=\s*(?:[.,;:!?|@]|$|->|\b(?:and|then|on (?:x|twitter)|in|from|with their|plus|so)\b))",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:tweet|post|mention|contain|say|about|keyword|search)\w* (?:[\w-]+ ){0,2}"
    r"[\"“„«'‘](?P<said>[^\"”“»'’]{2,60})[\"”“»'’]",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"\b(python|java|javascript|typescript|go|golang|rust|ruby|php|kotlin|swift|scala|elixir|haskell|clojure|dart"
    r"|c\+\+|c#|julia|perl|lua|solidity|zig)(?![\w+#])",
    re.IGNORECASE,
)
_CALLED = {"golang": "go"}
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+", re.ASCII)


def linkedin_search(goal: Goal) -> str | None:
    """A LinkedIn people search for the goal's title, industry and place."""
    said = _keywords(goal)
    return f"{_LINKEDIN}{quote(said)}" if said else None


def sales_navigator_search(goal: Goal) -> str | None:
    """The same search in Sales Navigator."""
    said = _keywords(goal)
    return f"{_SALES_NAVIGATOR}{quote(quote(said), safe='')})" if said else None


def google_maps_search(goal: Goal) -> str | None:
    """A Google Maps search for the businesses of the goal, which need a place."""
    what = goal.local or _business(goal) or goal.industry or (goal.titles[0] if goal.titles else None)
    if goal.place is None or what is None:
        return None
    return f"{_GOOGLE_MAPS}{quote_plus(f'{what} in {goal.place}')}"


def jobs_search(goal: Goal) -> str | None:
    """A search for job ads of the title, where the goal says for whom companies look."""
    if goal.origin is not Origin.JOBS or not goal.titles:
        return None
    where = f"&location={quote(goal.place)}" if goal.place else ""
    return f"{_JOBS}{quote(singular(goal.titles[0]))}{where}"


def yellow_pages_search(goal: Goal) -> str | None:
    """A search in the American directory, which needs a place."""
    what = goal.local or _business(goal)
    if what is None or goal.place is None:
        return None
    return f"{_YELLOW_PAGES}{quote_plus(what)}&geo_location_terms={quote_plus(goal.place)}"


def pages_jaunes_search(goal: Goal) -> str | None:
    """A search in the French directory, which needs a place."""
    what = goal.local or _business(goal)
    if what is None or goal.place is None:
        return None
    return f"{_PAGES_JAUNES}{quote_plus(what)}&ou={quote_plus(goal.place)}"


def instagram_account(goal: Goal) -> str | None:
    """The account that is named by its handle."""
    found = _HANDLE.search(goal.text) if goal.platform == "instagram" else None
    return f"https://www.instagram.com/{found[1]}/" if found else None


def x_account(goal: Goal) -> str | None:
    """The account that is named by its handle."""
    found = _HANDLE.search(goal.text) if goal.platform == "x" else None
    return f"https://x.com/{found[1]}" if found and "." not in found[1] else None


def x_search(goal: Goal) -> str | None:
    """A search on X for what people there write about."""
    if goal.platform != "x":
        return None
    if said := _SAID.search(goal.text):
        what = f'"{said["said"]}"'
    elif tag := hashtag(goal):
        what = tag
    else:
        topic = _TOPIC.search(goal.asked)
        what = topic["topic"] if topic else ""
    return f"{_X}{quote(what)}&f=live" if what else None


def github_search(goal: Goal) -> str | None:
    """A search for GitHub users by programming language and place."""
    language = _LANGUAGE.search(goal.text)
    if language is None:
        return None
    name = _CALLED.get(language[0].lower(), language[0].lower())
    where = f" location:{goal.place}" if goal.place else ""
    return f"{_GITHUB}{quote_plus(f'language:{name}{where}')}"


def hashtag(goal: Goal) -> str | None:
    """The first hashtag of the goal."""
    found = _HASHTAG.search(goal.text)
    return found[0] if found else None


def addresses(goal: Goal) -> str | None:
    """The first e-mail address of the goal."""
    found = _ADDRESS.search(goal.text)
    return found[0] if found else None


BUILDERS: Mapping[str, Callable[[Goal], str | None]] = MappingProxyType(
    {
        "linkedinsearchurl": linkedin_search,
        "salesnavigatorsearchurl": sales_navigator_search,
        "googlemapssearchurl": google_maps_search,
        "linkedinjoburl": jobs_search,
        "yellowpagesurl": yellow_pages_search,
        "pagesjaunesurl": pages_jaunes_search,
        "instagramprofileurl": instagram_account,
        "twitterprofileurl": x_account,
        "hashtag": hashtag,
        "professionalemail": addresses,
        "twittersearchurl": x_search,
        "githubsearchurl": github_search,
    }
)
"""Inputs whose value can be built, and how."""


def _business(goal: Goal) -> str | None:
    """The kind of business that no list of ours knows: the words before "in" and the place."""
    if goal.place is None:
        return None
    said = re.search(
        rf"(?P<what>(?:[\w'’&-]+ ){{1,3}})in {re.escape(goal.place)}\b", goal.asked, re.IGNORECASE
    )
    words = said["what"].split() if said else []
    while words and words[0].lower() in table("limits")["no_business"]:
        words.pop(0)
    return " ".join(words) or None


def _keywords(goal: Goal) -> str | None:
    """Words to search people by. A place alone would find everybody in it, so that is not enough."""
    if goal.origin not in {None, Origin.SEARCH, Origin.SALES_NAVIGATOR, Origin.RECRUITER}:
        return None
    who = " OR ".join(as_on_profiles(title) or singular(title) for title in goal.titles)
    parts = [who, goal.industry, *goal.companies]
    said = " ".join(part for part in (*parts, goal.place) if part)
    return said if any(parts) else None
