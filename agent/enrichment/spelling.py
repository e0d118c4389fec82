"""Names as addresses spell them."""

from __future__ import annotations

import re
import unicodedata

_SPELLED = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
_LETTERS = re.compile(r"[a-z]+")


def plain(text: str) -> str:
    """Lower case ASCII: accents gone, letters that ASCII lacks spelled out."""
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a name: Jean-Luc is jean and luc."""
    return tuple(_LETTERS.findall(plain(name)))


def fits(local: str, first: str, last: str) -> bool:
    """Whether what stands before the @ spells this person's name, and nobody else's.

    A last name with another first name, a first name alone, and a number behind the name may be somebody
    else.
    """
    joined = re.sub(r"[._-]", "", plain(local))
    return any(
        joined in _spellings(parts_of(given), parts_of(family))
        for given in _ways(first)
        for family in _ways(last)
    )


def _ways(name: str) -> tuple[str, ...]:
    """A name without its umlauts' dots, and with them spelled out."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return tuple(dict.fromkeys((folded, folded.translate(_UMLAUTS))))


def _spellings(first: tuple[str, ...], last: tuple[str, ...]) -> frozenset[str]:
    if not first or not last:
        return frozenset()
    initials = "".join(part[0] for part in first)
    givens = {"".join(first), first[0], first[0][0], initials}
    families = {"".join(last), last[-1]}
    both = {order for given in givens for family in families for order in (given + family, family + given)}
    return frozenset(
        both | {given + family[0] for given in ("".join(first), first[0]) for family in families}
    )
