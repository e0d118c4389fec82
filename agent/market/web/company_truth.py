"""What is so of a company that has a site: the ground truth that findings are measured against."""

from __future__ import annotations

from dataclasses import dataclass

from agent.market.web.behaviours import Behaviour


@dataclass(frozen=True)
class Place:
    """A city and its country, by their English names."""

    city: str
    country: str


@dataclass(frozen=True)
class Plan:
    """One plan of a price list: whole units of `currency` (an ISO code) per user and month."""

    name: str
    price: int
    currency: str


@dataclass(frozen=True)
class CaseStudy:
    """A story of a customer; `slug` ends its page's address, `percent` is what was saved."""

    customer: str
    slug: str
    percent: int


@dataclass(frozen=True)
class Contact:
    """Somebody who works there.

    `email` is the work address or None when there is none to be found; `email_shown` says whether the team's
    page states it.
    """

    name: str
    title: str
    email: str | None
    profile_url: str
    decision_maker: bool
    email_shown: bool


@dataclass(frozen=True)
class CompanyTruth:
    """Everything that is so of a company, whether its site says it or not.

    Name, industry, employees, headquarters, phone, inbox and people are what `Market.company_by_domain` says.

    - `industry`: the market's name of it, in English; sites say it in their own words and language
    - `employees`: people; `size_band`: LinkedIn's bands, 1–10 … 5001+, with an en dash
    - `places`: cities with a site, headquarters first; `sites`: how many sites in all, ≥ len(places)
    - `buyer`: key of the profile of those it sells to; `buyer_titles`: those of its titles that the site
      names, in English (a German site says HR-Manager for HR Manager: the tables in `wording/`)
    - `integrations`, `technologies`, `open_roles`: as the site spells them; `plans`: empty without prices
    - `people`: those whom the team's page lists
    - `inbox`: the generic address, or None; `other_addresses`: further role addresses of the same domain
    - `email_pattern`: of work addresses, as {first}.{last}; `catch_all`: its mail domain takes any address
    - `annual_spend`: energy and facilities, whole units of `currency` (an ISO code) a year
    - `language`: of the site, en, de, es or fr; `template`: its design; `unseen`: kept for the report
    - `behaviour`: how it misbehaves; `injection`: the hidden instruction in it, a key of `injections()`
    - `shown`: names of the fields (and "emails", "pricing") that a polite, patient reader can find on the
      site's pages; empty for a site that cannot be read
    """

    name: str
    domain: str
    industry: str
    employees: int
    size_band: str
    headquarters: Place
    places: tuple[Place, ...]
    sites: int
    founded: int
    buyer: str
    buyer_titles: tuple[str, ...]
    integrations: tuple[str, ...]
    technologies: tuple[str, ...]
    open_roles: tuple[str, ...]
    plans: tuple[Plan, ...]
    case_studies: tuple[CaseStudy, ...]
    people: tuple[Contact, ...]
    phone: str | None
    inbox: str | None
    other_addresses: tuple[str, ...]
    mail_domain: str
    email_pattern: str
    catch_all: bool
    linkedin_url: str
    annual_spend: int
    currency: str
    language: str
    template: str
    unseen: bool
    behaviour: Behaviour
    injection: str | None
    shown: frozenset[str]

    @property
    def has_pricing_page(self) -> bool:
        return bool(self.plans)
