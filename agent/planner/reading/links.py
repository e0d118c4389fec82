"""Links in a goal, by the shape of the input that they fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from agent.planner.phantom import InputField, Kind

_URL = re.compile(
    r"(?:https?://|www\.|(?:[\w-]+\.)?linkedin\.com/|pagesjaunes\.fr/"
    r"|(?:github|instagram|twitter|x|facebook|crunchbase|reddit|tiktok|youtube|producthunt|yellowpages)\.com/)"
    r"[^\s<>\"']+",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?<![@\w.])(?:[a-z0-9][a-z0-9-]*\.)+"
    r"(?:com|org|net|edu|gov|info|biz|io|ai|co|app|dev|me|tv|gg|so|vc|xyz|shop|store|tech|agency|cloud|digital|studio|online|site"
    r"|group|solutions|consulting|software|example|test|de|fr|eu|uk|es|it|nl|ch|at|be|us|ca|pl|se|dk|no|fi|pt|ie|cz|hu|ro|gr|in"
    r"|jp|cn|br|mx|au|nz|za|sg|il|tr|ua)\b(?![\w@])",
    re.IGNORECASE,
)
_PLATFORM = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:linkedin|google|github|slack|hubspot|lemlist|phantombuster|instagram|facebook|fb"
    r"|twitter|x|youtube|tiktok|reddit|producthunt|crunchbase|yellowpages|pagesjaunes)\.",
    re.IGNORECASE,
)
SITE = "domainname"
"""The input that a link of no shape fits."""

MOST = 50
"""Links of one kind that a goal may hold; who has more has a file."""

_TRAILING = ".,;:!?)]}>'\"*_`"


class Links(NamedTuple):
    """The links found by input name, the first one and all, and the text with `@url` or `@site` for them."""

    urls: dict[str, str]
    every: dict[str, tuple[str, ...]]
    text: str


def links(text: str, fields: Mapping[str, InputField]) -> Links:
    """Take the links out of a text, by shape; those of no shape are websites."""
    every: dict[str, tuple[str, ...]] = {}

    def place(link: str, names: tuple[str, ...]) -> str:
        for name in names:
            every[name] = tuple(dict.fromkeys((*every.get(name, ()), link)))[:MOST]
        return "@site" if names == (SITE,) else "@url" if names else "@link"

    masked = replaced(text, fields, place)
    return Links({name: found[0] for name, found in every.items()}, every, masked)


def replaced(
    text: str, fields: Mapping[str, InputField], instead: Callable[[str, tuple[str, ...]], str]
) -> str:
    """The text with something in the place of each link; `instead` gets it and the inputs that it fits."""

    def place(found: re.Match[str]) -> str:
        link = found[0].rstrip(_TRAILING)
        names = _names(link, fields) or (() if _PLATFORM.match(link) else (SITE,))
        return f"{instead(link, names)}{found[0][len(link) :]}"

    return _SITE.sub(place, _URL.sub(place, text))


def _names(link: str, fields: Mapping[str, InputField]) -> tuple[str, ...]:
    fitting = (
        field.name
        for field in fields.values()
        if field.kind is Kind.URL and field.shape and re.fullmatch(field.shape, link)
    )
    return tuple(fitting)
