"""The company's page on LinkedIn, in one spelling: https://www.linkedin.com/company/name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.lexicon import tokens
from agent.pages.page import Page

_PATH = re.compile(r"/(?:company|school|showcase)/([^/?#]+)", re.IGNORECASE)
_SHORT = 3
"""Letters of a name that says too little to be the beginning of another."""
_LIKE, _FRAMED, _ANY = 0.95, 0.7, 0.5


def linkedin(page: Page, site: Site) -> Iterator[Evidence]:
    """The page that is named as the company is; else the one that header, footer or structured data link to.

    Of several that are named otherwise none is taken: they are partners'.
    """
    named = [(slug, link.text, link.framed) for link in page.links if (slug := slug_of(link.url))]
    for record in page.records:
        if record.kind == "organization":
            named += [
                (slug, said, True) for said in record.values.get("sameAs", ()) if (slug := slug_of(said))
            ]
    alike = [each for each in named if _is_like(each[0], site)]
    framed = [each for each in named if each[2]]
    chosen, weight = (alike, _LIKE) if alike else (framed, _FRAMED) if framed else (named, _ANY)
    if chosen and len(Counter(slug for slug, _, _ in chosen)) == 1:
        slug, text, _ = chosen[0]
        yield found(Signal.LINKEDIN, f"https://www.linkedin.com/company/{slug}", page, text or slug, weight)


def slug_of(url: str) -> str | None:
    """The company's name in an address of LinkedIn; None for any other."""
    parts = urlsplit(url if "//" in url else f"https://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        return None
    match = _PATH.match(parts.path)
    slug = unquote(match[1]).strip().lower() if match else ""
    return slug if slug and slug not in {"setup", "login", "unavailable"} else None


def _is_like(slug: str, site: Site) -> bool:
    """Whether a name on LinkedIn is the domain's, or the company's."""
    bare = "".join(tokens(slug))
    own = {"".join(tokens(site.domain.split(".")[0])), "".join(tokens(site.name))} - {""}
    return any(
        bare == each or (len(each) > _SHORT and (bare.startswith(each) or each.startswith(bare)))
        for each in own
    )
