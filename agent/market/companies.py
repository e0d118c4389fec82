"""The market's companies: each is a number, its name and domain tell the number again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from urllib.parse import unquote, urlsplit

from agent.market.chance import between, happens, pick, seed
from agent.market.industries import INDUSTRIES, Industry
from agent.market.places import CITIES, City
from agent.market.text import rows, slug

PER_CITY = 320
"""Companies of one industry in one city."""

_HEADS, _TAILS = (tuple(cells[0].split()) for cells in rows("company_names.txt"))
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov"})
"""Labels that registries use as part of an ending, as in .co.uk."""

_STEP = 7919
"""A prime that divides no industry's number of names: neighbours in number differ in name."""


@dataclass(frozen=True)
class Company:
    """One company. Its facts follow from `slug`, so every way of asking finds the same ones."""

    name: str
    slug: str
    domain: str
    industry: Industry
    city: City
    number: int | None = None

    @property
    def url(self) -> str:
        return f"https://www.linkedin.com/company/{self.slug}"

    @property
    def id(self) -> str:
        """LinkedIn's number for it."""
        return str(between(100_000, 99_999_999, "company id", self.slug))

    @property
    def website(self) -> str:
        return f"https://www.{self.domain}"

    @property
    def mail_domain(self) -> str:
        """Where its addresses end: always in .example, so that no real mailbox is ever named."""
        return self.domain if self.domain.endswith(".example") else f"{self.slug}.example"

    @cached_property
    def employees(self) -> int:
        """Small companies are more frequent than large ones."""
        share = between(2, 100, "employees", self.slug) / 100
        return max(4, round(self.industry.largest * share**3))

    @property
    def email(self) -> str | None:
        """The address on its website, if there is one."""
        if not happens(80, "company email", self.slug):
            return None
        return f"{pick(('info', 'hello', 'contact', 'office'), 'inbox', self.slug)}@{self.mail_domain}"

    @property
    def phone(self) -> str | None:
        return phone(self.city, self.slug) if happens(88, "company phone", self.slug) else None

    @property
    def address(self) -> str:
        """The street and the city."""
        street = pick(
            ("Market Street", "Station Road", "Harbour Lane", "Mill Street", "Park Avenue"), self.slug
        )
        return f"{between(1, 180, 'house', self.slug)} {street}, {self.city.location}"


def phone(city: City, *parts: object) -> str:
    """A number of the block that is kept for fiction."""
    return f"+{city.dialling} 555 01{between(0, 99, 'phone', *parts):02d}"


@cache
def _stems() -> dict[str, int]:
    """Every first word of a company's name and its number."""
    stems = (f"{head}{tail}" for head in _HEADS for tail in _TAILS)
    return {stem.lower(): number for number, stem in enumerate(stems)}


@cache
def _endings() -> dict[str, tuple[Industry, int]]:
    return {slug(end): (field, number) for field in INDUSTRIES for number, end in enumerate(field.endings)}


def _names(industry: Industry) -> int:
    return len(_HEADS) * len(_TAILS) * len(industry.endings)


@cache
def company(industry: Industry, city: City, number: int) -> Company:
    """The company of that number in an industry and a city."""
    code = (city.number * PER_CITY + number % PER_CITY) * _STEP % _names(industry)
    stem, ending = divmod(code, len(industry.endings))
    head, tail = divmod(stem, len(_TAILS))
    name = f"{_HEADS[head]}{_TAILS[tail]} {industry.endings[ending]}"
    return Company(name, slug(name), f"{slug(name)}.example", industry, city, number % PER_CITY)


def _known(address: str) -> Company | None:
    """The market's own company of that slug."""
    first, _, rest = address.partition("-")
    if first not in _stems() or rest not in _endings():
        return None
    industry, ending = _endings()[rest]
    names = _names(industry)
    code = (_stems()[first] * len(industry.endings) + ending) * pow(_STEP, -1, names) % names
    place, number = divmod(code, PER_CITY)
    return company(industry, CITIES[place], number) if place < len(CITIES) else None


@cache
def company_named(name: str) -> Company:
    """The company of that name; one that the market does not know gets facts of its own, for good."""
    address = slug(name) or "unnamed"
    if known := _known(address):
        return known
    industry, city = pick(INDUSTRIES, "industry", address), pick(CITIES, "city", address)
    spelled = name if name != address else address.replace("-", " ").title()
    return Company(spelled.strip() or "Unnamed", address, f"{address}.example", industry, city)


def company_by_url(url: str) -> Company:
    """The company (or school) of a LinkedIn page."""
    found = re.search(r"/(?:company|school|showcase|sales/(?:company|accounts))/([^/?#]+)", url)
    return company_named(unquote(found[1]) if found else url)


@cache
def company_by_domain(domain: str) -> Company:
    """The company behind a domain or a website's address."""
    host = (urlsplit(domain if "//" in domain else f"//{domain}").hostname or domain).removeprefix("www.")
    labels = [label for label in host.split(".")[:-1] if label not in _SECOND_LEVEL]
    own = company_named(labels[-1] if labels else host)
    return own if own.domain == host else replace(own, domain=host)


def company_from(*parts: object) -> Company:
    """Some company, always the same one for the same parts."""
    return company(
        pick(INDUSTRIES, "industry", *parts), pick(CITIES, "city", *parts), seed("number", *parts) % PER_CITY
    )
