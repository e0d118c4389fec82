"""Where the company is: cities with their countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from agent.evidence.context import own_lines
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, kind_of
from agent.evidence.labels import section, values
from agent.evidence.lexicon import Phrases, speaks_of, table, tokens
from agent.pages.page import Kind, Line, Page
from agent.pages.text import fold

_LABELLED, _RECORDED, _LISTED, _SAID = 0.95, 0.9, 0.9, 0.75
_NAMED = re.compile(r"([^\[\],]+?)\s*(?:\[([^\]]*)\])?\s*(?:,|$)")
_HEAD = "headquarters"
_POSTCODE = re.compile(
    r"(?<!\d)(?:[A-Z]{1,2}-)?\d{4,5}(?:[ -]?[A-Z]{2})?\s+(?=[A-ZÄÖÜÉ])"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|,\s*[A-Z]{2} \d{5}\b"
)
_STREET = re.compile(
    r"\b(?:street|road|avenue|lane|drive|square|floor|strasse|str|weg|platz|allee|gasse|calle|avenida|paseo|plaza|rue"
    r"|boulevard|quai|place|chemin)\b|(?<=\w)(?:strasse|str\.|weg|platz|allee|gasse)\b"
)
_FEW = 9
"""Words of a line that a place can be all of."""
_LEADS = (
    r"^|[,:(·|/–-]|\b(?:in|at|from|across|near|around|outside|and|or|to|between|aus|bei|um|und|oder|sowie|zwischen|en|a|de|"
    r"desde|y|e|o|entre|et|ou|depuis|dans)\b"
)
_ADDRESSED = {PageKind.CONTACT, PageKind.ABOUT, PageKind.LOCATIONS}
_ROLES = re.compile(r"\(m/w/d\)|\(m/f|apply|bewerben|solicitar|postuler")


@cache
def cities() -> Phrases:
    """Cities by all their names, as “City, Country” in English."""
    pairs = []
    for country, listed in table("cities").items():
        for name, others in _NAMED.findall(listed):
            said = [name, *others.split(",")] if others else [name]
            pairs += [(each, f"{name.strip()}, {country}") for each in said]
    return Phrases.of(pairs)


@cache
def countries() -> Phrases:
    """Countries by all their names."""
    named = table("countries").items()
    pairs = [(each, country) for country, others in named for each in (country, *others.split(","))]
    return Phrases.of(pairs)


def places(page: Page, _site: Site) -> Iterator[Evidence]:
    """Labelled places, structured addresses, pages and sections of locations, addresses, and sentences of
    sites.

    Only cities that are known: a place that nobody else calls one would be a guess.
    """
    for each in values(page, "place_labels"):
        for place in _cities(each.value):
            yield found(Signal.PLACE, place, page, each.line.text, _LABELLED)
    for record in page.records:
        if record.kind in {"organization", "place"}:
            for said in record.values.get("address", ()):
                for place in _cities(said):
                    yield found(Signal.PLACE, place, page, said, _RECORDED)
    listed = {at for at, _ in section(page, "place_labels")}
    everything = kind_of(page) is PageKind.LOCATIONS
    for at, line in own_lines(page):
        alone = (line.framed or kind_of(page) in _ADDRESSED) and _is_place(line.text)
        weight = _LISTED if alone else _weight(line, listed=(at in listed or everything) and not line.framed)
        if weight:
            for place in _cities(line.text, led=weight == _SAID):
                yield found(Signal.PLACE, place, page, line.text, weight)


def _is_place(text: str) -> bool:
    """Whether a line is a city with its country, and nothing else: the end of an address."""
    words = len(tokens(text))
    named = [phrase for phrases in (cities(), countries()) for _, phrase in phrases.find(text)]
    return len(named) > 1 and sum(len(each.split()) for each in named) == words


def _weight(line: Line, *, listed: bool) -> float:
    """How surely a line names places of the company; 0 where it does not."""
    folded = fold(line.text)
    if _ROLES.search(folded):
        return 0.0
    if listed and (len(tokens(line.text)) <= _FEW or line.kind is Kind.ROW):
        return _LISTED
    if _POSTCODE.search(line.text) or _STREET.search(folded):
        return _LISTED
    return _SAID if not line.framed and speaks_of("place_said", folded) and "@" not in folded else 0.0


def _cities(text: str, *, led: bool = False) -> Iterator[str]:
    """The cities in a text; a country that it names decides between cities of one name.

    `led` takes only those that a word of place, or of a list, leads to: “zum Essen” is no city.
    """
    named = {meaning for meaning, _ in countries().find(text)}
    for place, phrase in cities().find(text):
        if not _is_capital(text, phrase) or (led and not _is_led(text, phrase)):
            continue
        city, country = place.rsplit(", ", 1)
        if named and country not in named and len(named) == 1 and len(list(cities().find(text))) == 1:
            country = next(iter(named))
        yield f"{city}, {country}"


def _is_led(text: str, phrase: str) -> bool:
    """Whether what stands before the city leads to it."""
    words = r"[^a-z0-9]+".join(map(re.escape, phrase.split()))
    return re.search(rf"(?:{_LEADS})\s*{words}(?![a-z0-9])", fold(text)) is not None


def _is_capital(text: str, phrase: str) -> bool:
    """Whether the words begin with a capital where they stand: “nice” is no city."""
    first = phrase.split(maxsplit=1)[0]
    return any(
        fold(word).startswith(first) and word[:1].isupper() for word in re.findall(r"[^\W\d_][\w'’-]*", text)
    )
