"""Goals in German, French and Spanish, read by way of the English phrases that they mean."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from agent.planner.goal import Language
from agent.planner.reading.data import compiled, table

_NAMES = (Language.GERMAN, Language.FRENCH, Language.SPANISH)
_LATIN = re.compile(r"[a-zà-ÿœßšžčřłąęśźżńćőűğış]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SOMEBODY = "managers"
"""Stands in the English for whoever is looked for, so that the sentence keeps its shape."""
_FEWEST = 3
"""Words that a text must have before it is taken for a foreign one."""


class Spoken(NamedTuple):
    """A text in English words, the titles of the original, and its language as far as it shows."""

    text: str
    titles: tuple[str, ...] = ()
    language: Language = Language.ENGLISH


class _Language(NamedTuple):
    name: Language
    cues: tuple[re.Pattern[str], ...]
    likely: tuple[re.Pattern[str], ...]
    roles: re.Pattern[str]
    phrases: re.Pattern[str]
    english: tuple[str, ...]


def in_english(text: str) -> Spoken:
    """The text with the phrases replaced of the language that it is in, if that is one we know."""
    language = max(_languages(), key=lambda language: _heard(language, text))
    if not _heard(language, text):
        return Spoken(text)
    titles = tuple(dict.fromkeys(match[0] for match in language.roles.finditer(text)))
    text = language.roles.sub(_SOMEBODY, text)
    meant = language.phrases.sub(lambda found: _meant(language, found), text)
    return Spoken(meant, titles, language.name)


def _heard(language: _Language, text: str) -> int:
    """How much of a text speaks for a language; nothing without a cue, whatever else is likely."""
    cues = sum(len(cue.findall(text)) for cue in language.cues)
    return cues and cues + sum(len(word.findall(text)) for word in language.likely)


def _meant(language: _Language, found: re.Match[str]) -> str:
    """The English for a phrase, by the number in the name of its group."""
    return language.english[int((found.lastgroup or "p0")[1:])]


def as_on_profiles(title: str) -> str | None:
    """The title in the singular, as people have it on their profiles, if it is one of another language."""
    for role, singular in _singulars():
        if role.fullmatch(title):
            first = singular.split() if singular else []
            return " ".join((*first, *title.split()[len(first) :]))
    return None


def is_foreign(text: str) -> bool:
    """Whether a text is in another language: in another script, or without any everyday English word."""
    letters = [char for char in text if char.isalpha()]
    if sum(_LATIN.match(char) is None for char in letters) * 2 > len(letters):
        return True
    words = [word.lower() for word in _WORD.findall(text)]
    return len(words) >= _FEWEST and not _everyday().intersection(words)


@cache
def _everyday() -> frozenset[str]:
    return frozenset(table("languages")["english"])


@cache
def _singulars() -> tuple[tuple[re.Pattern[str], str | None], ...]:
    roles = [item for name in _NAMES for item in table("languages")[name]["roles"].items()]
    return tuple((compiled([role])[0], singular) for role, singular in roles)


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(_language(name, table("languages")[name]) for name in _NAMES)


def _language(name: Language, spec: dict[str, Any]) -> _Language:
    phrases = [(phrase, english) for english, phrases in spec["said"].items() for phrase in phrases]
    phrases.sort(key=lambda pair: len(pair[0]), reverse=True)
    return _Language(
        name=name,
        cues=compiled(spec["cues"]),
        likely=compiled(table("languages")["likely"][name.value]),
        roles=compiled([f"(?:{'|'.join(spec['roles'])})"])[0],
        phrases=compiled(["|".join(f"(?P<p{at}>{phrase})" for at, (phrase, _) in enumerate(phrases))])[0],
        english=tuple(english for _, english in phrases),
    )
