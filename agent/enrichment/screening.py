"""Whether an address can be the person's at all, before money is spent on verifying it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from email_validator import EmailNotValidError, validate_email

from agent.enrichment.spelling import fits, plain
from agent.enrichment.wanted import Wanted
from agent.pages.urls import is_company

_PLACEHOLDERS = re.compile(
    r"email[._]not[._]unlocked|(your|my|first|last|full|user|vor|nach)?[._-]?(name|email|mail|address)"
    r"|first(name)?[._]?last(name)?|f?last|example|sample|test(er|ing|user)?\d*|demo|user\d*|someone|somebody"
    r"|nobody|foo|bar|foobar|asdf|x{2,}|abc|no-?reply|do-?not-?reply|n/?a|none|null|undefined|max\.?mustermann"
    r"|j(ohn|ane)?[._]?(doe|smith)"
)
_SAMPLE_DOMAINS = frozenset(
    {
        "example.com",
        "example.net",
        "example.org",
        "domain.com",
        "email.com",
        "company.com",
        "yourcompany.com",
        "yourdomain.com",
        "mycompany.com",
        "test.com",
        "sentry.io",
    }
)
_LEGAL = re.compile(
    r"\b(gmbh|ag|se|kg|ug|mbh|inc|llc|ltd|limited|corp|corporation|plc|sa|sas|sarl|srl|sl|bv|nv|oy|ab|as|co|"
    r"company|group|holding|the)\b"
)
_SHORTEST = 3
"""Letters of a company's name that are enough to recognise its domain by."""


class Fault(StrEnum):
    """Why an address is none for this person."""

    SYNTAX = "syntax"
    PLACEHOLDER = "placeholder"
    DOMAIN = "domain"
    ROLE = "role"
    NAME = "name"


def normal(email: str) -> str | None:
    """The address in one spelling; None for what is no address (RFC 5321 and 5322, by email-validator)."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return None


def fault(email: str, person: Wanted, *, shared: bool = False) -> Fault | None:
    """What is wrong with an address, if anything is. `shared` ones have to be a role's, others must not."""
    address = normal(email)
    if address is None:
        return Fault.SYNTAX
    local, _, domain = address.partition("@")
    checks: Mapping[Fault, Callable[[], bool]] = {
        Fault.PLACEHOLDER: lambda: is_placeholder(local, domain, person),
        Fault.DOMAIN: lambda: not belongs(domain, person),
        Fault.ROLE: lambda: is_role(local) is not shared,
        Fault.NAME: lambda: not shared and not fits(local, person.first, person.last),
    }
    return next((each for each, wrong in checks.items() if wrong()), None)


def is_placeholder(local: str, domain: str, person: Wanted) -> bool:
    """Whether an address only stands for one. Somebody may be called like one: theirs is none."""
    if domain in _SAMPLE_DOMAINS:
        return True
    return _PLACEHOLDERS.fullmatch(local) is not None and not fits(local, person.first, person.last)


def is_role(local: str) -> bool:
    """Whether a mailbox is a task's or a team's."""
    return re.sub(r"[._-]|\d+$", "", local.partition("+")[0]) in _roles()


@cache
def _roles() -> frozenset[str]:
    lines = (files(__package__) / "role_mailboxes.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def belongs(domain: str, person: Wanted) -> bool:
    """Whether a domain is the company's: the known one or one below it, else one that has its name.

    What lies above the known one has to have its name, too: it may be a registry's (`co.uk`).
    """
    known = person.domain
    if not is_company(domain):
        return False
    if known and (domain == known or domain.endswith(f".{known}")):
        return True
    return (not known or known.endswith(f".{domain}")) and _is_named(domain, person.company)


def _is_named(domain: str, name: str) -> bool:
    """Whether a domain has a company's name, with or without its legal form."""
    company = re.sub(r"[^a-z0-9]", "", _LEGAL.sub(" ", plain(name)))
    labels = {re.sub(r"[^a-z0-9]", "", label) for label in domain.split(".")[:-1]}
    whole = re.sub(r"[^a-z0-9]", "", plain(name))
    return len(company) >= _SHORTEST and bool(labels & {company, whole})
