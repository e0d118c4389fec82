"""The market's people: each sits on a numbered seat of a company, and a profile's address tells which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from agent.market import codes
from agent.market.chance import between, happens, pick, seed
from agent.market.companies import (
    PER_CITY,
    Company,
    company,
    company_by_domain,
    company_from,
    company_named,
    phone,
)
from agent.market.industries import INDUSTRIES
from agent.market.names import NAMES
from agent.market.places import CITIES, City
from agent.market.roles import ROLES, SEATS, Role
from agent.market.text import fold, slug

_NAME_STEP = 1009
_AT = "-at-"
"""Joins name and company in the address of somebody who is on no seat of the market."""


@dataclass(frozen=True)
class Person:
    """One person. Their facts follow from name and company, so every way of asking finds the same ones."""

    first: str
    last: str
    civility: str | None
    role: Role
    title: str
    company: Company
    slug: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def identity(self) -> str:
        return f"{fold(self.name)}@{self.company.slug}"

    @property
    def city(self) -> City:
        return self.company.city

    @property
    def handle(self) -> str:
        """What they are called where an address has no dashes."""
        return self.slug.replace("-", "_")

    @property
    def profile_url(self) -> str:
        return f"https://www.linkedin.com/in/{self.slug}"

    @property
    def sales_navigator_url(self) -> str:
        return f"https://www.linkedin.com/sales/lead/{self.slug},NAME_SEARCH"

    @property
    def headline(self) -> str:
        forms = (
            f"{self.title} at {self.company.name}",
            f"{self.title} @ {self.company.name} | {self.role.skills[0]}",
            f"{self.title} | {' · '.join(self.role.skills[:2])}",
        )
        return pick(forms, "headline", self.identity)

    @property
    def email(self) -> str | None:
        """The work address, where one can be found."""
        if not happens(72, "email", self.identity):
            return None
        first, last = slug(self.first).replace("-", ""), slug(self.last).replace("-", "")
        forms = (f"{first}.{last}", f"{first}.{last}", f"{first}_{last}", f"{last}.{first}", f"{first}{last}")
        return f"{pick(forms, 'pattern', self.company.slug).strip('._')}@{self.company.mail_domain}"

    @property
    def personal_email(self) -> str | None:
        if not happens(24, "personal email", self.identity):
            return None
        name = f"{slug(self.first)}.{slug(self.last)}".strip(".")
        return f"{name}{between(100, 99_999, 'mailbox', self.identity)}@mail.example"

    @property
    def phone(self) -> str | None:
        """The company's line and an extension, where one can be found."""
        if not happens(35, "phone", self.identity):
            return None
        return f"{phone(self.city, self.company.slug)} ext. {between(100, 899, 'extension', self.identity)}"

    @property
    def shows_contact(self) -> bool:
        """Whether the profile itself shows an address, as few do."""
        return happens(9, "shows contact", self.identity)


def _seat_of(address: str) -> tuple[Company, int] | None:
    """The company and the seat that the end of a profile's address tells, if it does."""
    parts = codes.decode(address.rpartition("-")[2])
    if parts is None:
        return None
    industry, city, number, seat = parts
    if industry >= len(INDUSTRIES) or city >= len(CITIES) or number >= PER_CITY or seat >= len(SEATS):
        return None
    return company(INDUSTRIES[industry], CITIES[city], number), seat


