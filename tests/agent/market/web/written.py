"""How a site writes what its truth says: every one of these strings stands in its pages."""

from __future__ import annotations

from collections.abc import Callable

from agent.market.web.company_truth import CompanyTruth
from agent.market.web.wording import Wording


def _size(t: CompanyTruth, w: Wording) -> list[str]:
    return [w.number(t.employees)] if "employees" in t.shown else [t.size_band]


def _people(t: CompanyTruth, _w: Wording) -> list[str]:
    return [said for one in t.people for said in (one.name, one.title, one.profile_url)]


def _plans(t: CompanyTruth, w: Wording) -> list[str]:
    return [said for plan in t.plans for said in (plan.name, w.money(plan.price, plan.currency))]


WRITTEN: dict[str, Callable[[CompanyTruth, Wording], list[str]]] = {
    "name": lambda t, _w: [t.name],
    "language": lambda t, _w: [f'<html lang="{t.language}">'],
    "industry": lambda t, w: [w.form("industries", t.industry)],
    "employees": lambda t, w: [w.number(t.employees)],
    "size_band": _size,
    "headquarters": lambda t, w: [w.called(t.headquarters.city), w.called(t.headquarters.country)],
    "places": lambda t, w: [w.called(said) for place in t.places for said in (place.city, place.country)],
    "sites": lambda t, w: [w.number(t.sites)],
    "founded": lambda t, _w: [str(t.founded)],
    "buyer_titles": lambda t, w: [w.buyer(title) for title in t.buyer_titles],
    "annual_spend": lambda t, w: [w.money(t.annual_spend, t.currency)],
    "linkedin_url": lambda t, _w: [t.linkedin_url.removeprefix("https://www.")],
    "phone": lambda t, _w: [t.phone or ""],
    "inbox": lambda t, _w: [t.inbox or ""],
    "people": _people,
    "emails": lambda t, _w: [one.email or "" for one in t.people if one.email_shown],
    "pricing": _plans,
    "open_roles": lambda t, _w: list(t.open_roles),
    "technologies": lambda t, _w: list(t.technologies),
    "integrations": lambda t, _w: list(t.integrations),
    "case_studies": lambda t, _w: [
        said for one in t.case_studies for said in (one.customer, f"{one.percent} %")
    ],
}


def written(of: CompanyTruth, field: str) -> list[str]:
    """What stands in the site's HTML (unescaped) for a field of its truth."""
    return WRITTEN[field](of, Wording(of.language, of.template, of.domain))
