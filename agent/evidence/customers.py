"""Names of customers: in what tells of a case, and in the addresses of those stories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from agent.evidence.evidence import Site
from agent.evidence.lexicon import is_about, kinds, languages_of, patterns_of, stopwords, tokens
from agent.evidence.naming import is_title
from agent.evidence.pieces import pieces, split
from agent.evidence.running import Run, runs_of
from agent.evidence.titles import is_place
from agent.pages.page import Kind, Line, Page
from agent.pages.text import fold

_SMALL = ("within_titles", "within_names")
"""Words within a name: as many as there may be at first, then those that hardly ever part two."""
_SPELLED, _NAMED = 0.9, 0.8
_LONGEST = 140
_WORDS = 6
"""Words of a customer's name at most."""
_SHORT = 3
"""Words of a name of which an address has the first."""
_ENOUGH = 2.0
"""What speaks for a name, put together, from which on it is a customer's."""


@dataclass(frozen=True)
class Story:
    """A customer's name, the words that tell of it, and how surely they do (0–1)."""

    customer: str
    said: str
    weight: float


def spelled(page: Page, site: Site, addresses: Sequence[tuple[str, str]]) -> Iterator[Story]:
    """Names that the addresses of single case studies spell, as the page or the link to them writes them."""
    if not addresses:
        return
    runs = [(run.text, line.text) for line in page.lines if not line.framed for run in _runs(line)]
    runs += [(run.text, text) for _, text in addresses for run in runs_of(text)]
    worded = [(text, said, frozenset(tokens(text))) for text, said in runs]
    for url, _ in addresses:
        slug = tokens(unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].removesuffix(".html"))
        near = ((text, said) for text, said, words in worded if not words.isdisjoint(slug))
        alike = [(name, said) for text, said in near if (name := _within(text, slug))]
        name, said = max(alike, key=lambda each: len(each[0]), default=("", ""))
        if name and can_be_customer(name, site, spelled=True):
            yield Story(name, said, _SPELLED)


def _runs(line: Line) -> Iterator[Run]:
    for part in line.parts or line.cells or (line.text,):
        yield from runs_of(part)


def _within(text: str, slug: list[str]) -> str:
    """The longest beginning or end of some words that an address spells; empty if it spells none."""
    words, whole = text.split(), f" {' '.join(slug)} "
    for length in range(min(len(words), _WORDS), 0, -1):
        for some in (words[:length], words[-length:]):
            said = " ".join(tokens(" ".join(some)))
            if said and f" {said} " in whole and (length > 1 or len(said) > len(whole) / 4):
                return " ".join(_longer(words, some) if said == whole.strip() else some).strip(" .,:;")
    return ""


def _longer(words: list[str], some: list[str]) -> list[str]:
    """The whole name, of which an address has the beginning: Acme Freight, where it says acme."""
    rest = words[len(some) :]
    plain = words[: len(some)] == some and len(words) <= _SHORT
    return words if plain and not {fold(each) for each in rest} & stopwords("story_words") else some


def of_line(line: Line, page: Page, site: Site) -> list[Story]:
    """The customer that a line of a list of stories names: the one for whom the most speaks; none or one."""
    headed = _headed(line)
    if headed:
        return [Story(headed, line.text, _NAMED)] if can_be_customer(headed, site, spelled=True) else []
    if len(line.text) > _LONGEST or any(is_about("quotes", each) for each in pieces(line)):
        return []
    runs = [(run, part) for part in _parts(line) for small in _SMALL for run in runs_of(part, small)]
    scored = [(_worth(run, part, line, page), _plain(run.text)) for run, part in runs]
    fitting = [each for each in scored if each[0] >= _ENOUGH and can_be_customer(each[1], site)]
    best = max(fitting, key=lambda each: each[0], default=None)
    return [Story(best[1], line.text, _NAMED)] if best is not None else []


def _headed(line: Line) -> str:
    """The customer's name behind a label, or in a row of a table that has a head for it."""
    if line.kind is Kind.PAIR and is_about("case_heads", line.cells[0]):
        return line.cells[1]
    parts = pieces(line)
    if len(parts) > 1 and is_about("case_heads", parts[0]):
        return parts[1]
    columns = zip(line.head, line.cells, strict=True) if line.head else ()
    return next((cell for head, cell in columns if is_about("case_heads", head)), "")


def _parts(line: Line) -> list[str]:
    """The pieces of a line, without sentences in which the customer is not the first word."""
    parts = line.parts or line.cells or (line.text,)
    kept = (each for each in parts if not each.endswith(".") or _verbal().match(each))
    return [each for part in kept for each in split(part) or [part]]


def _plain(name: str) -> str:
    """The name without the words by which a heading leads to it: “How Acme”."""
    words = name.split()
    while len(words) > 1 and fold(words[0]) in _beginnings():
        words = words[1:]
    return " ".join(words).strip(" .,:;–")


def _worth(run: Run, part: str, line: Line, page: Page) -> float:
    """What speaks for words being a customer's name; a label that each of several stories has is none."""
    name = _plain(run.text)
    if any(sum(part == each.text for each in several) > 1 for several in (page.lines, page.links)):
        return 0.0
    worth = _place_in(name, fold(part[: run.end - len(name)]).split(), part[run.end :].strip(), part)
    worth += any(name in each.text for each in page.lines if each is not line)
    return (
        worth
        + bool(_firm().search(name))
        + 0.5 * (" " in name)
        + 0.5 * ("%" in part)
        - 1.5 * (fold(name) in stopwords("story_words"))
    )


def _place_in(name: str, before: list[str], after: str, part: str) -> float:
    """What speaks for a name by where it stands: alone, behind “how”, before a verb, behind “for”."""
    if not before and not after:
        return 2.0 if " " in name else 1.5
    if before and before[-1] in stopwords("telling"):
        return 2.0
    if not before and after[:1].islower():
        return 2.0 if " " in name or _verbal().match(part) else 1.0
    return 1.5 if before and before[-1] in stopwords("toward") else 0.0


@cache
def _beginnings() -> frozenset[str]:
    """Words that a customer's name does not begin with."""
    return stopwords("no_customer") | stopwords("no_beginning") | stopwords("telling")


@cache
def _verbal() -> re.Pattern[str]:
    """A sentence that begins with a name, and goes on with what the customer does."""
    return re.compile(rf"[A-ZÀ-Þ][\w&.'’-]*(?: [A-ZÀ-Þ&][\w&.'’-]*)* (?:{patterns_of('case_verbs')})(?!\w)")


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(rf"\b{patterns_of('firms')}(?!\w)")


def can_be_customer(name: str, site: Site, *, spelled: bool = False) -> bool:
    """Whether words can be a customer's name: no button, no sentence, no place, not the company itself.

    A name that an address spells, or a label leads to, may look like a title: Stone Counsel.
    """
    folded = fold(name)
    words = folded.split()
    if len(name) < 2 or not 0 < len(words) <= _WORDS or not (name[0].isupper() or name[0].isdigit()):  # noqa: PLR2004
        return False
    generic = words[0] in _beginnings() or folded in stopwords("no_story") | stopwords("story_words")
    listed = kinds().meaning(name) or languages_of("industries").meaning(name)
    label = is_about("case_labels", name) or is_about("case_heads", name)
    known = listed or label or is_place(name) or name.isdigit()
    own = bool(site.name) and fold(site.name) in folded
    return not (generic or known or own or (is_title(name) and not spelled))
