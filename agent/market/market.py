"""The market as its users see it: whoever and whatever is asked for, the answer never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from agent.market import crowds
from agent.market.chance import seed
from agent.market.companies import Company, company_by_domain, company_by_url, company_named
from agent.market.criteria import Criteria, read, read_url
from agent.market.people import (
    Person,
    person_by_email,
    person_by_handle,
    person_by_profile,
    person_named,
    staff,
)


class Market:
    """One fictional market. It keeps nothing: every fact follows from what is asked."""

    def person_by_profile(self, url: str) -> Person:
        return person_by_profile(url.strip())

    def person_by_handle(self, url: str) -> Person:
        """Whose page this is on Instagram, X, GitHub and the like."""
        return person_by_handle(url.strip())

    def person_by_email(self, address: str) -> Person:
        return person_by_email(address.strip())

    def person_by_name_company(self, name: str, company: str) -> Person:
        """`company` is a name or a domain."""
        is_domain = re.fullmatch(r"\S+\.[a-zA-Z]{2,}\S*", company.strip())
        named = self.company_by_domain(company) if is_domain else self.company_by_name(company)
        return person_named(name.strip(), named)

    def company_by_url(self, url: str) -> Company:
        return company_by_url(url.strip())

    def company_by_domain(self, domain: str) -> Company:
        return company_by_domain(domain.strip().lower())

    def company_by_name(self, name: str) -> Company:
        return company_named(name.strip())

    def search(self, url: str) -> Iterator[Person]:
        """What a LinkedIn or Sales Navigator search finds; nothing when it asks for nothing known."""
        return self._people(read_url(url))

    def developers(self, url: str) -> Iterator[Person]:
        """Those a GitHub search finds: whatever it asks for, they write software."""
        return self._people(replace(read_url(url), roles=read("software engineers").roles))

    def people_for(self, words: str) -> Iterator[Person]:
        """What a search for these words finds: "saas marketing managers in Berlin"."""
        return self._people(read(words))

    def places(self, url: str) -> Iterator[Company]:
        """The businesses that a Google Maps search finds."""
        criteria = read_url(url)
        return crowds.companies(criteria) if criteria.known else iter(())

    def crowd(self, kind: str, of: str) -> Iterator[Person]:
        """Who gathers around something; `crowds.SIZES` lists the kinds."""
        return crowds.crowd(kind, of)

    def staff(self, company: Company) -> Iterator[Person]:
        return staff(company)

    def posts(self, author: str, count: int = 3) -> Iterator[str]:
        """The addresses of the newest posts of a profile or a company page."""
        numbers = (seed("post", author, number) for number in range(count))
        return (f"https://www.linkedin.com/feed/update/urn:li:activity:7{n % 10**18:018d}" for n in numbers)

    def _people(self, criteria: Criteria) -> Iterator[Person]:
        return crowds.people(criteria) if criteria.known else iter(())