def is_filled(employer: Company, seat: int) -> bool:
    """Whether somebody sits there: small companies leave most seats empty."""
    percent = min(100, 8 + 100 * employer.employees // len(SEATS))
    return employer.number is not None and happens(percent, "seat", employer.slug, seat)


@lru_cache(maxsize=8192)
def person_at(employer: Company, seat: int) -> Person:
    """Who sits on a seat of one of the market's companies; no two of a company share a name."""
    city = employer.city
    names = NAMES[city.minority if happens(15, "culture", employer.slug, seat) else city.culture]
    last, first = divmod((seed("names", employer.slug) + seat * _NAME_STEP) % len(names), len(names.first))
    role, variant = SEATS[seat]
    title = pick(role.titles, "title", employer.slug, seat) if role.sole else role.titles[variant]
    civility = "Ms" if first < len(names.women) else "Mr"
    code = codes.encode(employer.industry.number, city.number, employer.number or 0, seat)
    given, family = names.first[first], names.last[last]
    return Person(given, family, civility, role, title, employer, f"{slug(f'{given} {family}')}-{code}")


def staff(employer: Company) -> Iterator[Person]:
    """Everybody on a seat of a company, in a stable order."""
    if employer.number is None:
        employer = company_from("staff of", employer.slug)
    order = sorted(range(len(SEATS)), key=lambda seat: seed("staff", employer.slug, seat))
    return (person_at(employer, seat) for seat in order if is_filled(employer, seat))


@lru_cache(maxsize=2048)
def _roster(employer: Company) -> dict[str, Person]:
    if employer.number is None:
        return {}
    return {fold(one.name): one for one in (person_at(employer, seat) for seat in range(len(SEATS)))}


@cache
def _genders() -> dict[str, str]:
    """Which title a first name goes with, for names that go with one only."""
    women = {fold(name) for names in NAMES.values() for name in names.women}
    men = {fold(name) for names in NAMES.values() for name in names.men}
    return dict.fromkeys(women - men, "Ms") | dict.fromkeys(men - women, "Mr")


def _stranger(name: str, employer: Company, address: str | None = None) -> Person:
    """Somebody on no seat of the market: a name that a user brought, with facts of its own for good."""
    first, _, last = name.strip().partition(" ")
    role = pick(ROLES, "role", fold(name), employer.slug)
    own = address or f"{slug(name) or 'member'}{_AT}{employer.slug}"
    return Person(first, last, _genders().get(fold(first)), role, role.titles[0], employer, own)


def person_named(name: str, employer: Company) -> Person:
    """The person of that name at a company."""
    return _roster(employer).get(fold(name)) or _stranger(name, employer)


def person_by_email(address: str) -> Person:
    """The person behind an address."""
    local, _, domain = address.partition("@")
    employer = company_by_domain(domain or "unknown.example")
    known = (one for one in _roster(employer).values() if one.email == address.lower())
    spoken = " ".join(part for part in re.split(r"[^A-Za-z]+", local) if part).title()
    return next(known, None) or _stranger(spoken or "Unknown Sender", employer)


def profile_slug(url: str) -> str:
    """What names the profile in an address of LinkedIn, Sales Navigator or Recruiter."""
    found = re.search(r"/(?:in|pub|lead|people|profile)/([^/?#,]+)", url)
    return slug(unquote(found[1] if found else url.rsplit("//", 1)[-1]))


def person_by_handle(url: str) -> Person:
    """The person of a page on another site: the last part of its address is the handle."""
    handle = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return person_by_profile(f"/in/{slug(unquote(handle))}")


def _spoken_name(address: str) -> str:
    """The name that an address spells, or one that goes with it."""
    words = [word for word in address.split("-") if word.isalpha() and len(word) > 1]
    if len(words) > 1:
        return " ".join(words[:3]).title()
    names = pick(tuple(NAMES.values()), "culture", address)
    return f"{pick(names.first, 'first', address)} {pick(names.last, 'last', address)}"


@lru_cache(maxsize=8192)
def person_by_profile(url: str) -> Person:
    """The person of a profile; a profile from outside the market gets facts of its own, for good."""
    address = profile_slug(url)
    if (seat := _seat_of(address)) and (known := person_at(*seat)).slug == address:
        return known
    name, at, employer = address.partition(_AT)
    if at and employer:
        return person_named(name.replace("-", " ").title(), company_named(employer))
    return _stranger(_spoken_name(address), company_from("employer of", address), address)
