"""A title among the pieces of a line: as somebody of the house has it, or somebody of another company."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.evidence.evidence import Site
from agent.evidence.lexicon import tokens
from agent.evidence.naming import is_plural, is_title, person_name, title_parts
from agent.evidence.signals.places import cities, countries
from agent.pages.text import fold

FOREIGN = ""
"""The title of somebody who works elsewhere."""
_LONGEST = 90
_AT = re.compile(r"\s(?P<at>at|@|bei|chez|en|presso|bij|von|of|from)\s+(?P<company>[A-ZÀ-Þ].*)$")
_WITHIN = frozenset({"of", "von", "en"})
"""Words that stand in titles, too: Head of Sales."""


def title_at(parts: Sequence[str], at: int, text: str, site: Site) -> str | None:
    """The title that a piece of a line is: `FOREIGN` where a company stands behind it, None if it is none."""
    title = parts[at]
    if len(title) > _LONGEST or not is_title(title) or is_plural(title):
        return None
    after = parts[at + 1] if at + 1 < len(parts) else ""
    joined = f"{title}, {after}"
    if after and joined in text:
        if set(tokens(after)) <= title_parts():
            return joined
        if _is_company(after, site):
            return FOREIGN
    return _without_company(title, site)


def _without_company(title: str, site: Site) -> str:
    match = _AT.search(title)
    if match is None:
        return title
    if is_us(match["company"], site) or is_place(match["company"]):
        return title[: match.start()].strip()
    return title if match["at"] in _WITHIN else FOREIGN


def _is_company(text: str, site: Site) -> bool:
    """Whether what follows a title behind a comma is another company: no place, no title, nobody."""
    known = is_place(text) or is_title(text) or is_us(text, site) or person_name(text) is not None
    return text[:1].isupper() and "@" not in text and not known


def is_place(text: str) -> bool:
    """Whether a text is a city or a country, and nothing else."""
    return cities().meaning(text) is not None or countries().meaning(text) is not None


def is_us(company: str, site: Site) -> bool:
    """Whether a company's name is the site's own."""
    return bool(site.name) and fold(company).startswith(fold(site.name))
