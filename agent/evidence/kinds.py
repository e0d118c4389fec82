"""What kind of page a page, or a link to one, is: about, contact, team, pricing, careers, cases and so on."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import unquote, urlsplit

from agent.evidence.lexicon import kinds, stopwords, tokens
from agent.pages.page import Page


class PageKind(StrEnum):
    """Kinds of pages; the values are the keys of kinds.yaml."""

    HOME = "home"
    ABOUT = "about"
    CONTACT = "contact"
    TEAM = "team"
    PRICING = "pricing"
    CAREERS = "careers"
    CASES = "cases"
    INTEGRATIONS = "integrations"
    LOCATIONS = "locations"
    OTHER = "other"


_LANGUAGES = frozenset({"en", "de", "es", "fr", "us", "uk", "gb", "at", "ch"})
_ENDINGS = (".html", ".htm", ".php", ".aspx", ".jsp")
_SHORT = 6
"""Words of a link's text that can name a page."""


def segments_of(url: str) -> list[str]:
    """The parts of an address's path, as words; language codes and endings aside."""
    path = unquote(urlsplit(url).path).lower()
    for ending in _ENDINGS:
        path = path.removesuffix(ending)
    parts = [" ".join(tokens(each)) for each in path.split("/") if each]
    return [each for each in parts if each and each not in _LANGUAGES and each not in {"index", "home"}]


def kind_of_url(url: str, *, loose: bool = False) -> PageKind:
    """What an address says of its page; the home page has no path. `loose` takes one word of its end, too."""
    parts = segments_of(url)
    if not parts:
        return PageKind.HOME
    named = [kinds().meaning(part) for part in reversed(parts)]
    kind = PageKind(next((each for each in named if each), PageKind.OTHER.value))
    return _by_a_word(parts[-1]) if loose and kind is PageKind.OTHER else kind


def kind_of_text(text: str, *, loose: bool = False) -> PageKind:
    """What a link's text, or a title, says of its page; `loose` takes one word of it, too."""
    words = tokens(text)
    if not words or len(words) > _SHORT:
        return PageKind.OTHER
    whole = kinds().meaning(" ".join(words))
    return PageKind(whole) if whole else _by_a_word(text) if loose else PageKind.OTHER


def _by_a_word(text: str) -> PageKind:
    """The kind that one word of a short text names: “meet our fabulous team”."""
    words = tokens(text)
    said = [each for each in words if each in stopwords("page_words")] if len(words) <= _SHORT else []
    return PageKind(kinds().meaning(said[0]) or PageKind.OTHER.value) if said else PageKind.OTHER


def kind_of(page: Page) -> PageKind:
    """A page's kind: by its address, else its first heading, else its title; at last by one word of these."""
    kind = kind_of_url(page.url)
    if kind is not PageKind.OTHER:
        return kind
    heading = next((line.text for line in page.lines if line.level == 1), "")
    title = page.title.split(" | ")[0].split(" – ")[0].split(" - ")[0]
    found = [kind_of_text(each) for each in (heading, title)]
    found += [
        kind_of_url(page.url, loose=True),
        *(kind_of_text(each, loose=True) for each in (heading, title)),
    ]
    return next((each for each in found if each is not PageKind.OTHER), PageKind.OTHER)


def is_below(url: str, kind: PageKind) -> bool:
    """Whether an address is of a page below the list of a kind: `/case-studies/acme`."""
    parts = segments_of(url)
    return len(parts) > 1 and any(kinds().meaning(part) == kind.value for part in parts[:-1])
