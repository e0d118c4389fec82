"""Who works there: names with the titles that stand beside them, however a page sets them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.evidence.context import own_lines
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, kind_of
from agent.evidence.labels import section
from agent.evidence.lexicon import is_about, tokens
from agent.evidence.naming import is_title, person_name
from agent.evidence.pairing import Token, pairs
from agent.evidence.pieces import pieces, sentences
from agent.evidence.running import told
from agent.evidence.signals.emails import addresses_in
from agent.evidence.titles import FOREIGN, is_place, is_us, title_at
from agent.pages.page import Kind, Line, Page
from agent.pages.text import fold

_TABLE, _CARD, _LINE, _RECORDED = 0.95, 0.9, 0.8, 0.85
_PAGES = {PageKind.TEAM, PageKind.ABOUT, PageKind.CONTACT}
_BEHIND = re.compile(r"\s*(?:,|\b(?:at|@|bei|chez|presso|bij)\b)\s*(?P<company>[A-ZÀ-Þ][^,.;]*)")
_JOINED = re.compile(r"\s(?:and|und|y|e|et|en|o|oder|or)\s")
_LONGEST = 90
"""Characters of a title at most."""
_SHARED = frozenset(
    {"info", "hello", "contact", "office", "sales", "support", "admin", "team", "mail", "jobs", "press"}
)
_NEAR = 6
"""Lines that one person takes at most."""


@dataclass(frozen=True)
class _Person:
    name: str
    title: str
    line: Line
    at: int
    weight: float


def people(page: Page, site: Site) -> Iterator[Evidence]:
    """People of the house: on pages and in sections that speak of them, never those who are quoted."""
    yield from _recorded(page, site)
    own = [each for each in _persons(page, site) if not is_us(each.name, site)]
    persons = sorted(own, key=lambda each: each.at)
    for person, (email, profile) in zip(persons, _contacts(page, persons), strict=True):
        said = person.line.text if person.title in person.line.text else f"{person.line.text}, {person.title}"
        beside = {"title": person.title, "email": email, "profile": profile}
        yield found(Signal.PERSON, person.name, page, said, person.weight, **beside)


def _recorded(page: Page, site: Site) -> Iterator[Evidence]:
    """People of the structured data, but for those who work elsewhere."""
    for record in page.records:
        name = next((each for said in record.values.get("name", ()) if (each := person_name(said))), None)
        title = next(iter(record.values.get("jobTitle", ())), "")
        works = record.values.get("worksFor", ())
        own = not works or not site.name or any(fold(each) == fold(site.name) for each in works)
        if record.kind == "person" and name is not None and is_title(title) and own:
            email = next(iter(record.values.get("email", ())), "").removeprefix("mailto:").lower()
            same = record.values.get("sameAs", ())
            profile = next((each for each in same if "linkedin.com/in/" in each), "")
            beside = {"title": title, "email": email, "profile": profile}
            yield found(Signal.PERSON, name, page, f"{name}, {title}", _RECORDED, **beside)


def _persons(page: Page, site: Site) -> Iterator[_Person]:
    """Names with their titles: of a table by its head, of sentences, and of whatever stands together."""
    own, team = kind_of(page) in _PAGES, kind_of(page) is PageKind.TEAM
    listed = {at for at, _ in section(page, "people_labels")}
    loose: list[Token] = []
    for at, line in own_lines(page):
        if line.framed or not (own or at in listed):
            continue
        headed = _in_row(line)
        if headed is not None:
            yield _Person(*headed, line, at, _TABLE)
        elif words := _tokens(line, at, site):
            loose += words
        else:
            yield from (_Person(*each, line, at, _LINE) for each in _in_sentences(line.text, site))
    for name, title in pairs(loose):
        if team or len(_JOINED.split(title.text)) == 1:
            # Elsewhere “Controller und Finanzleiter” are customers: not every language shows a plural.
            yield _Person(name.text, title.text, page.lines[name.at], min(name.at, title.at), _CARD)


def _in_row(line: Line) -> tuple[str, str] | None:
    """The person in a row of a table whose head says where name and title stand."""
    by_head = dict(zip(line.head, line.cells, strict=True)) if line.head else {}
    name = next((person_name(cell) for head, cell in by_head.items() if is_about("name_heads", head)), None)
    title = next((cell for head, cell in by_head.items() if is_about("title_heads", head)), "")
    return (name, title) if name is not None and 0 < len(title) < _LONGEST else None


def _tokens(line: Line, at: int, site: Site) -> list[Token]:
    """The names and titles that a line is made of; none if it is a sentence, or of somebody else."""
    if (name := person_name(line.text)) is not None:
        return [_token(name, line, at, head=True)]
    if not line.parts and not line.cells and len(list(sentences(line.text))) > 1:
        return []
    parts = pieces(line)
    names = [person_name(each) for each in parts]
    if any(names):
        parts = [each.rstrip(". ") for each in parts]
    titles = [None if names[n] else title_at(parts, n, line.text, site) for n in range(len(parts))]
    sentence = not line.cells and line.text.endswith((".", "!", "?")) and not any(names)
    if FOREIGN in titles or sentence:
        return []
    found_ones = [(name or title or "", name is not None) for name, title in zip(names, titles, strict=True)]
    kept = _shared([each for each in found_ones if each[0]])
    return [_token(text, line, at, head=head) for text, head in kept]


def _shared(found_ones: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """A title before several names is each one's: “Geschäftsführer: Ada Lovelace, Bob Stone”."""
    titles = [text for text, head in found_ones if not head]
    if len(titles) != 1 or len(found_ones) == 1 or found_ones[0][1]:
        return found_ones
    return [each for text, head in found_ones if head for each in ((titles[0], False), (text, True))]


