"""Texts that people wrote, without anything that tells of a person or a company.

Addresses, links, numbers and messages are known by their shape; of the words only those stay that anybody may
use (`nameless`). What goes is replaced by an invented value of its kind, so that a goal still reads like one.
So a name that nobody listed goes as well, in any language and case, at the price of rare words that were
harmless.

What may stay: a name of everyday words in small letters ("mark hill"), a name of roles and industries alone
("Global Legal Partners"), what everyday words tell of somebody ("the only dentist of my village"), a message
that is neither quoted nor announced, and numbers of up to six digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from agent.evals.nameless import NAME, nameless
from agent.evals.vocabulary import is_trade
from agent.planner.catalogue import catalogue
from agent.planner.reading.links import SITE as SITE_INPUT
from agent.planner.reading.links import replaced
from agent.planner.reading.text import clean

EMAIL = "someone@acme.example"
HANDLE = "@acme"
NUMBER = "555-0100"
MESSAGE = "“Hello!”"
SITE = "acme.example"
LINK = "https://acme.example/"

_MENTION = re.compile(r"<[@#!][^>]*>")
_ALL_QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
_QUOTED = re.compile(
    r"""[\"“”„«»](?P<double>[^\"“”„«»]+)(?:[\"“”«»]|$)
    | `+(?P<code>[^`]+)`+
    | (?<!\w)['‘‚](?P<single>\S(?:[^'’‘]|(?<=\w)['’](?=\w))*)['’‘](?!\w)""",
    re.VERBOSE,
)
_ANNOUNCED = re.compile(
    r"""(?P<before>
      \b(?:message|note|text|dm|write|writing|wording|template|body|subject|invitation|icebreaker)s?\b[^:.]{0,40}:
    | \b(?:saying|that[ ]says|which[ ]says|disant|diciendo)\b[:,]?
    )\s+\S.*""",
    re.IGNORECASE | re.VERBOSE,
)
_AT = r"(?:\s?@\s?|\s?[(\[{<]\s?at\s?[)\]}>]\s?|\sat\s(?=\S+\sdot\s))"
_DOT = r"(?:\s?\.\s?|\s?[(\[{<]\s?dot\s?[)\]}>]\s?|\sdot\s)"
_LOCAL = r"[^\s<>()\[\],;:\"“”]"
_EMAIL = re.compile(rf"(?<!{_LOCAL}){_LOCAL}+{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}[^\W\d_]{{2,}}", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w/])@\s?\w(?:[\w.-]*\w)?")
_GAP = r"[ ()./–-]{0,3}"
_NUMBER = re.compile(
    r"(?<![\w.,])(?!\d{1,5}\s?[-–]\s?\d{1,5}\s(?:employees|people|mitarbeiter|salariés|empleados))"
    rf"(?:\+\s?\d(?:{_GAP}\d){{4,}}|\(?\d(?:{_GAP}\d){{6,}})(?!\w)",
    re.IGNORECASE,
)
_LONGEST_TERM = 4
"""Words of a quotation that may be a term rather than a message."""

_FIRST, _LAST = 0xE000, 0xF8FF
"""Private characters stand for what was put in, until the words around it are done; `clean` leaves none."""

_MASK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")


def impersonal(text: str, keeps: Sequence[str] = ()) -> str:
    """The text with invented values for names, addresses, numbers, links, messages and unknown words.

    `keeps` are terms that stay, as they stayed in another text.
    """
    whole = _ALL_QUOTED.fullmatch(text.strip())
    if whole:
        return f"“{impersonal(whole[1], keeps)}”"
    masks: list[str] = []

    def mask(value: str) -> str:
        masks.append(value)
        return chr(_FIRST + len(masks) - 1)

    bare = clean(_MENTION.sub(NAME, _composed(text)))
    bare = _QUOTED.sub(lambda found: found[0] if _is_term(found) else mask(MESSAGE), bare)
    bare = _ANNOUNCED.sub(lambda found: f"{found['before']} {mask(MESSAGE)}", bare)
    bare = _EMAIL.sub(lambda _: mask(EMAIL), bare)
    bare = replaced(bare, catalogue().fields, lambda _, names: mask(_link_for(names)))
    bare = _HANDLE.sub(lambda _: mask(HANDLE), bare)
    bare = _NUMBER.sub(lambda _: mask(NUMBER), bare)
    return _MASK.sub(lambda found: masks[ord(found[0]) - _FIRST], nameless(bare, keeps))


def _composed(text: str) -> str:
    """The text in plain letters: fullwidth and decorated ones are the same to a reader."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if not unicodedata.category(char).startswith("M"))


def _is_term(quoted: re.Match[str]) -> bool:
    """Whether a quotation is no message, but a few words of the trade ("head of growth")."""
    words = str(quoted[quoted.lastgroup or 0]).split()
    return len(words) <= _LONGEST_TERM and all(is_trade(word.lower()) or word == "of" for word in words)


def _link_for(names: Sequence[str]) -> str:
    """An invented link that fits the same inputs."""
    if SITE_INPUT in names:
        return SITE
    return next((catalogue().fields[name].example for name in names), LINK)
