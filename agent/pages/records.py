"""Structured data (JSON-LD, microdata, RDFa): names, numbers and addresses of a few things, no prose.

Hardly anybody sees it, so it may say anything: what is read of it is short, and of a form that its field
can have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from agent.pages.page import Record
from agent.pages.text import clean

KINDS = {
    "organization": (
        "name",
        "legalName",
        "telephone",
        "email",
        "numberOfEmployees",
        "sameAs",
        "url",
        "address",
    ),
    "person": ("name", "jobTitle", "email", "telephone", "sameAs", "worksFor"),
    "jobposting": ("title", "jobLocation"),
    "place": ("name", "address", "telephone"),
}
_ORGANIZATIONS = {
    "organization", "corporation", "localbusiness", "ngo", "onlinebusiness", "professionalservice",
    "medicalorganization", "educationalorganization", "store", "dentist", "legalservice", "softwarecompany",
    "governmentorganization",
}  # fmt: skip
_LONGEST = 120
_MOST = 200
_DEEPEST = 8


_OTHERS = frozenset({"review", "reviews", "author", "creator", "contributor", "editor"})
"""Properties whose things are other people's: whoever wrote a review does not work there."""
_SAID = frozenset({"review", "quotation", "comment", "usercomments", "blogposting", "newsarticle"})


def records_of(scripts: Iterable[str], items: Iterable[Any] = ()) -> tuple[Record, ...]:
    """The things that a page speaks of in JSON-LD, and those that its elements describe."""
    found: list[Record] = []
    for text in scripts:
        # What is no JSON, or nested without end, says nothing.
        with suppress(ValueError, RecursionError):
            found.extend(_things(json.loads(text), 0))
    for item in items:
        found.extend(_things(item, 0))
    return tuple(found[:_MOST])


def _things(node: Any, depth: int) -> Iterator[Record]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for each in node:
            yield from _things(each, depth + 1)
    elif isinstance(node, dict):
        names = _names(node.get("@type"))
        if _SAID & set(names):
            return
        kind = _kind(names)
        if kind is not None:
            values = {name: tuple(_values(node.get(name), name)) for name in KINDS[kind]}
            yield Record(kind, {name: value for name, value in values.items() if value})
        for name, each in node.items():
            if isinstance(each, (dict, list)) and name not in _OTHERS:
                yield from _things(each, depth + 1)


def _names(named: Any) -> list[str]:
    """The names of a thing's types, without the vocabulary's address."""
    return [str(each).rpartition("/")[2].lower() for each in (named if isinstance(named, list) else [named])]


def _kind(names: list[str]) -> str | None:
    if any(name in _ORGANIZATIONS for name in names):
        return "organization"
    return next((name for name in names if name in KINDS), None)


def _values(node: Any, name: str) -> Iterator[str]:
    """The short texts of one property; an address is its city and its country."""
    if isinstance(node, list):
        for each in node:
            yield from _values(each, name)
    elif isinstance(node, dict):
        yield from _inner(node, name)
    elif isinstance(node, (str, int, float)) and not isinstance(node, bool):
        text = clean(str(node))
        if 0 < len(text) <= _LONGEST:
            yield text


def _inner(node: dict[str, Any], name: str) -> Iterator[str]:
    if name in {"address", "jobLocation"}:
        inner = _first(node.get("address", node))
        parts = inner if isinstance(inner, dict) else {}
        city, country = _first(parts.get("addressLocality")), _first(parts.get("addressCountry"))
        country = _first(country.get("name")) if isinstance(country, dict) else country
        text = ", ".join(clean(str(each)) for each in (city, country) if isinstance(each, str) and each)
        if text and len(text) <= _LONGEST:
            yield text
        return
    if name == "numberOfEmployees":
        span = [_first(node.get(each)) for each in ("value", "minValue", "maxValue")]
        yield from ("-".join(str(each) for each in span if isinstance(each, (int, str)) and each),)
        return
    yield from _values(node.get("name"), name)


def _first(value: Any) -> Any:
    """A property's value; the first of several."""
    return value[0] if isinstance(value, list) and value else value
