"""Whom to contact at a company: of those whom its pages name, those who decide first. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.evidence.lexicon import languages_of
from agent.icp.profile import Signal
from agent.pages.text import fold
from agent.prospecting.parts import Contact

MOST = 3
"""People of one company who become leads."""
_SENIOR = re.compile(
    r"\b(?:c[efimoprst]o|ciso|chief|(?:co-?)?founder|owner|president|vp|vice president|partner|head"
    r"|managing director|director|geschaftsfuhr\w*|vorstand\w*|inhaber\w*|(?:mit)?grunder\w*|prokurist\w*"
    r"|\w*leiter(?:in)?|director[a]?|gerente|jef[ea]|(?:co-?)?fundador[a]?|propietari[oa]"
    r"|directeur|directrice|gerant[e]?|responsable|(?:co-?)?fondateur|(?:co-?)?fondatrice|pdg)\b"
)
"""Words of titles of those who decide, folded, in the four languages that pages are read in."""


_STAFF = re.compile(r"\bproduct owners?\b|\b(?:business )?partner managers?\b|\bbusiness partners?\b")
"""Titles with such a word, of people who do not decide."""


def chosen(signals: Sequence[Signal], titles: Sequence[str]) -> list[Contact]:
    """The people of a company's pages, each once: the profile's titles first, then the senior ones."""
    people: dict[str, Contact] = {}
    ranks: dict[str, int] = {}
    for signal in signals:
        key = fold(signal.value)
        if signal.field != "person" or key in people:
            continue
        wanted, senior = is_wanted(signal.title, titles), is_senior(signal.title)
        ranks[key] = 2 * wanted + senior
        people[key] = Contact(
            signal.value, signal.title, profile=signal.profile, source=signal.url, decides=wanted or senior
        )
    return sorted(people.values(), key=lambda person: -ranks[fold(person.name)])


def is_wanted(title: str, titles: Sequence[str]) -> bool:
    """Whether a title is one of these, in whatever language."""
    return any(_is(fold(title), fold(each)) for each in titles if each.strip())


def _is(title: str, wanted: str) -> bool:
    """Whether a title has the wanted one in it, word for word or by what it means."""
    own = title if _STAFF.search(wanted) else _STAFF.sub(" ", title)
    means = {fold(meaning) for meaning, _ in languages_of("titles").find(own)}
    return wanted in means or re.search(rf"(?<!\w){re.escape(wanted)}(?:s|in|innen)?(?!\w)", own) is not None


def is_senior(title: str) -> bool:
    """Whether somebody of this title usually decides."""
    return _SENIOR.search(_STAFF.sub(" ", fold(title))) is not None
