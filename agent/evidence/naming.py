"""What looks like a person's name, and what like a job title."""

from __future__ import annotations

import re
from functools import cache

from agent.evidence.lexicon import languages_of, stopwords, table, tokens
from agent.evidence.signals.places import cities, countries

_PARTICLES = (
    "de|del|della|der|den|di|da|dos|du|van|von|vom|zu|zur|la|le|el|al|bin|ben|ibn|y|af|av|ter|ten|d'|st\\."
)
_PART = r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-ŽŞŁİ][\w'’]*(?:-[A-ZÀ-ÞĀ-Ž]?[\w'’]+)*|[A-ZÀ-ÞĀ-Ž]\.|[A-ZÀ-ÞĀ-Ž]{2,}))"
_NAME = re.compile(rf"{_PART}(?:\s+(?:{_PARTICLES})){{0,2}}(?:\s+(?:{_PARTICLES})?\s?{_PART}){{1,3}}")
_ADDRESSED = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|prof|dipl|ing|herr|frau|sr|sra|don|dona|m|mme)\b\.?[ -]*)+", re.IGNORECASE
)
_AFTER = re.compile(r",?\s+(?:MBA|PhD|Ph\.D\.|CPA|CFA|M\.?Sc\.?|B\.?Sc\.?|LL\.?M\.?|Jr\.?|Sr\.?|II|III)$")
_LONGEST_NAME, _LONGEST_TITLE = 50, 90
_WORDS_OF_TITLE = 10
_COMPOUND = 7
"""Letters that a compound which ends in a role has more than."""
_SEX = r"(?:[mwfdxhuvki*]|gn|div|all genders?|alle|a)"
_GENDER = re.compile(
    rf"\s*[\[(]\s?(?:{_SEX}(?:\s?[/|,.*-]\s?{_SEX})+|all genders?|gn\*?|alle geschlechter|a|d)\s?[\])]"
    rf"|[\s,–-]+[mwfhvd]\s?/\s?[mwfhvd](?:\s?/\s?[dxi])?(?=[\s,]|$)",
    re.IGNORECASE,
)


@cache
def _role_words() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    content = table("rolewords")
    endings = tuple(content["endings"].split())
    return frozenset(content["words"].split()), endings, frozenset(content["never"].split())


@cache
def title_parts() -> frozenset[str]:
    """Words of titles, by which nobody is called."""
    return frozenset(table("rolewords")["parts"].split())


def person_name(text: str) -> str | None:
    """The name, if the text is one and nothing else: 2–4 capitalised words, no title, place, company."""
    bare = _AFTER.sub("", _ADDRESSED.sub("", text.strip(" ,;:–—-·•|"))).strip()
    if len(bare) > _LONGEST_NAME or _NAME.fullmatch(bare) is None or any(each.isdigit() for each in bare):
        return None
    words = tokens(bare)
    if (
        (stopwords("no_person") | title_parts()) & set(words)
        or is_title(bare)
        or is_plural(bare)
        or cities().meaning(bare)
        or countries().meaning(bare)
    ):
        return None
    if languages_of("industries").meaning(bare) or languages_of("titles").meaning(bare):
        return None
    return bare if not (bare.isupper() and len(words) < 2) else None  # noqa: PLR2004 - one word is none


def is_title(text: str) -> bool:
    """Whether a text is a job title: short, no sentence, with a word that names what somebody is."""
    bare = without_gender(text).strip(" .,:;–—-·•|")
    words = tokens(bare)
    if any(mark in text for mark in ":|@;?!"):
        return False
    if (
        not words
        or len(bare) > _LONGEST_TITLE
        or len(words) > _WORDS_OF_TITLE
        or text.strip().endswith((".", "!", "?"))
    ):
        return False
    known, endings, never = _role_words()
    if words[0] in never and words[0] not in known:
        return False
    return any(
        word in known or (word.endswith(endings) and word not in endings and len(word) > _COMPOUND)
        for word in words
    )


def is_plural(title: str) -> bool:
    """Whether a title is of several: “plant managers” are no person's."""
    known, _, _ = _role_words()
    return any(
        word.endswith(end) and word.removesuffix(end) in known
        for word in tokens(title)
        for end in ("s", "es", "innen")
    )


def without_gender(text: str) -> str:
    """The title without “(m/w/d)”, and without the endings that stand for all genders."""
    return re.sub(r"(?:\*|:|/-?|_)in(?:nen)?\b", "", _GENDER.sub("", text)).strip()
