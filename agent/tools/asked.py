"""What a message asks of what is already there, as a typed query that may go on with an earlier one."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.questions.query import Query, Reading
from agent.questions.read import read
from agent.questions.refine import refine
from agent.questions.rest import said
from agent.tools.heard import Heard
from agent.tools.tongues import in_english
from agent.tools.tool import SURE

_FRAGMENT = re.compile(
    r"(?:by|per|as|in|at|from|with|without|sort\w*|order\w*|group\w*|since|last|this|yesterday|today"
    r"|export|(?:the )?(?:oldest|newest)"
    r"|for|anyone|anybody|jemand\w*|how many|which|who|wer|für|pour|auf|par|nach|als|mit|ohne|seit|letzte\w*|diese\w*|gestern|heute)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:them|those|these|they|their|it|that|same|ones?|davon|diese[rnms]?|deren)\b", re.IGNORECASE
)
_OF_THEM = re.compile(r"\b(?:(?:of|from|among|von|unter) (?:them|those|these|denen|ihnen)|davon)\b", re.IGNORECASE)
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
_ANYONE = r"(?:any ?(?:one|body)|some ?(?:one|body)|a person|any people)"
_HAVE_WE = (
    r"(?:(?:do|did|have|had) (?:we|i|you)(?: (?:already|still|ever|currently|actually|even))*"
    r" (?:have|know|find|get|got|found|collected|saved|seen)(?: (?:already|yet|saved|found))*)"
)
_HABEN_WIR = (
    r"(?:(?:haben wir|hast du|habt ihr|hab(?:e|en)? (?:ich|wir)|kennen wir|gibt es bei uns)"
    r"(?: (?:schon|bereits|denn|eigentlich|überhaupt|noch|irgendwelche))*)"
)
_WHEN = r"(?:the |things )?(?:(?:this|last|past|previous) (?:week|month|quarter|year)|yesterday|today)\b"
_WANN = r"(?:(?:letzte|diese|vorige|vergangene)[rsnm]? (?:woche|monat|quartal|jahr)|gestern|heute)\b"
_COURTESY = re.compile(
    r"^(?:(?:so|hey|hi|hello|ok|okay|please|pls|well|leadsmith|sag mal|du|btw|quick question|hallo|can you|could you)[ ,:]+)+(?=\w+ \w+)",
    re.IGNORECASE,
)
_OTHERWISE = (
    (
        r"^(?:can|could|may) (?:i|we) (?:please )?(?:get|have|see)\b(?!.*\b(?:e-?mail|phone|number))",
        "show me",
    ),
    (rf"^{_HAVE_WE} (?:{_ANYONE}|people|(?:a )?contacts?)(?: already| yet| there)?(?= |$)", "show my people"),
    (rf"^{_HAVE_WE} (?:any |some |an? |the )?(?=\w)", "show my "),
    (rf"^(?:is|are) there (?:already )?{_ANYONE}(?= .*\b(?:our|my)\b)", "show my people"),
    (r"^(?:who|which people|anyone|anybody) (from|at) (.{2,40}?) (?:do|did|have) (?:we|i)(?: already)?(?: get| have| got| find| found| know)?(?= |$)", r"show my people \1 \2"),
    (r"^(?:are there |do we have |have we got )?any (.{2,40}?) (?:among|amongst|in) (?:our|my|the) (?:leads|contacts|list|database)\b", r"show my \1"),
    (r"^(?:and )?(?:the )?(?:ones|those) (with|without)$", r"and \1 an email"),
    (rf"^got {_ANYONE}(?= )", "show my people"),
    (rf"^{_HABEN_WIR} (?:jemand\w*|irgendwen|irgendjemand\w*|wen|leute|kontakte?|(?:et)?was (?=von|bei|zu)|leads?)(?= |$|(?<= ))", "zeig meine kontakte"),
    (rf"^{_HABEN_WIR} (?:einen? |die |den )?(?=\w)", "zeig meine "),
    (rf"^(welche \S.*?) (?:haben wir|hab\w* ich|kennen wir)(?: schon| bereits| denn| eigentlich)*(?= |$)", r"zeig meine \1"),
    (r"^(?:zeig meine )welche ", "zeig meine "),
    (r"^(?:from )?where (?:do|did|have|are) (?:all )?(?:my|our|these|the) leads (?:come|coming|came)(?: from)?(?: mostly| mainly)?", "my leads by source"),
    (r"^woher (?:kommen|stammen|kamen) (?:denn |eigentlich )?(?:meine|unsere|die) leads(?: her)?(?: meistens| hauptsächlich| vor allem)?", "meine leads nach quelle"),
    (r"^(?:break|split|group|divide|segment|sort|cluster)(?: down| up| out)? (?:all )?(?:my|our|the) leads(?: down| up| out)?(?= by| per)", "my leads"),
    (r"^(?:break|split|group|divide|segment|cluster)(?: down| up| out)? (?:them|those|these|it|that|this)(?: down| up| out)?(?= by| per)", ""),
    (r"^(?:are|is) there (?:any |some )?(?=leads?\b)", "show "),
    (r"^what did (?:we|i) do\b", "what happened"),
    (r"^(?:the )?total (?:number|count)(?: of)?", "how many"),
    (r"^(?:the )?(\d+ (?:first|last|latest|newest|oldest) leads?)\b", r"my \1"),
    (r"\b(?:the )?((?:first|last|latest|newest|oldest) \d+ leads?)\b", r"my \1"),
    (r"^how (?:did|are|have|am) (?:we|i) (?:do|doing|done)\b", "stats"),
    (rf"^how(?:'s| is| was| did| were)(?: things)?(?: going)? (?={_WHEN})", "stats for "),
    (rf"^wie (?:lief|war|läuft|ist|ging)(?:'s| es| das| die| der)?(?: bei uns| uns| denn| so)*(?= (?:in |die |der |den |dem )*{_WANN})", "statistik"),
    (r"^(?:(?:just |give me |can i have |i need )*(?:an? |the |my )?)?(?:quick|short|brief|rough|little|kleine|kurze[rn]?|schnelle) (?=(?:overview|summary|stats|numbers|figures|recap|übersicht|zusammenfassung|statistik|zahlen)\b)", ""),
    (r"^((?:an? |the )?(?:overview|summary|stats|numbers|figures|recap|übersicht|zahlen)\b.*?),? (?:pls |please |bitte )?(?:,? ?(?:for|because|since|as|für) ?)?(?:,? ?(?:my|the|our|meinen?|den)? ?(?:boss|manager|ceo|team|chef|chefin|investors?|board|meeting))\b.*$", r"\1"),
    (r"\b(?:the )?(?:success|failure|completion|error) rates? (?:of|for) (?=(?:(?:my|our|the|all|last|this) )*(?:runs|plans)\b)", "stats of "),
    (r"\b(my|our|the) (runs?|plans?)'? (?:success|failure|completion) rates?\b", r"stats of \1 \2"),
    (r"^(?:die )?(?:erfolgs|fehler)(?:quote|rate) (?:von |der )?(?=(?:meine|unsere|alle|der )?\w* ?(?:läufe|pläne))", "statistik "),
    (r"^monthly (?=stats|numbers|figures|overview|statistics|summary)", "this month "),
    (r"^weekly (?=stats|numbers|figures|overview|statistics|summary)", "this week "),
    (r"^(?:export|download) (?:everything|all of it|it all|all|the list|the data)\b(?! (?:my|our|the)\b)", "export my leads"),
)
"""What is said for what the reader of questions knows."""
_BARE = re.compile(
    r"(?:(?:the|all|les|los|die|alle) )?leads? (?:in|from|at|aus|bei|von|à|chez|de|en) "
    r"(?!my\b|our\b|mine|mein|unser|diese|that\b|this\b|last\b)[^\d]+",
    re.IGNORECASE,
)
"""Only leads of a place or company: of those that are there, or new ones?"""
_LONGEST = 8
"""Words of a message that goes on with a question of another thread."""
_FRAGMENT_WORDS = 5


@lru_cache(maxsize=8)
def asked(heard: Heard) -> Reading | None:
    """The query of a message, in whichever language; None when it asks nothing of the kind."""
    one = _ABOUT_ONE.match(heard.text)
    if one is not None:
        return _asked(heard, f"show my leads {one['rest']}")
    said_so = _otherwise(heard.text)
    if _BARE.fullmatch(said_so.rstrip("?!. ")):
        said_so = f"show {said_so}"
    found = _asked(heard, said_so)
    english = in_english(heard.text)
    if english is None or (found is not None and found.confidence >= SURE):
        return found
    if _BARE.fullmatch(english):
        english = f"show {english}"
    other = _asked(heard, _otherwise(english))
    return max(filter(None, (found, other)), key=lambda each: each.confidence, default=None)


def _otherwise(text: str) -> str:
    mark = re.search(r"[?!. ]*$", text)
    text = _COURTESY.sub("", text.strip().rstrip("?!. "))
    for pattern, meant in _OTHERWISE:
        text = re.sub(pattern, meant, text.strip(), flags=re.IGNORECASE)
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
    return read(text) or (_sure(refine(of_thread, text)) if of_thread is not None else None)


def _going_on(last: Query, text: str) -> Reading | None:
    """A message of its own that goes on with an earlier question: it says so, or it is but a part of one."""
    whole = read(text)
    goes_on = said("refine").match(text.strip()) or _POINTS.search(text)
    count = len(text.split())
    fragment = count <= _FRAGMENT_WORDS and _FRAGMENT.match(text.strip())
    if count > _LONGEST or not (goes_on or fragment):
        return whole
    refined = refine(last, text)
    if refined is None or (whole is not None and whole.confidence >= refined.confidence):
        return whole
    return refined


def _sure(reading: Reading | None) -> Reading | None:
    return reading if reading is not None and reading.confidence >= SURE else None
