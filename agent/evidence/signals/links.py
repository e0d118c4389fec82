"""Links of a page: which are the company's own."""

from __future__ import annotations

from agent.evidence.evidence import Site
from agent.pages.urls import domain_of


def is_own(url: str, site: Site) -> bool:
    """Whether an address is of the company's own domain, or below it."""
    found = domain_of(url) if url.startswith("http") else None
    return found is not None and (found == site.domain or found.endswith(f".{site.domain}"))
