"""Tools that are asked for in few ways are read by whole sentences: see phrases.yaml."""

from __future__ import annotations

import re
from functools import cache

from agent.planner.reading.talk import words_of
from agent.tables import shipped
from agent.tools.slips import mended

_COURTESY = re.compile(
    r"^(?:(?:actually|oh|sorry|wait|alright|right|well|good morning|morning|so|hey|hi|hello|ok|okay|and"
    r"|please|pls|can you|could you|would you|now|then|leadsmith|bitte"
    r"|kannst du|peux-tu|puedes|por favor) )+"
)
_WITHIN = ("list", "mine", "place")
"""Phrases that others are made of."""
_CLITICS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)-(?=(?:les?|la|l[oa]s|moi|nous)\b)"), " "),
    (
        re.compile(
            r"\b(añ[aá]de|agr[eé]ga|p[oó]n|incl[uú]ye|gu[aá]rda|ap[uú]nta|m[eé]te|qu[ií]ta|b[oó]rra"
            r"|elim[ií]na"
            r"|s[aá]ca|m[aá]rca|t[aá]cha)(?:me)?(l[oae]s?)\b"
        ),
        r"\1 \2",
    ),
)
"""“Ajoute-les” and “añádelos” are two words each."""
_REMARK = re.compile(
    r"(?:(?:so|hi|hey|hello|ok|okay|well|good morning|morning|hallo|bonjour|hola)[ ,!.]*)*"
    r"(?:(?:i|we|it|they|that|these|those|this|all of (?:them|these|those)|there|today|my|our|the (?:day"
    r"|week|morning|meeting)|finally|only|just|got|back|new|ich|wir|es"
    r"|heute|mein\w*|j|je|on|nous|il|aujourd|tengo|tenemos|es|hoy|estoy"
    r"|acabo)\b(?:'\w+)?.{0,80}?)?[,.!:;–-]+ *",
    re.IGNORECASE,
)
"""What somebody says of themselves first: “I've got a free hour, what should I work on?”"""
_NAMED = re.compile(r"\(\?P<\w+>")


def whole(name: str, text: str) -> re.Match[str] | None:
    """The phrase of this name, if that is all that a text says."""
    return _phrase(name).fullmatch(plain(text))


def said_last(name: str, text: str) -> re.Match[str] | None:
    """The phrase of this name, if that is all that a text says, or all but a remark before it."""
    remark = _REMARK.match(text.strip())
    alone = whole(name, text)
    return alone if alone is not None or remark is None else whole(name, text.strip()[remark.end() :])


def plain(text: str) -> str:
    """A text as the phrases have it."""
    said = _COURTESY.sub("", words_of(mended(text)).lower())
    for clitic, apart in _CLITICS:
        said = clitic.sub(apart, said)
    return said


def named(found: re.Match[str], name: str) -> str:
    """What the first group said whose name begins so; nothing for none."""
    return next((said for key, said in found.groupdict().items() if key.startswith(name) and said), "")


@cache
def _phrase(name: str) -> re.Pattern[str]:
    table: dict[str, str] = shipped(__package__, "phrases.yaml")
    said = table[name]
    for part in _WITHIN:
        said = said.replace(f"<{part}>", f"(?:{_NAMED.sub('(', table[part])})")
    return re.compile(said)
