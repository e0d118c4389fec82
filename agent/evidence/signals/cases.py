"""Customers that the company tells of: the names in its case studies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from agent.evidence.context import is_quote, unquoted
from agent.evidence.customers import Story, can_be_customer, of_line, spelled
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, is_below, kind_of
from agent.evidence.labels import section
from agent.evidence.lexicon import stopwords, tokens
from agent.evidence.naming import is_title, person_name
from agent.evidence.pieces import pieces
from agent.evidence.signals.links import is_own
from agent.pages.page import Line, Page

_QUOTED = 0.7
_SPEAKER = 3
"""Pieces of what stands below a quotation: name, title and company."""
_LONGEST = 140
_MOST_LINES, _MOST_LINKS = 600, 60
"""What is looked at of a page at most: nobody tells more stories on one."""


def cases(page: Page, site: Site) -> Iterator[Evidence]:
    """Names that links to single case studies spell, and those in the headings, cards and rows of their list.

    A page of nothing but quotations names the companies of those who said them.
    """
    listed, single = kind_of(page) is PageKind.CASES, is_below(page.url, PageKind.CASES)
    stories = list(spelled(page, site, _addresses(page, site)))
    if single:
        heading = next((line for line in page.lines if line.level == 1), None)
        stories += of_line(heading, page, site) if heading is not None and not stories else []
    else:
        stories += (each for line in _lines(page, listed=listed) for each in of_line(line, page, site))
    if listed and not stories:
        stories += _speakers(page, site)
    for each in stories:
        yield found(Signal.CASE, each.customer, page, each.said, each.weight)


def _addresses(page: Page, site: Site) -> list[tuple[str, str]]:
    """The addresses of single case studies with the text of the links to them; of one, its own."""
    if is_below(page.url, PageKind.CASES):
        return [(page.url, page.title)]
    listed, base = kind_of(page) is PageKind.CASES, f"{page.url.rstrip('/')}/"
    links = (
        (link.url, link.text)
        for link in page.links
        if is_own(link.url, site)
        and (is_below(link.url, PageKind.CASES) or (listed and link.url.startswith(base)))
    )
    return list(islice(links, _MOST_LINKS))


def _lines(page: Page, *, listed: bool) -> Iterator[Line]:
    """The lines that can name a customer: of the list, or those under its heading that begin a story."""
    below = {at for at, _ in section(page, "case_labels")}
    for at, line in islice(unquoted(page), _MOST_LINES):
        told = listed or (at in below and _is_story(line))
        if told and not line.framed and line.level != 1:
            yield line


def _is_story(line: Line) -> bool:
    """Whether a line tells of a case wherever it stands: “How Acme saved …”."""
    first = tokens(line.text[:_LONGEST])[:1]
    return bool(first) and first[0] in stopwords("telling") and len(line.text) <= _LONGEST


def _speakers(page: Page, site: Site) -> Iterator[Story]:
    """The companies of those who are quoted: behind a name and a title."""
    for quote, line in pairwise(page.lines):
        parts = pieces(line) if is_quote(quote.text) else []
        if (
            len(parts) >= _SPEAKER
            and person_name(parts[0])
            and is_title(parts[1])
            and can_be_customer(parts[-1], site, spelled=True)
        ):
            yield Story(parts[-1], line.text, _QUOTED)
