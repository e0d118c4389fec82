"""What scoring is given: everything that is known of a lead and its company, all of it optional."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "email": ("email", "personal_email"),
    "title": ("title", "headline"),
    "company": ("company",),
    "linkedin": ("linkedin_url", "linkedin", "profile_url"),
    "website": ("website", "website_url"),
    "social": ("social_profiles", "company_url"),
    "company_info": ("company_info", "company_description"),
    "recent_activity": ("recent_activity", "recent_activities"),
    "interests": ("interests", "personal_interests"),
    "industry": ("industry",),
    "employees": ("employees", "employee_count", "company_size", "size"),
    "sites": ("sites", "site_count"),
    "locations": ("locations", "company_places", "places"),
    "locations_page": ("locations_page",),
    "spend": ("spend", "annual_spend"),
    "evidence": ("evidence", "evidence_types"),
    "integrations": ("integrations", "company_technologies"),
    "buyer_titles": ("buyer_titles", "company_buyers"),
    "open_roles": ("open_roles", "company_open_roles"),
    "pricing_page": ("pricing_page", "pricing", "company_pricing"),
    "case_studies": ("case_studies", "company_customers"),
    "phone": ("phone", "company_phone"),
    "city": ("city", "location"),
}
"""What signals ask for, and the lead facts that answer it, best first."""
_LINES = re.compile(r"\s*\n\s*")
_PARTS = re.compile(r"[;|]+")
_COMMAS = re.compile(r",(?!\d{3}\b)")
_FIGURE = r"(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,6}))?\s*(k|m|mn|million|bn|b|billion)?\b"
_NUMBER = re.compile(_FIGURE, re.IGNORECASE)
_THINGS = r"(?:open )?(?:sites|places|locations|offices|roles|jobs|positions)"
_COUNT = re.compile(rf"{_FIGURE}\s*(?:\+|[-–]\s*[\d,]+)?\s*(?:{_THINGS})?", re.IGNORECASE)
"""A text that is a number, and tells of nothing else: "25", "10+", "12 locations"."""
_COMMAS_OF_THEIR_OWN = frozenset({"sites", "locations"})
"""What is written with commas inside: "Berlin, Germany" is one place."""
_TIMES = {"k": 10**3, "m": 10**6, "b": 10**9}
_NOT = frozenset({"", "-", "–", "0", "no", "none", "false", "unknown", "n/a", "nein"})
"""What stands in a field that says nothing is there."""


@dataclass(frozen=True)
class Facts:
    """Values by the names of `NAMES`, best first; what is not known is not there."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, known: Iterable[tuple[str, str]]) -> Facts:
        """From (field, value) pairs, newest first; fields that no signal asks for are left out.

        Where a person left a field empty, nothing stands in for it.
        """
        found: dict[str, list[str]] = {}
        emptied: set[str] = set()
        for field, value in known:
            if not value:
                emptied.add(field)
            if value.strip().lower() not in _NOT:
                found.setdefault(field, []).append(" ".join(_LINES.sub("; ", value.strip()).split()))
        named: dict[str, tuple[str, ...]] = {}
        for name, fields in NAMES.items():
            telling = takewhile(lambda field: field not in emptied, fields)
            named[name] = tuple(dict.fromkeys(value for field in telling for value in found.get(field, ())))
        return cls({name: values for name, values in named.items() if values})

    def text(self, name: str) -> str:
        """The best value; nothing for what is not known."""
        return next(iter(self.values.get(name, ())), "")

    def has(self, name: str) -> bool:
        return name in self.values

    def items(self, name: str) -> tuple[str, ...]:
        """All values, also those that stand in one text."""
        parts = (part for value in self.values.get(name, ()) for part in _apart(name, value))
        return tuple({part.casefold(): part for part in parts}.values())

    def number(self, name: str) -> float | None:
        """The number in the best value ("12,000", "1.2M", "11-50", whose lower end counts); None without."""
        return _figure(_NUMBER.search(self.text(name)))

    def count(self, name: str) -> float | None:
        """A number that is all that the best value tells, or how many things it lists; None without a value.

        Values that came before do not count: what they list may be gone.
        """
        told = _figure(_COUNT.fullmatch(self.text(name)))
        if told is not None:
            return told
        listed = {part.casefold() for part in _apart(name, self.text(name))}
        return float(len(listed)) if listed else None


def _apart(name: str, text: str) -> list[str]:
    """The things that a text lists: between semicolons (or lines), or else between commas."""
    parts = _PARTS.split(text)
    if len(parts) == 1 and name not in _COMMAS_OF_THEIR_OWN:
        parts = _COMMAS.split(text)
    return [part.strip() for part in parts if part.strip().lower() not in _NOT]


def _figure(found: re.Match[str] | None) -> float | None:
    if found is None:
        return None
    digits = float(f"{found[1].replace(',', '')}.{found[2] or 0}")
    return digits * _TIMES.get((found[3] or "").lower()[:1], 1)
