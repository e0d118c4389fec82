"""Recognising that a message asks for something later: a reminder, a briefing, a goal at its times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.scheduling.reading import Ambiguous, Understood, read
from agent.scheduling.schedule import Once

REMINDER, GOAL, BRIEFING, REPORT, LEAD_CHECK = "reminder", "goal", "briefing", "report", "lead_check"
BRIEF_NOW = "brief_now"
"""A briefing that is wanted at once, not at its time."""
BRIEFED = "what is new, what waits for you, what is due today"
"""What a briefing is about, where a schedule says what it does."""
MOST_WORDS = 16
"""Nobody says when in more words."""
_REMIND = re.compile(
    r"(?:(?:hey|hi|please|pls|can you|could you|would you|leadsmith)[ ,]+)*"
    r"(?:remind me|(?:(?:send|drop|shoot|throw|get|save|write|i could use|i need to have|wake me up with"
    r"|can i get|can i have|set|add|create|schedule|make|put|book|leave|give|i need|i want"
    r"|i'd like)(?: up| in)?"
    r"(?: me)? )?(?:an? )?(?:new |quick |short )?reminder(?: for)?"
    r"|(?:ping|nudge|buzz|poke) me(?! (?:if|when|whenever|once|as|only|just|about (?:important"
    r"|urgent))\b)|hit me up(?= .*\d)|av[ií]same(?= .*\d)|pr[ée]v(?:iens|enez)[- ]moi(?= .*\d)"
    r"|weck mich(?= .*\d)|(?:don't|do not|dont) let me forget"
    r"|i(?:'d like| want| need| would like) (?:to be reminded|you to remind me)|help me remember"
    r"|make sure (?:that )?i (?:don't forget|remember)|i (?:must not|mustn't|can't|shouldn't) forget"
    r"|erinnere? mich(?: (?:bitte|mal|doch))*|(?:setze?|stelle?|erstelle?|mache?"
    r"|lege?)(?: mir)?(?: bitte)? eine erinnerung"
    r"(?: an| für| ein)*|rappelle[- ]moi|(?:peux-tu|tu peux|pourrais-tu|pouvez-vous) me rappeler"
    r"|fais-moi penser"
    r"|(?:mets|crée|ajoute)(?:[- ]moi)? un rappel(?: pour)?|recuérdame|(?:puedes |podrías )?recordarme"
    r"|acuérdame"
    r"|(?:pon|ponme|crea|añade) un recordatorio(?: para)?)\b[:,]?",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:please )?(?P<when>.{3,80}?),? (?:please )?(?:remind me|ping me|erinnere? mich) (?P<what>.+)",
    re.IGNORECASE,
)
_MIDST = re.compile(
    r"(?:kannst|könntest|würdest) du mich (?:bitte "
    r"|mal )*(?P<when>.{3,80}?) (?:bitte )?(?:daran )?erinnern,?"
    r" (?P<what>.+)",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?P<all>.{8,200}?)[ ,;.:–-]+(?:(?:please|so|and|can you|could you|pls|bitte) )*"
    r"(?:remind me|ping me|don't let me forget|erinnere? mich(?: bitte)?(?: daran)?|rappelle-le[- ]moi"
    r"|recuérdamelo)"
    r"(?: (?:of|about) (?:it|that|this)| then| please| in time)*[ .!?]*",
    re.IGNORECASE,
)
"""The time and what to do first: “I call Miele on Thursday at 2, remind me”."""
_WHEN_LAST = re.compile(
    r"(?P<what>.{8,200}?)(?:[,;.–-]+ | (?:so|and) )(?:(?:please|so|and|can you|could you|pls|bitte|also) )*"
    r"(?:remind me|ping me|nudge me|don't let me forget|erinnere? mich(?: bitte)?(?: daran)?"
    r"|rappelle-le[- ]moi"
    r"|recuérdamelo)(?: (?:of|about) (?:it|that|this)|,)? (?P<when>.{3,60}?)(?: please| about it"
    r"| of it)*[ .!?]*",
    re.IGNORECASE,
)
"""What to do first, the time last: “I have to phone Mrs Keller, remind me in two hours”."""
_TELL = re.compile(
    r"(?:(?:please|pls|can you|could you|bitte) )*(?:alert|notify|tell|message|text|poke|warn"
    r"|write) (?:to )?me"
    r" (?P<when>.{3,60}?),? (?P<what>(?:to|that|about) .{3,})",
    re.IGNORECASE,
)
"""The time first: “every weekday at 8:30 remind me to look at the leads”."""
_BRIEF = re.compile(
    r"(?:(?:hey|hi|please|pls|can you|could you|would you|leadsmith)[ ,]+)*"
    r"(?:brief (?:me|us)|(?:send|give|post|write)(?: me| us)? (?:a |an |the |my |our )?"
    r"(?:(?P<often>daily|weekly|monthly|morning|weekday) )?(?:briefing|report|summary|update"
    r"|digest))\b[:,]?",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"(?:(?:hey|hi|please|pls|can you|could you|can we|leadsmith|bitte)[ ,]+)*"
    r"(?:(?:(?:i|we)(?:'d like| want| need| would like| wish)(?: to (?:have|get|receive|see))?"
    r"|(?:can|could|may) (?:i|we) (?:get|have)|set(?: me)? up|schedule|create|make|arrange|book|start"
    r"|get me"
    r"|let me have|how about)(?: for me)? )?(?:(?:an?|the|my|our) )?"
    r"(?:(?P<often>daily|weekly|monthly|morning|weekday) )?(?:short |quick |status |lead )?"
    r"(?:briefing|report|summary|update|digest|recap|overview)s?(?: from you| for me| please)*\b[:,]?",
    re.IGNORECASE,
)
"""A briefing that is wished for is one only with its times: “I want weekly updates” is a preference."""
_CLOCK = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|morning|evening|afternoon|noon|night", re.IGNORECASE
)
_WISHED = re.compile(
    r"(?:[ ,]+(?:please|pls|thanks|thx|(?:would|will) be (?:great|nice|good|perfect|lovely|helpful"
    r"|ideal)))+$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    r".+ (?:suchen|finden|holen|exportieren|sammeln|besorgen|raussuchen|heraussuchen|auflisten)",
    re.IGNORECASE,
)
"""German says last what is to be done: “jeden Montag um 8 Uhr 10 Zahnärzte suchen”."""
_OFTEN = {
    "daily": "every day",
    "weekly": "every week",
    "monthly": "every month",
    "morning": "every morning",
    "weekday": "every weekday",
}
_PERIOD = {"weekly": "what happened this week?", "monthly": "what happened this month?"}
"""What a report of so long a time answers, when nobody says what."""
_NOW = re.compile(r"(?:right |just )?now|please|asap|today", re.IGNORECASE)
_EVERY = re.compile(
    r"(?:every|each|jede[nrs]?|chaque|tous les|toutes les|cada|todos los|todas las"
    r"|on the \S+(?: \S+day)? of (?:every|each|the) month"
    r"|at \S+(?: [ap]m)? (?:every|each|on weekdays|on (?:mon|tues|wednes|thurs|fri|satur|sun)days)"
    r"|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\d|day\b|days\b|week\b|month\b|morning|tag\b|tags\b|morgen|woche|monat|mittwoch"
    r"|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|jour|semaine|mois|matin|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo"
    r"|día|semana|mes\b|mañana",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"(?:please |pls |can you |could you |bitte )*(?:(?:schedule|plan|set up|run|start|do"
    r"|launch) (?:an? |the )?(?:weekly |daily |recurring |new )?search(?= for)|find|get|search|look for"
    r"|look up"
    r"|scrape|export|collect|pull|list|fetch"
    r"|such|suche|finde?|hole?|trouve|cherche|exporte|récupère|busca|encuentra|exporta)(?:[ -]?(?:m"
    r"e|moi|mir|uns))?\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"who|that|which|die|der|qui|que|posts?|posting|posted", re.IGNORECASE)
_SAME_STEADILY = re.compile(
    r"(?:(?:please|pls|and|now|ok|okay|great|can you|could you|bitte|und|et|y|fais|haz|ahora)[ ,]+)*"
    r"(?:(?:do|run|repeat|plan|search|launch|make|start|schedule) (?:that|this|it|the same)"
    r"(?: (?:search|goal|plan|again|thing|one))*"
    r"|(?:mach|mache|wiederhole?|starte?|plane?) (?:das|es|dasselbe|die suche)(?: bitte)?"
    r"|(?:fais|refais|répète|relance)[ -](?:ça|le|la|cela)|(?:ça|eso|lo mismo|that|same|the same|das)"
    r"|(?:haz|repite|repítelo|hazlo)(?: (?:eso|esto|lo mismo))?)"
    r"(?: (?:please|bitte|again|from now on|ab jetzt|for|to (?:run|happen|repeat|be done)"
    r"|to be repeated))*,?"
    r" (?P<when>(?:every|each"
    r"|daily|weekly|monthly|(?:on )?weekdays|on (?:mon|tues|wednes|thurs|fri|satur|sun)days"
    r"|jede[nrs]?|chaque|tous les|cada|todos los)\b.{3,60})",
    re.IGNORECASE,
)
_FEWEST = 5
"""Words of a search and its times, at least."""
_PUNCTUATION = " ,:-–"
_LINK = re.compile(r"^(?:to|that|about|of|for|daran|an|zu|de|que|d')\s+|^[:,\-–]+\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """What is to be done, and when, both in the person's words; `when` is empty where nobody said."""

    kind: str
    what: str
    when: str


