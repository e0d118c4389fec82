"""E-mail addresses of the company's own domain, however a page writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.pages.page import Page
from agent.pages.urls import domain_of

_PLAIN = re.compile(
    r"(?<![\w.+%-])[a-z0-9](?:[\w.+'-]{0,62}[a-z0-9_])?@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?![\w-])",
    re.IGNORECASE,
)
_VEILED = re.compile(
    r"(?<![\w.+-])(?P<user>[a-z0-9][\w.+-]{0,62})\s?[\[({<]\s?(?:at|ät|arroba|arobase|@)\s?[\])}>]\s?"
    r"(?P<host>[a-z0-9-]+(?:\s?(?:[\[({<]\s?(?:dot|punkt|punto|point|\.)\s?[\])}>]|\.)\s?[a-z0-9-]+)+)",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?[\[({<]\s?(?:dot|punkt|punto|point|\.)\s?[\])}>]\s?", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|css|js)$", re.IGNORECASE)
_PLACEHOLDERS = (
    "name you your.name yourname firstname.lastname vorname.nachname nombre email example max.mustermann "
    "john.doe jane.doe user test someone prenom.nom nombre.apellido"
)
_PLACEHOLDER = frozenset(_PLACEHOLDERS.split())
_LINKED, _SHOWN, _RECORDED = 0.95, 0.9, 0.85


def emails(page: Page, site: Site) -> Iterator[Evidence]:
    """Addresses in links, texts and structured data; those of other domains are other people's."""
    for link in page.links:
        if link.url.startswith("mailto:"):
            for address in addresses_in(link.url.removeprefix("mailto:")):
                yield from _own(address, page, site, link.text or address, _LINKED)
    for line in page.lines:
        if "@" in line.text or "(" in line.text or "[" in line.text:
            for address in addresses_in(line.text):
                yield from _own(address, page, site, line.text, _SHOWN)
    for record in page.records:
        for said in record.values.get("email", ()):
            for address in addresses_in(said.removeprefix("mailto:")):
                yield from _own(address, page, site, address, _RECORDED)


def addresses_in(text: str) -> Iterator[str]:
    """The addresses in a text, veiled ones (“ada [at] acme [dot] example”) too, in lower case."""
    for found_one in _PLAIN.finditer(text):
        if _NO_ADDRESS.search(found_one[0]) is None:
            yield found_one[0].lower()
    for veiled in _VEILED.finditer(text):
        host = re.sub(r"\s", "", _DOT.sub(".", veiled["host"]))
        yield f"{veiled['user']}@{host}".lower()


def _own(address: str, page: Page, site: Site, said: str, weight: float) -> Iterator[Evidence]:
    user, _, host = address.partition("@")
    domain = domain_of(host)
    own = domain is not None and (domain == site.domain or domain.endswith(f".{site.domain}"))
    if own and user not in _PLACEHOLDER:
        yield found(Signal.EMAIL, address, page, said, weight)
