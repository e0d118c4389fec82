"""What a language is made of, out of its YAML file."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from agent.planner.goal import Language
from agent.planner.reading.data import compiled, table
from agent.planner.reading.folding import folded_pattern

NAMES = (Language.GERMAN, Language.FRENCH, Language.SPANISH)


class Glossary(NamedTuple):
    """The patterns of one language; `local` and `english` are what the businesses and phrases mean."""

    name: Language
    cues: tuple[re.Pattern[str], ...]
    likely: tuple[re.Pattern[str], ...]
    roles: re.Pattern[str]
    businesses: re.Pattern[str]
    local: tuple[str, ...]
    reorder: tuple[tuple[re.Pattern[str], str], ...]
    phrases: re.Pattern[str]
    english: tuple[str, ...]


@cache
def glossaries() -> tuple[Glossary, ...]:
    """Those of the languages that are read."""
    return tuple(_glossary_of(name, table(name.value)) for name in NAMES)


def _glossary_of(name: Language, spec: dict[str, Any]) -> Glossary:
    phrases, english = _phrases(spec["said"])
    businesses, local = _phrases(spec["locals"])
    return Glossary(
        name=name,
        cues=_compiled([*spec["cues"], *spec.get("verbs_last", [])]),
        likely=_compiled(table("languages")["likely"][name.value]),
        roles=_compiled([f"(?:{'|'.join(spec['roles'])})"])[0],
        businesses=businesses,
        local=local,
        reorder=(*map(_ordered, spec["reorder"]), *_verbs_first(spec.get("verbs_last", []))),
        phrases=phrases,
        english=english,
    )


def _phrases(said: dict[str, list[str]]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern for all phrases, the longest first, and what each means."""
    pairs = [(folded_pattern(phrase), meant) for meant, phrases in said.items() for phrase in phrases]
    pairs.sort(key=lambda pair: len(pair[0]), reverse=True)
    numbered = "|".join(f"(?P<p{at}>{phrase})" for at, (phrase, _) in enumerate(pairs))
    return compiled([numbered])[0], tuple(meant for _, meant in pairs)


def _compiled(phrases: list[str]) -> tuple[re.Pattern[str], ...]:
    return compiled([folded_pattern(phrase) for phrase in phrases])


def _ordered(pair: list[str]) -> tuple[re.Pattern[str], str]:
    return re.compile(folded_pattern(pair[0]), re.IGNORECASE), pair[1]


def _verbs_first(verbs: list[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Verbs at the end of a clause, moved to its beginning."""
    if not verbs:
        return ()
    said = folded_pattern("|".join(verbs))
    ends = r"\s*(?:$|[.,;:!?|()]|(?:und|oder|inkl|inklusive|samt|mit|ohne|aber|damit|bitte)\b)"
    clause = rf"(?P<x>[^.,;:!?|()]{{2,120}}?) (?P<v>{said})(?={ends})"
    joined = rf"(?<![\w@-])(?P<u>\s*(?:und|oder)\s)?{clause}"
    return ((re.compile(joined, re.IGNORECASE), r"\g<u> \g<v> \g<x>"),)
