"""Words that ask for research, in English, German, Spanish and French: pure."""

from __future__ import annotations

import re
from functools import cache

from agent.pages.text import fold
from agent.research.depth import Depth
from agent.tables import shipped

_POLITE = (
    r"(?:(?:please|pls|hey|hi|ok|okay|now|and|leadsmith|bitte|por favor|stp|s'il te plaît|can you|could "
    r"you|would you|kannst du|"
    r"puedes|peux-tu|i want you to|i'd like you to|let's|go|do|run|start|make|give me|mach|hazme|fais)[ ,]+)*"
)
_HOW = (
    r"(?:(?:a|an|some|the|eine?|una?|une)\s)?(?:(?:quick|fast|short|brief|standard|normal|deep|deeper|thorough|full|in-depth|"
    r"detailed|complete|schnelle?|kurze?|gründliche?|tiefe?|rápida|profunda|rapide|approfondie)\s)*"
)
_STRONG = re.compile(
    rf"{_POLITE}{_HOW}(?:research(?:\s(?:on|about|into|for))?|deep[- ]dive(?:\s(?:on|into))?|"
    rf"dig\s(?:deeper\s)?into|background\scheck\son|"
    r"recherchiere?(?:\s(?:zu|über|nach))?|recherche\s(?:zu|über|sur)|investiga(?:\s(?:a|sobre))?|"
    r"renseigne-toi\ssur|fais\sdes\srecherches\ssur)\s+(?P<who>.+)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"{_POLITE}(?:what\s(?:do|can)\s(?:you|we)\s(?:know|find\sout|tell\sme)\s(?:about|on)|look\s(?:into|up)|find\sout\s(?:more\s|everything\s)?about|"
    r"what\s(?:is|'s)\s(?:known\s)?(?:about|on)\sthe\scompany|tell\sme\s(?:more\s|all\s|everything\s)?about|check\sout|"
    r"was\sweißt\sdu\süber|was\swissen\swir\süber|erzähl\smir\s(?:mehr\s)?(?:über|von)|qué\s(?:sabes|sabemos)\s(?:de|sobre)|"
    r"que\s(?:sais-tu|savons-nous)\s(?:sur|de))\s+(?P<who>.+)",
    re.IGNORECASE,
)
DEEPER = re.compile(
    r"(?:please |ok |and |now )*(?:research (?:it |that |this |him |her |them )?(?:deeper|more deeply|"
    r"further|in depth|more)"
    r"|(?:dig|go|look) deeper(?: (?:into|on) (?:it|that|this|him|her|them))?|deeper|more research)[ .!?]*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]+(?:quickly|deeply|in depth|in detail|thoroughly|please|pls|for me|now|properly|a bit|bitte|"
    r"genau|gründlich|por favor|"
    r"a fondo|en détail|s'il te plaît)$",
    re.IGNORECASE,
)
_QUICK = re.compile(r"\b(?:quick|quickly|fast|short|brief|schnell\w*|kurz\w*|rapid\w*|rapide\w*)\b")
_DEEP = re.compile(
    r"\b(?:deep|deeply|deeper|thorough\w*|in[- ]depth|in detail|detailed|full|complete|everything|"
    r"grundlich\w*|tief\w*|a fondo|"
    r"profund\w*|approfondi\w*|en detail)\b"
)
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ONE = r"(?:\s(?:one|lead|person|contact|company))?"
_PLACE = re.compile(
    rf"(?:the\s)?(?P<word>{'|'.join(_PLACES)}){_ONE}|(?:number|no\.?|#|lead)\s?(?P<number>\d{{1,2}})",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"(?:it|him|her|that|this)|(?:that|this|the)\s(?:one|lead|person|contact|company|guy|woman|man)",
    re.IGNORECASE,
)
COMPANY = "company "
_CALLED = re.compile(
    r"^(?:the\s)?(?:(?P<company>company|firm)|site|website|lead|person)\s(?=[^\s\d])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*")
_AT = frozenset(
    {
        "at",
        "from",
        "of",
        "von",
        "bei",
        "de",
        "chez",
        "van",
        "der",
        "den",
        "la",
        "le",
        "del",
        "di",
        "da",
        "al",
        "el",
        "y",
    }
)
_MOST_WORDS = 8


@cache
def _others() -> frozenset[str]:
    """Words that no name has."""
    return frozenset(shipped(__package__, "research.yaml")["others"])


def asked_of(text: str) -> tuple[str, bool]:
    """Whom or what is asked about, in the person's words, and whether research is named; empty for none.

    A company that is called one has `COMPANY` before its name.
    """
    bare = " ".join(text.split()).strip(" .!?¿¡")
    for form, strong in ((_STRONG, True), (_ASKED, False)):
        found = form.fullmatch(bare)
        if found is not None:
            who = found["who"].strip(" .,!?:“”\"'")
            while (shorter := _TAIL.sub("", who)) != who:
                who = shorter
            return _CALLED.sub(lambda said: COMPANY if said["company"] else "", who), strong
    return "", False


def depth_of(text: str) -> Depth:
    """How thoroughly; standard where nothing is said."""
    plain = fold(text)
    if _DEEP.search(plain):
        return Depth.DEEP
    return Depth.QUICK if _QUICK.search(plain) else Depth.STANDARD


def pointed_at(who: str) -> str | None:
    """A place in the list as a digit, or `that`; None for a name."""
    place = _PLACE.fullmatch(who)
    if place is not None:
        return place["number"] or str(_PLACES.index(place["word"].lower()) + 1)
    return "that" if _THAT.fullmatch(who) else None


def is_name(who: str, *, strong: bool) -> tuple[str, float] | None:
    """Whether these words are the name of somebody, or of a company, and how sure that is."""
    words = who.split()
    if len(words) > _MOST_WORDS or not all(_WORD.fullmatch(each) for each in words):
        return None
    said = {each.lower() for each in words}
    if said & _others():
        return None
    capitals = all(each[0].isupper() or each.lower() in _AT for each in words) and words[0][0].isupper()
    if capitals:
        return who, (0.9 if strong else 0.75) if len(words) > 1 else (0.7 if strong else 0.5)
    return (who, 0.6) if strong and len(words) in {2, 3} else None