def wanted(text: str, now: datetime, zone: ZoneInfo) -> Wanted | None:
    """What a message asks for later; None for everything else."""
    asked = _REMIND.match(text)
    if asked is not None:
        return reminder(text[asked.end() :], now, zone)
    later = _later(text, now, zone) or _wished(text, now, zone)
    if later is not None:
        return later
    asked = _BRIEF.match(text)
    if asked is not None:
        return _briefing(asked["often"] or "", text[asked.end() :].strip(" .!?"), now, zone)
    when, colon, what = text.partition(": ")
    if colon and len(what.split()) > 1 and isinstance(read(when, now, zone), Understood):
        return Wanted(GOAL, what.strip(), when.strip())
    when, comma, what = text.partition(", ")
    if comma and len(what.split()) > 1 and _again(when, now, zone):
        return Wanted(GOAL, what.strip(), when.strip())
    return _steadily(text.strip(" .!?"), now, zone)


def _later(text: str, now: datetime, zone: ZoneInfo) -> Wanted | None:
    """A reminder that is asked for with its time elsewhere than after “remind me”."""
    for pattern in (_LATER, _MIDST, _TELL, _WHEN_LAST):
        found = pattern.fullmatch(text)
        when = read(found["when"], now, zone) if found is not None else None
        if found is None or not isinstance(when, Understood | Ambiguous):
            continue
        if pattern is not _TELL or (isinstance(when, Understood) and isinstance(when.schedule, Once)):
            return Wanted(REMINDER, _bare(found["what"]), found["when"].strip(_PUNCTUATION))
    last = _LAST.fullmatch(text)
    found_last = reminder(last["all"], now, zone) if last is not None else None
    return found_last if found_last is not None and found_last.what and found_last.when else None


