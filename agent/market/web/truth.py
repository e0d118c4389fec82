"""The truth of a company: every fact follows from its slug, and agrees with what the market says of it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import islice

from agent.market.chance import between, draw, happens, pick
from agent.market.companies import Company, company_from
from agent.market.people import Person, staff
from agent.market.places import CITIES
from agent.market.roles import ROLES
from agent.market.text import slug
from agent.market.web.behaviours import reachable
from agent.market.web.company_truth import CaseStudy, CompanyTruth, Contact, Place, Plan
from agent.market.web.directory import Listed, hosts
from agent.market.web.kinds import FACTS, Kind
from agent.market.web.profiles import lines, profiles

_PATTERNS = ("{first}.{last}", "{first}.{last}", "{first}_{last}", "{last}.{first}", "{first}{last}")
"""As `Person.email` forms them; a test holds both together."""
_LEADING = ("Chief", "Head", "VP", "Founder", "Co-Founder", "Owner", "Managing", "Sales Director")
_MOST_PEOPLE, _LEADERS = 8, 4
_CATCH_ALL = 12
"""Percent of mail domains that take mail for every address."""
_OPTIONAL = {
    "employees": 80,
    "founded": 82,
    "headquarters": 96,
    "annual_spend": 55,
    "buyer_titles": 92,
    "phone": 95,
    "inbox": 92,
    "linkedin_url": 85,
    "technologies": 80,
    "sites": 85,
}
"""Percent of sites that state a fact which others leave out."""


@lru_cache(maxsize=4096)
def truth(domain: str) -> CompanyTruth:
    """The truth of the company behind a host of the directory; raises KeyError for any other host."""
    return _built(hosts()[domain.strip().lower()])


def _built(listed: Listed) -> CompanyTruth:
    company, own = listed.company, listed.company.slug
    places, sites = _places(company)
    people = _people(company)
    kept = CompanyTruth(
        name=company.name,
        domain=company.domain,
        industry=company.industry.name,
        employees=company.employees,
        size_band=listed.band,
        headquarters=places[0],
        places=places,
        sites=sites,
        founded=2022 - round(between(1, 100, "founded", own) ** 2 / 240),
        buyer=listed.buyer,
        buyer_titles=buyer_titles(listed),
        integrations=integrations(listed),
        technologies=draw(profiles()["technologies"], between(3, 6, "stack", own), "stack", own),
        open_roles=_roles(company),
        plans=_plans(company),
        case_studies=_cases(company),
        people=people,
        phone=company.phone,
        inbox=company.email,
        other_addresses=(f"support@{company.mail_domain}", f"jobs@{company.mail_domain}"),
        mail_domain=company.mail_domain,
        email_pattern=pick(_PATTERNS, "pattern", own),
        catch_all=happens(_CATCH_ALL, "catch all", company.mail_domain),
        linkedin_url=company.url,
        annual_spend=between(60, 140, "spend", own) * 1_000 * sites + 900 * company.employees,
        currency=_currency(company),
        language=listed.language,
        template=listed.template,
        unseen=listed.unseen,
        behaviour=listed.behaviour,
        injection=listed.injection,
        shown=frozenset(),
    )
    return _with_shown(kept)


def buyer_titles(listed: Listed) -> tuple[str, ...]:
    """Those to whom the company says that it sells."""
    own, titles = listed.company.slug, profiles()["buyers"][listed.buyer]
    return draw(titles, between(2, 3, "titles", own), "titles", own)


def integrations(listed: Listed) -> tuple[str, ...]:
    own = listed.company.slug
    return draw(profiles()["integrations"], pick((0, 3, 4, 5, 6, 8), "links", own), "links", own)


def kinds(of: CompanyTruth) -> tuple[Kind, ...]:
    """The kinds of pages that the site has, in the order of its menu."""
    has = {
        Kind.TEAM: bool(of.people) and happens(86, "team page", of.domain),
        Kind.PRICING: bool(of.plans),
        Kind.CAREERS: bool(of.open_roles) or happens(60, "careers page", of.domain),
        Kind.CASES: bool(of.case_studies),
        Kind.CASE: bool(of.case_studies),
        Kind.INTEGRATIONS: bool(of.integrations),
        Kind.LOCATIONS: len(of.places) > 1,
    }
    return tuple(kind for kind in Kind if has.get(kind, True))


def states(of: CompanyTruth, field: str) -> bool:
    """Whether the site's pages state a fact, were they all readable."""
    if not happens(_OPTIONAL.get(field, 100), "states", field, of.domain):
        return False
    if field == "emails":
        return any(one.email_shown for one in of.people)
    if field == "size_band":
        return states(of, "employees") or happens(60, "states", field, of.domain)
    return bool(getattr(of, {"pricing": "plans"}.get(field, field)))


