"""Recognising people who were deleted on request, by fingerprints that nobody can be read from."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from agent.leads import normal
from agent.leads.calling import Called
from agent.leads.draft import Key, draft_values, own_keys
from agent.pages.urls import company_domain
from storage.folding import folded
from storage.repositories import Repositories

_AT_ONCE = 250
_FORMS = frozenset(
    {
        "ab",
        "ag",
        "as",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "gmbh",
        "inc",
        "incorporated",
        "kg",
        "limited",
        "llc",
        "llp",
        "ltd",
        "nv",
        "oy",
        "plc",
        "pty",
        "sa",
        "sarl",
        "sas",
        "se",
        "sl",
        "spa",
        "srl",
    }
)
"""Legal forms at the end of a company's name, folded: "Acme" and "Acme Inc." employ the same people."""


def identities(values: Mapping[str, str]) -> list[str]:
    """The ways in which a lead's values tell who it is.

    These are profile and e-mails, and the name together with the company or its domain.
    """
    places = (values.get("company"), *sites_of([values.get("website", ""), values.get("email", "")]))
    named = [each for place in places for each in _at(values.get("name"), place)]
    return list(dict.fromkeys([*(_identity(key) for key in own_keys(values)), *named]))


def identities_of(person: Called, keys: Iterable[Key]) -> list[str]:
    """All the ways in which a person was ever known, by keys or by what was only said of them."""
    places = (*person.companies, *sites_of([*person.sites, *person.addresses]))
    named = [each for name in person.names for place in places for each in _at(name, place)]
    own = [*(key for key in keys if key[0] != "row"), *_keys_of(person.addresses)]
    return list(dict.fromkeys([*map(_identity, own), *named]))


def _keys_of(addresses: Iterable[str]) -> Iterator[Key]:
    """What addresses would recognise somebody by; a mailbox that several people read says nothing."""
    for each in addresses:
        email, profile = normal.email(each), normal.profile(each)
        if email is not None and not normal.is_shared(email):
            yield "email", email
        if profile is not None:
            yield "profile", profile


def fingerprint(salt: bytes, identity: str) -> str:
    """HMAC-SHA-256 (RFC 2104) under the workspace's salt, in hex."""
    return hmac.digest(salt, identity.encode(), "sha256").hex()


async def suppress(repos: Repositories, person: Called, keys: Iterable[Key], at: datetime) -> None:
    """Recognise this person from now on, only to leave them out."""
    salt = await repos.suppressions.salted()
    await repos.suppressions.add([fingerprint(salt, each) for each in identities_of(person, keys)], at)


async def suppressed(repos: Repositories, lines: Sequence[Mapping[str, str]]) -> set[int]:
    """The places of those lines of a result that tell of somebody who was deleted."""
    return await forgotten(repos, [draft_values(line) for line in lines])


async def forgotten(repos: Repositories, people: Sequence[Mapping[str, str]]) -> set[int]:
    """The places of those people (a lead's values by field) who were deleted."""
    salt = await repos.suppressions.salt()
    if salt is None:
        return set()
    found: set[int] = set()
    # Some at a time: a long list must not keep everybody else waiting.
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        of_each = [{fingerprint(salt, each) for each in identities(values)} for values in some]
        gone = await repos.suppressions.among(set().union(*of_each))
        found |= {start + place for place, fingerprints in enumerate(of_each) if fingerprints & gone}
    return found


async def deleted_among(repos: Repositories, people: Sequence[Mapping[str, str]]) -> list[Called]:
    """Those of these people who were deleted: what they are called, so that texts can leave it out."""
    return [_called(people[number]) for number in sorted(await forgotten(repos, people))]


def sites_of(addresses: Iterable[str]) -> list[str]:
    """The companies' own domains in websites and e-mail addresses."""
    found = (company_domain(each) for each in addresses if each)
    return list(dict.fromkeys(each for each in found if each is not None))


def _called(values: Mapping[str, str]) -> Called:
    filled = {field: (value,) for field, value in values.items() if value}
    addresses = (*filled.get("email", ()), *filled.get("profile_url", ()))
    return Called(names=filled.get("name", ()), addresses=addresses, companies=filled.get("company", ()))


def _identity(key: Key) -> str:
    return ":".join(key)


def _at(name: str | None, company: str | None) -> list[str]:
    """The name at the company, as it is written and without its legal form."""
    one, other = folded(name), folded(company)
    if one is None or other is None:
        return []
    return [f"name:{one}|{each}" for each in dict.fromkeys((other, bare(other)))]


def bare(company: str) -> str:
    """A folded name without the legal forms at its end; one that is nothing else stays."""
    words = company.split()
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return f" {' '.join(words)} "
