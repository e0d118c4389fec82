"""What a message asks of what is already there, as a typed query that may go on with an earlier one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.planner.goal import Language
from agent.planner.reading import languages
from agent.planner.reading.places import is_place
from agent.questions.pieces import pieces
from agent.questions.query import LeadQuery, Query, Reading
from agent.questions.read import read
from agent.questions.refine import refine
from agent.questions.rest import said
from agent.tables import shipped
from agent.tools.heard import Heard
from agent.tools.tongues import in_english
from agent.tools.tool import PERHAPS, SURE

_FRAGMENT = re.compile(
    r"(?:by|per|as|in|at|from|with|without|sort\w*|order\w*|group\w*|since|last|this|yesterday|today"
    r"|export|(?:the )?(?:oldest|newest)|csv|excel|alphabetic\w*|(?:only|just|nur) |(?:(?:show|give"
    r"|list)(?: me| us)? )?(?:the )?(?:first|last|top) \d+"
    r"|(?:is|are) there (?:an? |any |some )?|for|anyone|anybody|jemand\w*|how many|which|who|wer|für"
    r"|pour|auf|par|nach"
    r"|als|mit|ohne|seit|letzte\w*|diese\w*|gestern|heute)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:them|those|these|they|their|it|that|this|same|ones?|davon|diese[rnms]?|deren)\b", re.IGNORECASE
)
_OF_THEM = re.compile(
    r"\b(?:(?:of|from|among|von|unter) (?:them|those|these|denen|ihnen)|davon)\b", re.IGNORECASE
)
_THOSE = re.compile(
    r"\b(?:those|these|the same|diese[rnms]?|that) (?:leads?|people|contacts|prospects|results)\b",
    re.IGNORECASE,
)
_ABOUT_ONE = re.compile(
    r"^(?:(?:so|hey|and|ok) )*(?:what(?:'s| is| has)? (?:happened|happening|about|new|up|the status)"
    r"(?: of| with| to)?|how(?:'s| is| about)|tell me (?:more )?about|any news (?:on|about|from|of)"
    r"|what do (?:we|you|i) (?:know|have)(?: about| on)?|who (?:is|was|'s))"
    r" (?:that|the|this|our|my) (?:leads?|contacts?|prospects?|persons?|guy|woman|man|people)"
    r" (?P<rest>(?:from|at|in|of|with)\b.{1,60}?)(?: doing| again| please)?[?.! ]*$",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?:(?:so|hey|hi|hello|ok|okay|please|pls|well|leadsmith|sag mal|du|btw"
    r"|quick question|hallo|can you|could you)[ ,:]+)+(?=\w+ \w+)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:(?:the|all|les|los|die|alle) )?leads? (?:in|from|at|aus|bei|von|à|chez|de|en) "
    r"(?!my\b|our\b|mine|mein|unser|diese|that\b|this\b|last\b)[^\d]+",
    re.IGNORECASE,
)
"""Only leads of a place or company: of those that are there, or new ones?"""
_TRADE = re.compile(
    r"(?:the )?(?P<trade>[^\W\d_]{4,}) (?:in|near|around|from|aus|à|en"
    r"|de) (?P<place>[A-ZÄÖÜÉ][^\d,;:]{2,30})"
)
"""Only a trade and a place, “plumbers in Leeds”: of those that are there, or new ones?"""
_ANEW = re.compile(
    r"(?i:and|what about|how about|(?:and |now |ok )*(?:the )?same(?: again| thing)? (?:for|with|at)|und"
    r"|et|y)(?i: for)?"
    r" (?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,2})(?i: please| too| as well)?"
)
_LONGEST = 8
"""Words of a message that goes on with a question of another thread."""
_FRAGMENT_WORDS = 5
_ELLIPTIC = re.compile(
    r"how many|by|per|as (?:an? )?(?:csv|file|excel)|csv|(?:sort|group|order)(?:ed)?|newest|oldest"
    r"|alphabetical",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def asked(heard: Heard) -> Reading | None:
    """The query of a message, in whichever language; None when it asks nothing of the kind."""
    one = _ABOUT_ONE.match(heard.plain)
    if one is not None:
        return _asked(heard, f"show my leads {one['rest']}")
    said_so = otherwise(heard.plain)
    if _BARE.fullmatch(said_so.rstrip("?!. ")):
        said_so = f"show {said_so}"
    found = _asked(heard, said_so)
    if found is None and (bare := _of_trade(heard)) is not None:
        return bare
    english = in_english(heard.plain)
    if english is None or (found is not None and found.confidence >= SURE):
        return found
    if _BARE.fullmatch(english):
        english = f"show {english}"
    other = _asked(heard, otherwise(english))
    best = max(filter(None, (found, other)), key=lambda each: each.confidence, default=None)
    return best or _perhaps(heard)


def _of_trade(heard: Heard) -> Reading | None:
    """People of a trade at a place, when nothing says what to do with them: it is asked about."""
    named = _TRADE.fullmatch(heard.plain.strip(" ?!."))
    if named is None or not is_place(named["place"]) or heard.memory.turns or pieces(named["trade"]).asks:
        return None
    query = LeadQuery(titles=(named["trade"],), places=(named["place"],))
    return Reading(query=query, confidence=PERHAPS)


def _perhaps(heard: Heard) -> Reading | None:
    """What the words may ask for in the English that goals are read in: it is asked about."""
    spoken = languages.in_english(heard.plain)
    if spoken.language is Language.ENGLISH:
        return None
    found = _asked(heard, otherwise(spoken.text))
    return found.model_copy(update={"confidence": PERHAPS}) if found is not None else None


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is said for what the reader of questions knows."""
    pairs = shipped(__package__, "otherwise.yaml")
    return tuple((re.compile(said_so, re.IGNORECASE), meant) for said_so, meant in pairs)


