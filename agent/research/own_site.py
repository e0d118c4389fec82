"""Which result of a search is surely a company's own site: pure, and rather none than a namesake's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.discovery.candidates import is_same
from agent.discovery.source import Result
from agent.leads.suppression import bare
from agent.pages.text import clean, fold
from agent.pages.urls import company_domain, is_registered, main_of

_PARTS = re.compile(r"\s+[|–—·•:-]+\s+|: |, ")
_INITIALS = re.compile(r"\b(?:\w\.){1,3}\w\b\.?")
"""Legal forms with points: S.A., B.V., S.p.A."""
_WORD = re.compile(r"[^\W_]+")
_MORE_FORMS = frozenset(
    "aps eg eurl ev haftungsbeschraenkt haftungsbeschrankt kgaa ltda mbh ohg sro ug".split()  # noqa: SIM905
)
"""Legal forms at the end of a name, besides those that identify people's employers."""
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def own_site(company: str, results: Sequence[Result]) -> str:
    """The domain of a company's own site; empty where none fits, and where two that are no one's alike do.

    One fits where the domain is made of the company's name and nothing else, with or without its legal form,
    and a part of the result's title is that name.
    """
    fitting: list[str] = []
    for result in results:
        found = company_domain(result.url)
        domain = main_of(found) if found is not None else ""
        fits = is_registered(domain) and _is_made_of(domain, company) and _is_titled(result.title, company)
        if domain and fits and not any(is_same(domain, each) for each in fitting):
            fitting.append(domain)
    return fitting[0] if len(fitting) == 1 else ""


def may_be(company: str, called: str) -> bool:
    """Whether a site that calls itself so may be the company's: one name is the other, or begins with it."""
    pairs = ((one, other) for one in _names(company) for other in _names(called))
    return any(f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ") for one, other in pairs)


def _is_made_of(domain: str, company: str) -> bool:
    label = domain.partition(".")[0].replace("-", " ")
    made = {name.replace(" ", "") for name in (*_names(company), *_spellings(company))}
    return not made.isdisjoint(each.replace(" ", "") for each in (label, _without_forms(label)))


def _is_titled(title: str, company: str) -> bool:
    wanted = _names(company)
    return any(wanted & _names(part) for part in (title, *_PARTS.split(clean(title))))


def _names(text: str) -> frozenset[str]:
    """The name's words without legal forms, in every spelling."""
    return frozenset(filter(None, map(_without_forms, _spellings(text))))


def _spellings(text: str) -> frozenset[str]:
    """A name's words in lower case and without accents, with “&” and umlauts as they may be written."""
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), clean(text))
    written = {plain.replace("&", word) for word in (" ", " and ", " und ", " et ", " y ")}
    both = {*written, *(each.translate(_SPELLED) for each in written)}
    apart = (each.replace("'", "").replace("’", "") for each in both)
    return frozenset(" ".join(_WORD.findall(fold(each))) for each in apart)


def _without_forms(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[-1] in _MORE_FORMS:
        words.pop()
    shorter = bare(" ".join(words)).strip()
    return shorter if shorter == name else _without_forms(shorter)
