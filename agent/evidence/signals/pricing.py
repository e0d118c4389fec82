"""Whether prices are public: a page of prices that names amounts, or a link to one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, kind_of, kind_of_text, kind_of_url
from agent.evidence.signals.links import is_own
from agent.pages.page import Page

_AMOUNT = re.compile(
    r"(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|US\$|Fr\.)\s?)\s?\d|\d\s?(?:€|\$|£|EUR\b|USD\b|GBP\b|CHF\b|euros?\b|zł|kr\b)",
    re.IGNORECASE,
)
_SHOWN, _LINKED = 0.95, 0.7
PUBLIC = "public prices"


def pricing(page: Page, site: Site) -> Iterator[Evidence]:
    """One value, `public prices`: from the page itself with its first amount, or from a link to it."""
    if kind_of(page) is PageKind.PRICING:
        amount = next((line.text for line in page.lines if _AMOUNT.search(line.text)), None)
        if amount is not None:
            yield found(Signal.PRICING, PUBLIC, page, amount, _SHOWN)
        return
    for link in page.links:
        if is_own(link.url, site) and PageKind.PRICING in {kind_of_url(link.url), kind_of_text(link.text)}:
            yield found(Signal.PRICING, PUBLIC, page, link.text or link.url, _LINKED)
            return