def otherwise(text: str) -> str:
    """The same in the words that the reader of questions knows."""
    mark = re.search(r"[?!. ]*$", text)
    text = _COURTESY.sub("", text.strip().rstrip("?!. "))
    for pattern, meant in _table():
        text = pattern.sub(meant, text.strip())
    return f"{text}{mark[0].strip() if mark else ''}"


def _asked(heard: Heard, text: str) -> Reading | None:
    """Under a plan that waits for its author, only a question that is sure is none of its feedback."""
    memory = heard.memory
    if memory.feedback:
        return _sure(read(text))
    last = memory.question()
    if last is not None:
        query, here = last
        if _OF_THEM.search(text) and (of_them := _sure(refine(query, f"and {text}"))) is not None:
            return of_them
        text = _THOSE.sub("them", text)
        return (refine(query, text) or read(text)) if here else _going_on(query, text)
    of_thread = memory.of_thread
    if of_thread is not None:
        return read(text) or _sure(refine(of_thread, text))
    planned = memory.turns and memory.turns[0].tool == "plan_goal"
    return read(text) or (None if planned else _going_on_with_nothing(text))


def _going_on_with_nothing(text: str) -> Reading | None:
    """What would go on with a question (“and in Munich?”), had there been one: it is asked about."""
    bare = text.strip(" ?!.")
    if len(bare.split()) > _FRAGMENT_WORDS or not (said("refine").match(bare) or _ELLIPTIC.match(bare)):
        return None
    refined = refine(LeadQuery(), bare)
    return refined.model_copy(update={"confidence": PERHAPS}) if _sure(refined) and refined else None


def _going_on(last: Query, text: str) -> Reading | None:
    """A message of its own that goes on with an earlier question: it says so, or it is but a part of one."""
    whole = read(text)
    goes_on = said("refine").match(text.strip()) or _POINTS.search(text)
    count = len(text.split())
    fragment = count <= _FRAGMENT_WORDS and _FRAGMENT.match(text.strip())
    if count > _LONGEST or not (goes_on or fragment):
        return whole
    refined = refine(last, text) or _of_company(last, text)
    if refined is None or (whole is not None and whole.confidence >= refined.confidence):
        return whole
    return refined


def _of_company(last: Query, text: str) -> Reading | None:
    """“Same for Bayer”, where the last question was about a company."""
    named = _ANEW.fullmatch(text.strip(" ?!."))
    if named is None or not isinstance(last, LeadQuery) or not last.companies:
        return None
    return refine(last, f"and at {named['name']}")


def _sure(reading: Reading | None) -> Reading | None:
    return reading if reading is not None and reading.confidence >= SURE else None
