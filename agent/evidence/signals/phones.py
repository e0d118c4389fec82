"""Telephone numbers, in one spelling: “+” and digits where the country is given, digits otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.evidence.context import own_lines
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, kind_of
from agent.evidence.labels import values
from agent.evidence.lexicon import speaks_of
from agent.pages.page import Page
from agent.pages.text import fold

_NUMBER = re.compile(
    r"(?<![\w.,/+-])(?:\+|00)\d[\d ().\-/]{6,22}\d(?![\w-])|(?<![\w.,/+-])\(?0\d[\d ().\-/]{5,18}\d(?![\w-])"
)
_LOCAL = re.compile(r"(?<![\w.,/+-])\(?\d{2,4}\)?[ .-]\d{3,4}[ .-]\d{2,4}(?:[ .-]\d{2,4})?(?![\w-])")
_FAX = re.compile(r"\b(?:tele)?fax\b|\bf:", re.IGNORECASE)
_FEWEST, _MOST = 7, 15
"""Digits (ITU-T E.164: at most 15)."""
_LINKED, _LABELLED, _SHOWN, _RECORDED = 0.95, 0.9, 0.7, 0.85


def phones(page: Page, _site: Site) -> Iterator[Evidence]:
    """Numbers in links, behind labels, in structured data; international ones on contact pages, too."""
    for link in page.links:
        if link.url.startswith("tel:") and (number := normal(link.url.removeprefix("tel:"))):
            yield found(Signal.PHONE, number, page, link.text or number, _LINKED)
    for record in page.records:
        for said in record.values.get("telephone", ()) if record.kind == "organization" else ():
            if number := normal(said):
                yield found(Signal.PHONE, number, page, said, _RECORDED)
    for each in values(page, "phone_labels"):
        for number in _numbers(each.value, local=True):
            yield found(Signal.PHONE, number, page, each.line.text, _LABELLED)
    yield from _in_lines(page)


def _in_lines(page: Page) -> Iterator[Evidence]:
    """Numbers in sentences that name a telephone, on contact pages, and in footers."""
    contact = kind_of(page) is PageKind.CONTACT
    for _, line in own_lines(page):
        named = speaks_of("phone_labels", fold(line.text)) is not None
        if named or contact or line.framed:
            for number in _numbers(line.text, local=named):
                yield found(Signal.PHONE, number, page, line.text, _LABELLED if named else _SHOWN)


def _numbers(text: str, *, local: bool) -> Iterator[str]:
    """The numbers in a text, faxes aside; `local` takes those without an area's zero, too."""
    for pattern in (_NUMBER, _LOCAL) if local else (_NUMBER,):
        for match in pattern.finditer(text):
            if _FAX.search(text[max(0, match.start() - 12) : match.start()]):
                continue
            number = normal(match[0])
            if number is not None and (local or number.startswith(("+", "0"))):
                yield number
        if pattern.search(text):
            return


def normal(text: str) -> str | None:
    """A number in one spelling; None for what cannot be one."""
    bare = re.sub(r"\(0\)", "", text.strip())
    bare = re.split(r"(?:;|,|\bext|\bx\d|\bdurchwahl)", bare, maxsplit=1, flags=re.IGNORECASE)[0]
    digits = re.sub(r"\D", "", bare)
    if bare.lstrip(" (").startswith("+"):
        number = f"+{digits}"
    else:
        number = f"+{digits[2:]}" if digits.startswith("00") else digits
    return number if _FEWEST <= len(number.lstrip("+")) <= _MOST and len(set(digits)) > 1 else None
