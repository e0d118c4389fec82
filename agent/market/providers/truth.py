"""What is so of addresses in the market, and what each vendor believes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agent.market.chance import happens, pick
from agent.market.companies import Company
from agent.market.market import Market
from agent.market.people import Person
from agent.market.text import slug

COVERAGE: Mapping[str, int] = {"hunter": 55, "apollo": 50, "serper": 22, "snov": 45, "prospeo": 42}
"""Per cent of the people with an address whom each vendor knows."""
_MISTAKEN = 18
"""Per cent of the others of whom it tells something that is wrong."""
_CATCH_ALL = 12
_UNSURE = 4


class Mailbox(StrEnum):
    """What is so of an address."""

    THERE = "there"
    MISSING = "missing"
    ANY = "any"
    """Its domain takes mail for every address."""
    UNSURE = "unsure"


@dataclass(frozen=True)
class Belief:
    """What a vendor tells of a person; `true` says whether it is so."""

    email: str
    true: bool


@dataclass
class Truth:
    """Addresses of one market. People on no seat of it have theirs from when they are asked for first."""

    market: Market = field(default_factory=Market)
    _strangers: set[str] = field(default_factory=set)

    def person(self, first: str, last: str, company: str) -> Person:
        """`company` is a name or a domain."""
        person = self.market.person_by_name_company(f"{first} {last}", company)
        if person.email is not None and not catches_all(person.company):
            self._strangers.add(person.email)
        return person

    def belief(self, vendor: str, person: Person) -> Belief | None:
        """What a vendor knows of a person, always the same."""
        if person.email is not None and happens(COVERAGE[vendor], vendor, person.identity):
            return Belief(person.email, true=True)
        if happens(_MISTAKEN, vendor, "mistaken", person.identity):
            return Belief(_mistake(vendor, person), true=False)
        return None

    def mailbox(self, address: str) -> Mailbox:
        """What a mail server would say of an address."""
        address = address.lower()
        company = self.market.company_by_domain(address.partition("@")[2])
        if company.mail_domain != address.partition("@")[2]:
            return Mailbox.MISSING
        if catches_all(company):
            return Mailbox.ANY
        if happens(_UNSURE, "unsure", address):
            return Mailbox.UNSURE
        seated = self.market.person_by_email(address).email == address and self._is_seated(address)
        there = seated or address in self._strangers or address == company.email
        return Mailbox.THERE if there else Mailbox.MISSING

    def _is_seated(self, address: str) -> bool:
        person = self.market.person_by_email(address)
        return any(one.slug == person.slug for one in self._staff(person.company))

    def _staff(self, company: Company) -> list[Person]:
        return list(self.market.staff(company)) if company.number is not None else []


def catches_all(company: Company) -> bool:
    """Whether a company's mail server takes mail for every address."""
    return happens(_CATCH_ALL, "catch all", company.mail_domain)


def _mistake(vendor: str, person: Person) -> str:
    """Something that looks like the person's address, and is not."""
    domain, last = person.company.mail_domain, slug(person.last).replace("-", "")
    forms = (
        f"{slug(person.first)[:1]}.{last}@{domain}",
        f"{pick(('robin', 'alex', 'kim'), 'colleague', person.identity)}.{last or 'doe'}@{domain}",
        f"{pick(('info', 'sales', 'support'), 'role', person.identity)}@{domain}",
        "email_not_unlocked@domain.com",
        f"{slug(person.first)}.{last}@{pick(('gmail.com', 'former-employer.example'), person.identity)}",
    )
    return pick(forms, "mistake", vendor, person.identity)
