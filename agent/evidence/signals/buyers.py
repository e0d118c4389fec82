"""Whom the company sells to, by their job titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from agent.evidence.context import is_beside, own_lines
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, kind_of
from agent.evidence.labels import section, values
from agent.evidence.lexicon import languages_of, speaks_of, stopwords, tokens
from agent.evidence.naming import is_plural, person_name
from agent.evidence.pieces import pieces
from agent.pages.page import Line, Page
from agent.pages.text import fold

_LABELLED, _LISTED, _SAID = 0.9, 0.8, 0.75
_ELSEWHERE = {PageKind.TEAM, PageKind.CAREERS, PageKind.CONTACT}
"""Pages whose titles are those of the company's own people."""
_ABOUT_US = {PageKind.HOME, PageKind.ABOUT}
_LONGEST = 250
_SEVERAL = 2
_OURS = (" our ceo", " unser ceo", " nuestro ceo", " notre pdg", " il nostro ceo")


def buyers(page: Page, _site: Site) -> Iterator[Evidence]:
    """Titles under labels and headings of customers, in lines of nothing else, and in sentences that say whom
    something is for.
    """
    if kind_of(page) in _ELSEWHERE:
        return
    titles = languages_of("titles")
    listed = {at for at, _ in section(page, "buyer_labels")}
    labelled = {each.at: each for each in values(page, "buyer_labels")}
    lines = [(at, line) for at, line in own_lines(page) if not line.framed]
    alone = set(_alone(page, lines))
    for at, line in lines:
        text = labelled[at].value if at in labelled else line.text
        meant = (
            [meaning for meaning, _ in titles.find(text)] if len(text) <= _LONGEST or at in labelled else []
        )
        sure = at in labelled or at in listed
        weight = (
            _LABELLED if sure else _LISTED if at in alone else _SAID if _says_so(page, line, meant) else 0
        )
        for meaning in meant if weight else ():
            yield found(Signal.BUYER, meaning, page, line.text, weight)


def _says_so(page: Page, line: Line, meant: Sequence[str]) -> bool:
    """Whether a sentence says whom something is for; one about a person of the house does not."""
    folded = fold(line.text)
    if not meant or any(each in folded for each in _OURS):
        return False
    if speaks_of("buyer_said", folded) is not None:
        return True
    several = len(set(meant)) >= _SEVERAL and kind_of(page) in _ABOUT_US
    return several and not any(map(person_name, pieces(line)))


def _alone(page: Page, lines: Sequence[tuple[int, Line]]) -> Iterator[int]:
    """Lines of nothing but buyers' titles, without a name beside them: several, or of several people.

    Of lines that are set alike (“CFOs: close your books sooner”) the beginning is enough.
    """
    begun = [
        (at, line)
        for at, line in lines
        if (parts := pieces(line)) and _is_plain(parts[0]) and not _is_persons(page, at)
    ]
    shapes = Counter(line.shape for _, line in begun)
    for at, line in begun:
        several = is_plural(line.text) or len(list(languages_of("titles").find(line.text))) >= _SEVERAL
        if (several and _is_plain(line.text)) or shapes[line.shape] >= _SEVERAL:
            yield at


def _is_plain(text: str) -> bool:
    """Whether a text says titles, and nothing else but the small words between them."""
    said = [word for _, phrase in languages_of("titles").find(text) for word in phrase.split()]
    rest = tokens(text)
    for word in said:
        rest.remove(word)
    return bool(said) and set(rest) <= stopwords("between")


def _is_persons(page: Page, at: int) -> bool:
    """Whether a name stands in the line, or beside it: in the next one or the one before."""
    near = [page.lines[each] for each in (at - 1, at, at + 1) if 0 <= each < len(page.lines)]
    return any(
        person_name(text) is not None
        for line in near
        for text in (line.text, *(pieces(line) if is_beside(page.lines[at], line) else ()))
    )