def _wished(text: str, now: datetime, zone: ZoneInfo) -> Wanted | None:
    """A briefing that is wished for, with its times."""
    asked = _WISH.match(text)
    rest = _WISHED.sub("", text[asked.end() :].strip(" ,.!?")) if asked is not None else ""
    if asked is None or _CLOCK.search(rest) is None or not _times(rest, now, zone):
        return None
    return _briefing(asked["often"] or "", rest, now, zone)


def _steadily(text: str, now: datetime, zone: ZoneInfo) -> Wanted | None:
    """A search with its times before or after it: “every weekday at 8 find 10 recruiters”."""
    words = text.split()
    if len(words) < _FEWEST:
        return None
    if _EVERY.match(text):
        for at in range(2, min(MOST_WORDS, len(words) - 1)):
            what = " ".join(words[at:])
            searches = _SEARCH.match(what) or _INFINITIVE.fullmatch(what)
            if searches and _times(when := " ".join(words[:at]), now, zone):
                return Wanted(GOAL, what, when.strip(_PUNCTUATION))
        return None
    if not _SEARCH.match(text):
        return None
    for at in range(max(3, len(words) - MOST_WORDS), len(words) - 1):
        when = " ".join(words[at:])
        if _EVERY.match(when) and not _WHO.fullmatch(words[at - 2]) and _times(when, now, zone):
            return Wanted(GOAL, " ".join(words[:at]).rstrip(" ,"), when)
    return None


