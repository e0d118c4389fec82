"""From words to terms: spelling, abbreviations and word endings that mean the same to a salesperson."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# Rewritten before the text is split, in this order: what is more than one word, or says more than one thing.
_PHRASES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bin-?mails?\b|\bdms?\b|\bdirect messages?\b", " message "),
        (r"\be-?\s?mails?\b|\bmails?\b", " email "),
        (r"\b(work|business|professional|personal|private|office) address(es)?\b", r" \1 email "),
        (r"\bemail\s+address(es)?\b", " email "),
        (r"\bbusiness\s+email", " work email"),
        (r"\bsales[\s-]?nav(igator)?\b|\bsn\b", " salesnavigator "),
        (r"\bgoogle\s?maps?\b|\bg-?maps?\b", " googlemaps "),
        (r"\bfollow(ing|ed)?[\s-]ups?\b", " followup "),
        (r"\breach(ing|ed)?[\s-]out\b|\bget in touch\b", " outreach message "),
        (r"\bwrit(e|es|ing) to\b", " message "),
        (r"\blook(ing|ed)? (for|up)\b", " find "),
        (r"\b(1st|first)[\s-]degree\b|\bconnexions?\b", " connection "),
        (r"\b(chat)?gpt\b|\bllms?\b|\blanguage model\b|\bartificial intelligence\b", " ai "),
    )
)

# The first word of each line stands for all of them.
_SYNONYMS = (
    "scrape extract export pull get collect download gather harvest grab fetch retrieve crawl save dump",
    "people person folk user individual everyone everybody anyone somebody guys",
    "manager director head founder ceo cto cfo cmo coo vp owner president chief executive officer",
    "lead prospect target buyer customer client",
    "company business firm organisation organization account employer brand corporation enterprise",
    "employee staff team worker colleague workforce headcount",
    "attendee guest participant registrant delegate registered attending attend",
    "event webinar conference meetup summit",
    "phone telephone mobile",
    "website site webpage homepage domain",
    "url link address",
    "developer engineer programmer coder",
    "withdraw cancel revoke retract unsend rescind",
    "remove delete prune disconnect drop kick unconnect",
    "like react reaction thumb upvote",
    "comment reply respond response responder remark",
    "engage interact interaction engagement",
    "message talk ping approach nudge",
    "post article",
    "job vacancy opening position",
    "poll survey",
    "vote voter answer",
    "write draft compose craft",
    "personalise personalize customise customize tailored",
    "inbox conversation thread chat discussion",
    "group community",
    "enrich complete augment fill",
    "connect network befriend",
    "change switch move",
    "refresh update fresh",
    "accept approve confirm",
    "publish schedule calendar",
    "visit visitor view look",
    "regular normal ordinary default standard",
    "personal private",
    "work professional",
    "find search source discover",
    "detail data information info",
    "facebook fb",
    "instagram insta",
    "spreadsheet csv excel sheet",
)

_SAYING_NOTHING = """
a about all also an and any are as at be been but by can could do does did for from had has have having he her
his how i if in into is it its just let me my need of on one or our out please she so some than that the their
them then there these they this those to up us use using want was we were what when where which who whom whose
will with would you your yours via
"""
_STOPWORDS = frozenset(_SAYING_NOTHING.split())

_ENDINGS = """
izations isations ization isation ations ation ments ment ions ion ings ing iers ier ors ers er ies ied ees ee
eds ed es s y e
"""
_SUFFIXES = tuple(_ENDINGS.split())

_STEM = 3
"""The shortest stem that an ending may leave; a long ending leaves a letter more: a comment stays one."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending: connecting, connection and connects are all `connect`."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM + (len(suffix) > _STEM):
            word = word.removesuffix(suffix)
            break
    if len(word) > _STEM and word[-1] == word[-2] and word[-1] not in "aeiou":
        return word[:-1]
    return word.removesuffix("e") if len(word) > _STEM else word


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, in order, without those that say nothing."""
    said = text.lower().replace("’", "'")
    for pattern, replacement in _PHRASES:
        said = pattern.sub(replacement, said)
    words = (word.removesuffix("'s") for word in re.findall(r"[^\W_]+(?:'s)?", said))
    return tuple(canonical(stem(word)) for word in words if word not in _STOPWORDS)


def canonical(stemmed: str) -> str:
    """The stem that stands for this one and all its synonyms."""
    return SYNONYMS.get(stemmed, stemmed)


def pairs(term: str) -> frozenset[str]:
    """The pairs of letters that are neighbours or next but one; a slip of the fingers keeps most of them."""
    padded = f" {term} "
    return frozenset(
        first + second for gap in (1, 2) for first, second in zip(padded, padded[gap:], strict=False)
    )


def _table(lines: Iterable[str]) -> dict[str, str]:
    """Every synonym's stem to the first one's; a word on two lines belongs to the first."""
    table: dict[str, str] = {}
    for line in lines:
        first, *_ = words = [stem(word) for word in line.split()]
        for word in words:
            table.setdefault(word, first)
    return table


SYNONYMS = _table(_SYNONYMS)
