"""From words to terms: spelling, abbreviations and word endings that mean the same to a salesperson."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# Rewritten before the text is split, as each is more than one word, or one word that stands for several.
_PHRASES = (
    (r"\be-?\s?mail|\bmail\b|\bmails\b", " email"),
    (r"\bsales[\s-]?nav(igator)?\b|\bsn\b", " salesnavigator "),
    (r"\bgoogle\s?maps?\b|\bg-?maps?\b", " googlemaps "),
    (r"\bfollow(ing|ed)?[\s-]ups?\b", " followup "),
    (r"\breach(ing|ed)?[\s-]out\b|\bget in touch\b", " outreach message "),
    (r"\b(1st|first)[\s-]degree\b", " connection "),
    (r"\bin-?mails?\b|\bdms?\b|\bdirect messages?\b", " message "),
    (r"\bconnexions?\b", " connection "),
    (r"\bai\b|\bgpt\b|\bllm\b|\blanguage model\b|\bchatgpt\b", " ai "),
)

# The first word of each line stands for all of them.
_SYNONYMS = (
    "scrape extract export pull get collect download gather harvest grab fetch retrieve crawl",
    "people person folk user individual everyone everybody anyone somebody guys",
    "lead prospect target",
    "company business firm organisation organization account employer brand corporation",
    "employee staff team worker colleague workforce",
    "attendee guest participant registrant delegate registered attending",
    "event webinar conference meetup",
    "phone telephone mobile",
    "website site webpage homepage domain",
    "developer engineer programmer coder",
    "withdraw cancel revoke retract unsend rescind",
    "remove delete prune disconnect drop unconnect",
    "like react reaction thumb upvote",
    "engage interact interaction engagement",
    "job vacancy opening position",
    "poll survey",
    "vote answer",
    "write draft compose craft",
    "personalise personalize customise customize tailored individual",
    "inbox conversation thread chat",
    "group community",
    "enrich complete augment fill",
    "connect network befriend",
    "refresh update",
    "accept approve",
    "publish schedule",
    "visit visitor view",
    "work professional business",
    "find search source discover",
    "detail data information info",
)

_STOPWORDS = frozenset(
    "a about all also an and any are as at be been but by can could do does did for from had has have having "
    "he her his how i if in into is it its just let like's me my need of on one or our out please she so some "
    "than that the their them then there these they this those to up us use using want was we were what when "
    "where which who whom whose will with would you your yours via".split()
)

_SUFFIXES = tuple(
    "izations isations ization isation ations ation ments ment ions ion ings ing iers ier ors ers er "
    "ies ied ees ee eds ed es s y e".split()
)

_STEM = 3
"""The shortest stem that an ending may leave."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending: connecting, connection and connects are all `connect`."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM:
            word = word.removesuffix(suffix)
            break
    if len(word) > _STEM and word[-1] == word[-2] and word[-1] not in "aeiou":
        return word[:-1]
    return word.removesuffix("e") if len(word) > _STEM else word


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, in order, without those that say nothing."""
    lowered = text.lower().replace("’", "'")
    for pattern, replacement in _PHRASES:
        lowered = re.sub(pattern, replacement, lowered)
    words = (word.removesuffix("'s") for word in re.findall(r"[^\W_]+(?:'s)?", lowered))
    return tuple(_canonical(stem(word)) for word in words if word not in _STOPWORDS)


def trigrams(term: str) -> frozenset[str]:
    """The runs of three characters, by which a misspelt word resembles the right one."""
    padded = f" {term} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _table(lines: Iterable[str]) -> dict[str, str]:
    """Every synonym's stem to the first one's; a word on two lines belongs to the first."""
    table: dict[str, str] = {}
    for line in lines:
        first, *_ = words = [stem(word) for word in line.split()]
        for word in words:
            table.setdefault(word, first)
    return table


_CANONICAL = _table(_SYNONYMS)


def _canonical(stemmed: str) -> str:
    return _CANONICAL.get(stemmed, stemmed)