def _times(when: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether these are times that come again, and not only how often."""
    return _AT.search(when) is not None and isinstance(read(when, now, zone), Understood | Ambiguous)


def same_steadily(text: str, now: datetime, zone: ZoneInfo) -> str | None:
    """When “that” is to be done again and again: “do that every Monday at 9”."""
    found = _SAME_STEADILY.fullmatch(text.strip(" .!?"))
    if found is None or not isinstance(read(found["when"], now, zone), Understood | Ambiguous):
        return None
    return found["when"]


def _again(when: str, now: datetime, zone: ZoneInfo) -> bool:
    reading = read(when, now, zone)
    return isinstance(reading, Understood) and not isinstance(reading.schedule, Once)


def _briefing(often: str, rest: str, now: datetime, zone: ZoneInfo) -> Wanted | None:
    """A briefing or a report, by what follows these words: when, or of what and when."""
    often = often.lower()
    if not often and (not rest or _NOW.fullmatch(rest)):
        return Wanted(BRIEF_NOW, BRIEFED, "now")
    steady = f"{_OFTEN.get(often, '')} {rest}".strip()
    for when in (rest, steady):
        if when and _again(when, now, zone):
            return (
                Wanted(REPORT, _PERIOD[often], when) if often in _PERIOD else Wanted(BRIEFING, BRIEFED, when)
            )
    if isinstance(read(rest, now, zone), Understood | Ambiguous):
        return Wanted(BRIEFING, BRIEFED, rest)
    found = reminder(rest, now, zone)
    if found.what and found.when:
        return Wanted(REPORT, found.what, found.when)
    # How often was said, and not when: it is asked for.
    return (
        Wanted(REPORT if often in _PERIOD else BRIEFING, _PERIOD.get(often, BRIEFED), steady)
        if often
        else None
    )


def reminder(text: str, now: datetime, zone: ZoneInfo) -> Wanted:
    """What follows “remind me”, taken apart: the time may come first, last, or in the middle."""
    words = text.split()
    if words and isinstance(read(text.strip(_PUNCTUATION), now, zone), Understood):
        return Wanted(REMINDER, "", text.strip(_PUNCTUATION))
    for start, end in _places(words):
        when = " ".join(words[start:end]).strip(_PUNCTUATION)
        what = _bare(" ".join([*words[:start], *words[end:]]))
        if what and isinstance(read(when, now, zone), Understood | Ambiguous):
            return Wanted(REMINDER, what, when)
    return Wanted(REMINDER, _bare(text), "")


def _places(words: list[str]) -> Iterator[tuple[int, int]]:
    """Where a time may stand, the likeliest first and of these the longest."""
    count = len(words)
    lengths = range(min(count - 1, MOST_WORDS), 0, -1)
    first = [(0, length) for length in lengths]
    last = [(count - length, count) for length in lengths]
    # “tomorrow to prepare for Friday” is tomorrow, since “to” follows it.
    yield from (place for place in first if _links(words, place[1] - 1) or _links(words, place[1]))
    yield from (*last, *first) if words and _links(words, 0) else (*first, *last)
    if count <= MOST_WORDS:
        for length in lengths:
            yield from ((start, start + length) for start in range(1, count - length))


def _links(words: list[str], number: int) -> bool:
    """Whether this word links what comes before it to what is to be done."""
    return _LINK.match(f"{words[number]} ") is not None or words[number].endswith(":")


def _bare(words: str) -> str:
    """The words without what links them to “remind me”."""
    text = words.strip()
    while (shorter := _LINK.sub("", text, count=1)) != text:
        text = shorter.strip()
    return text.strip(" ,")
