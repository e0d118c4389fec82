"""The tables that reading works with: YAML beside this module, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from agent.tables import shipped


@cache
def table(name: str) -> Any:
    """The parsed YAML file of that name."""
    return shipped(__package__, f"{name}.yaml")


_DO = (
    r"(?:^|(?<=[|.,;:!?()>] )|(?<=[|>])|(?:and|then|to|please|pls|kindly|just|also|now|hey|hi|can you"
    r"|could you|can u|will you|would you|can i|can we|could we|let's|go|help me"
    r"|help us|want you to|need you to|should"
    r"|we could|you to|i'd like to) )"
)
_INVITE = (
    r"(?:invit\w*|ask(?:ing)?|get|getting|bring|convinc\w*|persuad\w*|encourag\w*|nudg\w*|motivat\w*"
    r"|lure|remind|(?:want|would like|love for|like for|wish for|'d like)"
    r"(?= (?:my|our|everyone|all|people)\b))"
)
_MACROS = {"<do>": _DO, "<invite>": _INVITE}
"""What stands for parts that many phrases share: the beginning of an order, and ways to invite."""

_GAP_WORD = r"[\w'’&-]+(?:[.,]\d+)*"


def compiled(phrases: list[str]) -> tuple[re.Pattern[str], ...]:
    r"""Each phrase as a pattern of whole words, whatever their case.

    A word that a phrase leaves open, `(\w+ )`, may be "competitor's", "follow-up" or "10,000".
    """
    return tuple(re.compile(rf"(?<![\w@])(?:{_opened(phrase)})(?!\w)", re.IGNORECASE) for phrase in phrases)


def _opened(phrase: str) -> str:
    for name, pattern in _MACROS.items():
        phrase = phrase.replace(name, pattern)
    return phrase.replace(r"(\w+ )", f"(?:{_GAP_WORD} )").replace(r"( \w+)", f"(?: {_GAP_WORD})")
