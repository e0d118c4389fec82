"""Open roles: what a page of careers lists, and postings in its structured data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from agent.evidence.context import is_beside, own_lines
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, is_below, kind_of
from agent.evidence.labels import section
from agent.evidence.lexicon import patterns_of, speaks_of, stopwords, tokens
from agent.evidence.naming import is_title, person_name, without_gender
from agent.evidence.pieces import pieces, sentences, split
from agent.evidence.running import runs_of
from agent.evidence.signals.places import cities, countries
from agent.pages.page import Kind, Line, Page
from agent.pages.text import fold

_RECORDED, _LISTED, _SECTION, _ALIKE = 0.95, 0.9, 0.85, 0.6
_IN = re.compile(r"\s+(?:in|at|en|à|a|bei|te|em|i|near|for|für|para|pour|per|voor)\s+(?P<place>[A-ZÀ-Þ].*)$")
_AND = re.compile(r"\s+(?:and|und|y|e|et|en|or|oder|o|ou|og|och)\s+")
_MOST = 8
"""Words of a role at most, where nothing but the company of others says that it is one."""
_FEW, _SHARE = 3, 0.8
"""Roles of one shape from which on others of the shape are roles, and the share of it that must be known."""
Placed = tuple[int, Line]


def roles(page: Page, _site: Site) -> Iterator[Evidence]:
    """Titles in lists, tables and cards of careers pages, or below a heading of open roles on any page."""
    for record in page.records:
        if record.kind == "jobposting":
            for title in record.values.get("title", ()):
                yield found(Signal.ROLE, bare(title), page, title, _RECORDED)
    careers = kind_of(page) is PageKind.CAREERS
    weight = _LISTED if careers else _SECTION
    named: list[Placed] = []
    others: list[Placed] = []
    for at, line in _lines(page, careers=careers):
        titles = _titles(line)
        (named if titles else others).append((at, line))
        for title in titles:
            yield found(Signal.ROLE, title, page, line.text, weight)
    if careers:
        for _, line in _alike(named, others):
            yield found(Signal.ROLE, bare(line.text), page, line.text, _ALIKE)


def _lines(page: Page, *, careers: bool) -> Iterator[Placed]:
    """The lines that can name roles: without who answers questions about them."""
    single = careers and is_below(page.url, PageKind.CAREERS)
    below = {at for at, _ in section(page, "role_labels")}
    lines = [each for each in own_lines(page) if not each[1].framed and (careers or each[0] in below)]
    people = {at for at, line in lines if person_name(line.text)}
    for at, line in lines:
        if single and line.level != 1:
            continue
        if (
            not any(map(person_name, pieces(line)))
            and not _is_beside(at, people, page)
            and not speaks_of("no_roles", fold(line.text))
        ):
            yield at, line


def _is_beside(at: int, people: set[int], page: Page) -> bool:
    """Whether a line stands in one box with somebody's name."""
    return any(each in people and is_beside(page.lines[at], page.lines[each]) for each in (at - 1, at + 1))


def _titles(line: Line) -> list[str]:
    """The titles in a line: of a list, or of a sentence that counts them up or says who is looked for."""
    parts = [bare(each) for part in _apart(line) for each in split(without_gender(part))]
    kept = [each for each in parts if each and not _is_beside_it(each)]
    titles = [each for part in kept for each in _several(part)]
    if titles and len(titles) >= len(kept):
        return titles
    apart = [each for each in map(bare, line.parts) if _is_role(each)]
    if len(apart) > 1 and not line.cells:
        return apart
    if _is_sentence(line.text) and line.kind is not Kind.ROW:
        return _announced(line.text)
    return titles[:1]


def _apart(line: Line) -> Sequence[str]:
    return line.parts or line.cells or (line.text,)


def _several(text: str) -> list[str]:
    """The titles in a piece: itself, or those that “and” joins."""
    joined = [bare(each) for each in _AND.split(text)]
    titles = joined if len(joined) > 1 and all(map(_is_role, joined)) else [text]
    return [each for each in titles if _is_role(each)]


def _is_role(text: str) -> bool:
    return text[:1].isupper() and is_title(text)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) or ": " in text


def _announced(text: str) -> list[str]:
    """The titles in sentences that say who is looked for."""
    said: list[str] = []
    for sentence in sentences(text):
        if speaks_of("hiring", fold(sentence)):
            listed = sentence.rpartition(": ")[2] if ": " in sentence else sentence
            runs = (
                piece for part in split(listed) for run in runs_of(part) for piece in _several(bare(run.text))
            )
            said += runs
    return said


def bare(text: str) -> str:
    """A role without gender, and without the place behind it."""
    plain = without_gender(text).strip(" ,;:.–—-·•|→")
    match = _IN.search(plain)
    if match is not None and _is_place(match["place"]):
        return plain[: match.start()].strip()
    words = plain.split()
    for length in () if _is_place(plain) else (3, 2, 1):
        if len(words) > length + 1 and cities().meaning(" ".join(words[-length:])):
            return " ".join(words[:-length]).strip(" ,–-")
    return plain


def _is_place(text: str) -> bool:
    parts = split(text) or [text]
    return all(cities().meaning(each) or countries().meaning(each) for each in parts)


@cache
def _terms() -> re.Pattern[str]:
    return re.compile(rf"(?:{patterns_of('terms')})(?:[\s,/&+-]+(?:{patterns_of('terms')}))*")


def _is_beside_it(text: str) -> bool:
    """Whether a piece says where, when or how long one works, and not as what."""
    return _is_place(text) or not any(map(str.isalpha, text)) or _terms().fullmatch(fold(text)) is not None


def _alike(named: Sequence[Placed], others: Sequence[Placed]) -> Iterator[Placed]:
    """Lines that are set as roles are, where hardly anything else is."""
    shapes: defaultdict[str, list[Placed]] = defaultdict(list)
    for each in others:
        shapes[each[1].shape].append(each)
    for shape in {line.shape for _, line in named}:
        known, rest = sum(line.shape == shape for _, line in named), shapes[shape]
        if known >= _FEW and known >= _SHARE * (known + len(rest)):
            yield from (each for each in rest if _can_be_role(each[1].text))


def _can_be_role(text: str) -> bool:
    words = tokens(text)
    plain = (
        len(split(text)) == 1
        and text[:1].isupper()
        and not any(map(str.isdigit, text))
        and text[-1] not in ".!?:"
    )
    return (
        plain
        and 0 < len(words) <= _MOST
        and fold(text) not in stopwords("no_story")
        and not _is_beside_it(text)
    )