def _token(text: str, line: Line, at: int, *, head: bool) -> Token:
    return Token(text, head, at, (*line.boxes, -1 - at))


def _in_sentences(text: str, site: Site) -> Iterator[tuple[str, str]]:
    for sentence in (each for said in sentences(text) for each in said.split("; ")):
        for name, title, rest in told(sentence):
            behind = _BEHIND.match(rest)
            company = behind["company"].strip() if behind is not None else ""
            if (
                not company
                or company.startswith(name)
                or is_us(company, site)
                or is_place(company)
                or person_name(company)
            ):
                yield name, title


def _contacts(page: Page, persons: Sequence[_Person]) -> Iterator[tuple[str, str]]:
    """The e-mail address and the profile that stand with each person: in the line, or up to the next
    person's.
    """
    together: Mapping[int, int] = {
        at: [each.at for each in persons].count(at) for at in {each.at for each in persons}
    }
    for number, person in enumerate(persons):
        last = next((each.at for each in persons[number:] if each.at > person.at), len(page.lines))
        end = person.at + 1 if person.line.kind is Kind.ROW else _end(page, person.at, last)
        links = [link.url for link in page.links if person.at <= link.line < end]
        texts = "\n".join(line.text for line in page.lines[person.at : end])
        emails = [url.removeprefix("mailto:") for url in links if url.startswith("mailto:")]
        every = [each.lower() for each in (*emails, *addresses_in(texts))]
        own = [each for each in every if each.partition("@")[0] not in _SHARED]
        fitting = [each for each in own if set(tokens(person.name)) & set(tokens(each.partition("@")[0]))]
        alone = together[person.at] == 1
        profiles = [url for url in links if "linkedin.com/in/" in url]
        yield (
            next(iter(fitting or (own if alone else [])), ""),
            next(iter(profiles), "") if alone else "",
        )


def _end(page: Page, at: int, last: int) -> int:
    """Where what stands with a person ends: next person, footer, other heading; a few lines at most."""
    level = page.lines[at].level or 7
    for each in range(at + 1, min(last, at + _NEAR)):
        line = page.lines[each]
        if line.framed or (line.level and line.level <= level):
            return each
    return min(last, at + _NEAR)