def _with_shown(of: CompanyTruth) -> CompanyTruth:
    pages = reachable(of.behaviour) & frozenset(kinds(of))
    found = {field for kind in pages for field in FACTS[kind] if states(of, field)}
    if len(of.places) == 1 and "headquarters" in found:
        found.add("places")
    return replace(of, shown=frozenset(found))


def _currency(company: Company) -> str:
    country = company.city.country
    return "GBP" if country == "United Kingdom" else "EUR" if country in profiles()["euro"] else "USD"


def _places(company: Company) -> tuple[tuple[Place, ...], int]:
    """Headquarters and other cities, mostly of its own country; and how many sites there are."""
    own, most = company.slug, lines()[company.industry.name].sites
    sites = max(1, min(company.employees // 3, round(most * (between(1, 100, "sites", own) / 100) ** 2)))
    near = [city for city in CITIES if city.country == company.city.country]
    far = [pick(CITIES, "far", number, own) for number in range(3)]
    others = [city for city in dict.fromkeys((*draw(near, 3, "near", own), *far)) if city != company.city]
    some = others[: min(sites - 1, between(1, 5, "cities", own))]
    return tuple(Place(city.name, city.country) for city in (company.city, *some)), sites


def _people(company: Company) -> tuple[Contact, ...]:
    """A few of those who work there, who lead it first."""
    everybody = list(islice(staff(company), 14))
    leaders = [one for one in everybody if _leads(one)][: between(1, _LEADERS, "leaders", company.slug)]
    rest = [one for one in everybody if not _leads(one)]
    count = min(company.employees, between(3, _MOST_PEOPLE, "people", company.slug))
    some = [*leaders, *rest][:count]
    generous = happens(45, "states addresses", company.slug)
    return tuple(
        Contact(
            one.name, one.title, one.email, one.profile_url, _leads(one), generous and one.email is not None
        )
        for one in some
    )


def _leads(person: Person) -> bool:
    """Whether they may decide what is bought."""
    return person.role.sole or person.title.startswith(_LEADING)


def _roles(company: Company) -> tuple[str, ...]:
    count = min(company.employees // 4, pick((0, 1, 2, 3, 4, 6, 8), "open roles", company.slug))
    several = [role for role in ROLES if not role.sole]
    return tuple(
        pick(role.titles, "open", company.slug) for role in draw(several, count, "open", company.slug)
    )


def _plans(company: Company) -> tuple[Plan, ...]:
    own = company.slug
    if not happens(lines()[company.industry.name].prices, "prices", own):
        return ()
    names = draw(profiles()["plans"], between(2, 4, "plans", own), "plans", own)
    first = between(4, 30, "price", own) * 2 - 1
    return tuple(
        Plan(name, first + 20 * step * (step + 1), _currency(company)) for step, name in enumerate(names)
    )


def _cases(company: Company) -> tuple[CaseStudy, ...]:
    count = pick((0, 0, 1, 2, 3, 4), "cases", company.slug)
    customers = [company_from("customer", company.slug, number).name for number in range(count)]
    return tuple(
        CaseStudy(name, slug(name), between(11, 48, "saved", company.slug, name))
        for name in dict.fromkeys(customers)
    )
