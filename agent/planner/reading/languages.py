"""Goals in German, French and Spanish, read by way of the English phrases that they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from agent.planner.goal import Language
from agent.planner.reading.data import compiled, table
from agent.planner.reading.folding import folded, folded_pattern
from agent.planner.reading.glossaries import NAMES, Glossary, glossaries
from agent.planner.reading.tongues import english, unread

_SOMEBODY = "managers"
"""Stands in the English for whoever is looked for, so that the sentence keeps its shape."""
_CUE, _ROLE = 3, 2
"""How much more than a word that is only likely they say about the language."""
_LIKELY = 2
"""Likely words that are enough where nothing else tells."""
_SPARSE = 3
"""One word in so many that is English does not make a text English."""
_ENOUGH = 400
"""Characters that tell a language."""
_TELLING = 4
"""Letters that a word must have to tell a language by itself."""
_LETTERS = re.compile(r"[a-z]{3,}")
_GROUP = re.compile(r"\\g<(\w+)>|\\(\d)")
_INFLECTED = re.compile(r"(?<=er|or|ur)(?:innen|in|n|s)$")

Meaning = Callable[[re.Match[str], str], str]


class Spoken(NamedTuple):
    """A text in English words, the titles and businesses of the original, and its language.

    The language is None where it is none that is read.
    """

    text: str
    titles: tuple[str, ...] = ()
    local: str | None = None
    language: Language | None = Language.ENGLISH


def in_english(text: str) -> Spoken:
    """The text with the phrases replaced of the language that it is in, if that is one we know."""
    bare = folded(text)
    least = max(english(text), 1)
    heard = [_heard(language, bare) for language in glossaries()]
    if max(heard) <= least and least * _SPARSE <= len(bare.split()):
        heard = [said + _glossed(language, bare) for said, language in zip(heard, glossaries(), strict=True)]
    most = max(heard)
    language = glossaries()[heard.index(most)]
    if unread(text) > max(most, least):
        return Spoken(text, language=None)
    if most < least or (most == least and not _cues(language, bare)):
        return Spoken(text)
    return _translated(text, language)


def roles(text: str) -> tuple[str, ...]:
    """The titles in a text that says nothing else of its language."""
    found = (match for language in glossaries() for match in language.roles.finditer(folded(text)))
    return tuple(dict.fromkeys(text[slice(*match.span())] for match in found))


def _translated(text: str, language: Glossary) -> Spoken:
    titles = tuple(
        dict.fromkeys(text[slice(*match.span())] for match in language.roles.finditer(folded(text)))
    )
    business = language.businesses.search(folded(text))
    local = text[slice(*business.span())] if business else None
    text = _replaced(text, language.businesses, lambda found, _: language.local[_number(found)])
    text = _replaced(text, language.roles, lambda _, __: _SOMEBODY)
    for pattern, template in language.reorder:
        text = _replaced(text, pattern, partial(_expanded, template))
    meant = _replaced(
        " ".join(text.split()), language.phrases, lambda found, _: language.english[_number(found)]
    )
    return Spoken(" ".join(meant.split()), titles, local, language.name)


def _replaced(text: str, pattern: re.Pattern[str], meaning: Meaning) -> str:
    """The text with what a pattern finds replaced, whatever its accents."""
    parts, at = [], 0
    for found in pattern.finditer(folded(text)):
        parts += [text[at : found.start()], meaning(found, text)]
        at = found.end()
    return "".join((*parts, text[at:]))


def _expanded(template: str, found: re.Match[str], text: str) -> str:
    """A template with the groups as they stand in the text."""
    said = _GROUP.sub(lambda group: text[slice(*found.span(group[1] or int(group[2])))], template)
    return f" {said} " if template[-1] != " " and "\\1" not in template else said


def _heard(language: Glossary, bare: str) -> int:
    """How much of a text speaks for a language; nothing where hardly a word does."""
    roles = sum(1 for said in (language.roles, language.businesses) for _ in said.finditer(bare))
    likely = sum(len(word.findall(bare)) for word in language.likely)
    sure = _CUE * _cues(language, bare) + _ROLE * roles
    return sure + likely if sure or likely >= _LIKELY else 0


def _glossed(language: Glossary, bare: str) -> int:
    """How many phrases of a language are there that are not said in English as well."""
    phrases = language.phrases.finditer(bare, 0, _ENOUGH)
    found = (word for match in phrases for word in match[0].lower().split())
    return _ROLE * sum(len(word) >= _TELLING and word not in _said_in_english() for word in found)


@cache
def _said_in_english() -> frozenset[str]:
    """The words that the English rules are made of."""
    listed = " ".join(str(table(name)) for name in ("tasks", "origins", "people", "limits"))
    return frozenset(_LETTERS.findall(listed.lower()))


def _cues(language: Glossary, bare: str) -> int:
    return sum(1 for cue in language.cues for _ in cue.finditer(bare))


def _number(found: re.Match[str]) -> int:
    """Which of many phrases was found, by the name of its group."""
    return int((found.lastgroup or "p0")[1:])


def as_on_profiles(title: str) -> str | None:
    """The title in the singular, as people have it on their profiles, if it is one of another language."""
    for role, singular in _singulars():
        if role.fullmatch(folded(title)):
            first = singular.split() if singular else []
            said = " ".join((*first, *title.split()[len(first) :]))
            return said if singular else _INFLECTED.sub("", said)
    return None


@cache
def _singulars() -> tuple[tuple[re.Pattern[str], str | None], ...]:
    roles = [item for name in NAMES for item in table(name.value)["roles"].items()]
    return tuple((compiled([folded_pattern(role)])[0], singular) for role, singular in roles)
