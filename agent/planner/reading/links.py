"""Links in a goal, by the shape of the input that they fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from agent.planner.phantom import InputField, Kind

_URL = re.compile(r"(?:https?://|www\.|(?:[\w-]+\.)?linkedin\.com/|github\.com/)[^\s<>\"']+", re.IGNORECASE)
_SITE = re.compile(
    r"(?<![@\w.])(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|net|io|ai|co|de|fr|eu|uk|es|it|nl|ch|at|be|app|dev|us|ca)\b(?![\w@])",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}>'\"*_`"


class Links(NamedTuple):
    """The links found by input name, and the text with `@url` or `@site` in their place."""

    urls: dict[str, str]
    text: str


def links(text: str, fields: Mapping[str, InputField]) -> Links:
    """Take the links out of a text; the first of each shape counts, and of no shape: the first website."""
    urls: dict[str, str] = {}

    def place(found: re.Match[str]) -> str:
        link = found[0].rstrip(_TRAILING)
        names = _names(link, fields)
        for name in names or ("domainname",):
            urls.setdefault(name, link)
        return f"{'@url' if names else '@site'}{found[0][len(link) :]}"

    masked = _SITE.sub(place, _URL.sub(place, text))
    return Links(urls, masked)


def _names(link: str, fields: Mapping[str, InputField]) -> tuple[str, ...]:
    fitting = (
        field.name
        for field in fields.values()
        if field.kind is Kind.URL and field.shape and re.fullmatch(field.shape, link)
    )
    return tuple(fitting)
