"""What may be written into a lead by hand, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agent.errors import AgentError
from agent.leads import normal

LONGEST_EMAIL = 254
"""RFC 5321, section 4.5.3.1.3: a path of 256 octets, without its brackets."""
_PHONE = re.compile(r"\+?[\d ()./-]{6,24}(?: ?(?:ext|x)\.? ?\d{1,6})?")
_SITE = re.compile(
    r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[:/?#]\S*)?", re.IGNORECASE
)
_PROFILES = "https://www.linkedin.com/in/"
NOBODY = "Somebody needs a name, an e-mail or a profile."


class InvalidLeadError(AgentError):
    """Some values will not do; `fields` says which and why, a sentence each."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("Some of these values will not do.")
        self.fields = dict(fields)


@dataclass(frozen=True)
class Editable:
    """One field that may be edited: how people call it, and how many characters it has at most."""

    name: str
    label: str
    longest: int
    example: str = ""


FIELDS = (
    Editable("name", "Name", 100),
    Editable("title", "Title", 150),
    Editable("company", "Company", 150),
    Editable("email", "Work e-mail", LONGEST_EMAIL, "ada@acme.example"),
    Editable("phone", "Phone", 30, "+49 30 1234567"),
    Editable("profile_url", "LinkedIn profile", 300, "https://www.linkedin.com/in/ada"),
    Editable("website", "Website", 300, "https://acme.example"),
    Editable("location", "Place", 150),
    Editable("industry", "Industry", 100),
)
"""What a person may edit, in the order in which it is shown."""


def changes(values: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """What was changed, in one spelling, empty for nothing; `InvalidLeadError` when some of it will not do.

    What stands there already is not looked at: it came from elsewhere, and may be wrong for now.
    """
    typed = {each.name: " ".join(values.get(each.name, "").split()) for each in FIELDS}
    new = [field for field in FIELDS if typed[field.name] != " ".join(before.get(field.name, "").split())]
    found = {field.name: _problem(field, typed[field.name]) for field in new}
    wrong = {name: problem for name, problem in found.items() if problem is not None}
    if not any(typed[name] for name in ("name", "email", "profile_url")):
        wrong["name"] = NOBODY
    if wrong:
        raise InvalidLeadError(wrong)
    spelled = {field.name: _SPELLINGS.get(field.name, str)(typed[field.name]) or "" for field in new}
    return {name: value for name, value in spelled.items() if value != before.get(name, "")}


_SPELLINGS: Mapping[str, Callable[[str], str | None]] = {
    "email": normal.email,
    "profile_url": normal.profile,
}


def _problem(field: Editable, value: str) -> str | None:
    """What is wrong with a value, in a sentence."""
    if len(value) > field.longest:
        return f"That has more than {field.longest} characters."
    if not value or field.name not in _KINDS:
        return None
    what, fits = _KINDS[field.name]
    return None if fits(value) else f"That is no {what}. One looks like {field.example}."


_KINDS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "email": ("e-mail address", lambda value: normal.email(value) is not None),
    "profile_url": ("LinkedIn profile", lambda value: (normal.profile(value) or "").startswith(_PROFILES)),
    "website": ("address of a site", lambda value: _SITE.fullmatch(value) is not None),
    "phone": ("phone number", lambda value: _PHONE.fullmatch(value) is not None),
}
"""What fields of a shape hold, and whether a value does."""
