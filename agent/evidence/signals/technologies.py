"""What the company uses and connects to: known products and technologies, where a page lists or says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from agent.evidence.context import own_lines
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, kind_of
from agent.evidence.labels import section, values
from agent.evidence.lexicon import speaks_of, table
from agent.pages.page import Line, Page
from agent.pages.text import fold

_LISTED, _SAID = 0.9, 0.75
_TOKEN = re.compile(r"[\w.+#/&'’-]+")
_MANY = 3
"""Names in a line from which on it is a list, whatever it says."""


@cache
def _known() -> tuple[Mapping[str, str], frozenset[str], int]:
    """Names by their spelling in small letters, those that are words too, and the most words of a name."""
    content = table("technologies")
    names = {name.casefold(): name for name in content["names"]}
    return names, frozenset(content["words"]), max(len(name.split()) for name in names)


def technologies(page: Page, _site: Site) -> Iterator[Evidence]:
    """Names on the page of integrations, under headings and labels of them, and in sentences that say so."""
    listed = {at for at, _ in section(page, "tech_labels")}
    labelled = {each.at for each in values(page, "tech_labels")}
    everything = kind_of(page) is PageKind.INTEGRATIONS
    for at, line in own_lines(page):
        names = list(_names(line))
        if line.framed or not names:
            continue
        if everything or at in listed or at in labelled:
            yield from (found(Signal.TECH, name, page, line.text, _LISTED) for name in names)
        elif speaks_of("tech_said", fold(line.text)) or len(names) >= _MANY:
            sure = [name for name in names if name not in _known()[1]] or (
                names if len(names) >= _MANY else []
            )
            known = names if sure else []
            yield from (found(Signal.TECH, name, page, line.text, _SAID) for name in known)


def _names(line: Line) -> Iterator[str]:
    """The names in a line; one that is a word, too, must be written as a name is."""
    known, words, most = _known()
    said = [token.strip(".'’&-/") for token in _TOKEN.findall(line.text)]
    at = 0
    while at < len(said):
        for length in range(min(most, len(said) - at), 0, -1):
            phrase = " ".join(said[at : at + length])
            name = known.get(phrase.casefold())
            if name is not None and (name not in words or phrase == name):
                yield name
                at += length - 1
                break
        at += 1
