"""Text as people type it into Slack: cleaned, and split into what is asked for and what is ruled out."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

LONGEST = 4_000
"""Characters of a goal that are read; nobody says what they want in more."""

SECRET = re.compile(
    r"""AQED[\w-]{20,}             # LinkedIn session cookie
    | xox[a-z]-[\w%-]{10,}       # Slack cookie or token
    | (?:gh[a-z]_|github_pat_|sk-)[\w-]{16,}  # GitHub and model keys
    | (?:li_at|user_session|cookie|password|token)\s*[=:]\s*\S{8,}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What looks like a credential; nobody needs one to say whom they want to reach."""
_LINK = re.compile(r"<((?:https?|mailto):[^>|\s]+)(?:\|[^>]*)?>")
_MENTION = re.compile(r"<[@#!]([^>|]+)(?:\|([^>]*))?>")
_CUE = re.compile(
    r"""(?<!with[ ])(?<!have[ ])(?<!has[ ])(?<!having[ ])(?<!or[ ])\b(?:
      (?:please[ ])?(?:do|does|must|should|will)[ ]not
      | (?:don|doesn|mustn|shouldn|won)['’]?t
      | never | hold(?:ing)?[ ]off(?:[ ]on)? | refrain(?:ing)?[ ]from | no[ ]need[ ](?:for|to)
      | leav(?:e|ing)[ ]out | avoid(?:ing)? | skip(?:ping)? | exclud(?:e|es|ing)
      | rather[ ]than | instead[ ]of | except
      | (?<!people[ ])(?<!contacts[ ])(?<!leads[ ])(?<!those[ ])(?<!profiles[ ])(?<!ones[ ])without
      | no(?![\"”“»'’])
        (?![ ](?:linkedin|home[ ]?page|web[ ]?site|domain)s?  # what is missing is no order
          (?:[ ](?:links?|urls?|profiles?|given|yet|known))*[ ]*(?:[.,;:!?)|]|$))
        (?![ ](?:longer|matter|more[ ]than|reply|replies|response|answer|one)\b)
      | not(?![ ](?:yet|in|on|from|only|connected|been|an?|my|our|accept\w*|answered|replied|responded)\b)
      | nobody | none | zero(?=[ ](?:outreach|contact|messag|e-?mail|invit))
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_HAVE_NOT = re.compile(
    r"""\b(?!(?:i|we)\b[^.;:]{0,9}(?:not|n['’]?t)[ ](?:intend|plan|mean|aim|propose)\b)
    (?:who|that|which|i|we|they|people|contacts|leads|invitations|requests)(?:[ ]\w+)?[ ]
    (?:(?:do|does|have|has|did)[ ]not|(?:don|doesn|haven|hasn|didn)['’]?t|never)\b
    (?![ ](?:want|need|care|wish|have[ ]to|send|write|contact|message)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(
    r"[.;:!?()|–—]| - |\byet,|\b(?:but|just|only|then|also|however)\b|,(?![^.;:!?]{0,40}\b(?:or|nor)\b)"
    r"|\band (?=(?:find|get|export|list|give|save|include|with|collect|then|pull|scrape)\b)",
    re.IGNORECASE,
)


class Halves(NamedTuple):
    """What a text asks for, and what it rules out."""

    asked: str
    ruled_out: str


def clean(text: str) -> str:
    """Unwrap links and mentions, drop control characters and credentials, collapse space, bound it."""
    text = _MENTION.sub(lambda found: found[2] or "", _LINK.sub(r"\1", text[: 4 * LONGEST]))
    text = unicodedata.normalize("NFC", text.replace("&amp;", "&"))
    printable = (" " if unicodedata.category(char).startswith(("C", "Z")) else char for char in text)
    joined = without_secrets(" ".join("".join(printable).split()))
    return joined if len(joined) <= LONGEST else joined[: LONGEST - 1].rstrip() + "…"


def without_secrets(text: str) -> str:
    """The text with what looks like a credential taken out."""
    return SECRET.sub("[removed]", text)


def halves(text: str) -> Halves:
    """Split at words like "don't" and "without"; what they rule out reaches to the end of the clause."""
    asked: list[str] = []
    ruled_out: list[str] = []
    position = 0
    while cue := _CUE.search(text, position):
        if _describes(text, cue):
            asked.append(text[position : cue.end()])
            position = cue.end()
            continue
        end = _END.search(text, cue.end())
        stop = end.start() if end else len(text)
        asked.append(text[position : cue.start()])
        ruled_out.append(text[cue.start() : stop])
        position = stop
    asked.append(text[position:])
    return Halves(" | ".join(asked), " | ".join(ruled_out))


def _describes(text: str, cue: re.Match[str]) -> bool:
    """Whether the "not" tells of people ("who did not answer"), rather than ruling something out."""
    return any(about.end() == cue.end() for about in _HAVE_NOT.finditer(text, max(0, cue.start() - 30)))
