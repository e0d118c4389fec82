"""From a line of a result to a lead: its facts, and the keys that recognise the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from agent.leads import normal
from agent.leads.fact import Fact

Key = tuple[str, str]
"""What a person is recognised by: the kind ("profile", "email" or "row") and the value."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("fullname",),
    "first_name": ("firstname",),
    "last_name": ("lastname",),
    "title": ("jobtitle", "linkedincurrentjobtitle", "linkedinjobtitle"),
    "company": ("companyname", "currentcompanyname"),
    "email": ("professionalemail", "email"),
    "personal_email": ("personalemail",),
    "phone": ("phonenumber",),
    "profile_url": ("linkedinprofileurl", "linkedinhybridprofileurl"),
    "company_url": ("linkedincompanyurl", "linkedincurrentcompanyurl"),
    "website": ("companywebsite", "currentcompanywebsite", "domainname"),
    "location": ("location", "linkedincurrentjoblocation", "linkedinjoblocation"),
    "industry": ("companyindustry",),
    "headline": ("headline",),
    "status": ("status",),
}
"""The fields of a lead, and the columns that fill each, best first."""

_SPELLINGS = {
    "email": normal.email,
    "personal_email": normal.email,
    "profile_url": normal.profile,
    "company_url": normal.profile,
}


@dataclass(frozen=True)
class LeadDraft:
    """A lead as one line of a result tells it."""

    keys: tuple[Key, ...]
    facts: tuple[Fact, ...]


def draft(row: Mapping[str, str], source: str, at: datetime) -> LeadDraft | None:
    """The lead of a line, or None when the line tells of nobody.

    Profile and e-mail address recognise a person. A line without either, but with a name and a company, is a
    lead that is never merged with others: its key is of kind "row" and holds the source, so that only the
    same line of the same result, saved again, is the same lead.
    """
    values = draft_values(row)
    keys = own_keys(values) or _own_key(values, source)
    if not keys:
        return None
    return LeadDraft(keys, tuple(Fact(field, value, source, at) for field, value in values.items()))


def draft_values(row: Mapping[str, str]) -> dict[str, str]:
    """The fields of a lead that a line fills."""
    found = {field: _first(field, columns, row) for field, columns in COLUMNS.items()}
    values = {field: value for field, value in found.items() if value}
    parts = (values.get("first_name", ""), values.get("last_name", ""))
    if "name" not in values and (name := " ".join(filter(None, parts))):
        values["name"] = name
    return values


def _first(field: str, columns: tuple[str, ...], row: Mapping[str, str]) -> str | None:
    """The first column with a value that will do."""
    spell = _SPELLINGS.get(field)
    texts = (row.get(column, "").strip() for column in columns)
    values = (spell(text) if spell and text else text for text in texts)
    return next((value for value in values if value), None)


def own_keys(values: Mapping[str, str]) -> tuple[Key, ...]:
    """What recognises the person of these values: profile and e-mails that are theirs alone."""
    profile = values.get("profile_url")
    emails = dict.fromkeys(values[field] for field in ("email", "personal_email") if field in values)
    own = [address for address in emails if not (normal.is_shared(address) and (profile or "name" in values))]
    return (*((("profile", profile),) if profile else ()), *(("email", address) for address in own))


def _own_key(values: Mapping[str, str], source: str) -> tuple[Key, ...]:
    if "name" not in values or "company" not in values:
        return ()
    return (("row", f"{source}|{values['name']}|{values['company']}"),)
