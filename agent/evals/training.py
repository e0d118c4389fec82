"""Approved plans as conversations for teaching a small model, without personal data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from agent.planner.plan import Plan
from agent.planner.reading.places import is_place
from agent.planner.reading.text import clean
from agent.planner.reading.words import entries, one

SYSTEM = (
    "Plan lead generation. Answer with JSON: the phantoms in the order in which they run, each with a reason."
)

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/])\+?\d(?:[ ()./-]{0,2}\d){7,14}(?!\w)")
_HANDLE = re.compile(r"(?<![\w/])@\w[\w.]+")
_PROFILE = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:linkedin\.com/(?:in|pub|posts|feed|messaging|sales|talent|recruiter)"
    r"|(?:github|instagram|twitter|x|facebook|tiktok|reddit|youtube)\.com)/[^\s\"'<>]*",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?P<page>(?:https?://|www\.)[^\s\"'<>?#]+)[?#][^\s\"'<>]*", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«][^\"”“»]{3,}[\"”“»]")
_NAME = r"[A-ZÀ-Þ](?:[\w-]|['’](?!s\b))+"
_NAMES = re.compile(rf"\b{_NAME}(?: {_NAME}){{1,3}}")
_WHOSE = re.compile(r"\b([A-ZÀ-Þ][\w-]+)(?=['’]s\b)")

_REPLACED = (
    (_QUOTED, "[message]"),
    (_PROFILE, "[link]"),
    (_EMAIL, "[e-mail]"),
    (_HANDLE, "[handle]"),
    (_QUERY, r"\g<page>"),
    (_PHONE, "[number]"),
)


def conversations(approved: Iterable[tuple[str, Plan]]) -> Iterator[str]:
    """One line of JSON for each plan: what was asked, and the plan as the answer."""
    for goal, plan in approved:
        answer = {"steps": [{"script": step.script, "why": impersonal(step.why)} for step in plan.steps]}
        messages = (
            ("system", SYSTEM),
            ("user", impersonal(goal)),
            ("assistant", json.dumps(answer, ensure_ascii=False)),
        )
        line = {"messages": [{"role": role, "content": content} for role, content in messages]}
        yield json.dumps(line, ensure_ascii=False)


def impersonal(text: str) -> str:
    """The text without credentials, addresses, numbers, personal links, messages and people's names."""
    bare = clean(text)
    for pattern, instead in _REPLACED:
        bare = pattern.sub(instead, bare)
    bare = _NAMES.sub(lambda found: found[0] if _is_known(found[0]) else "[name]", bare)
    return _WHOSE.sub(lambda found: found[0] if _is_known(found[0]) else "[name]", bare)


def _is_known(name: str) -> bool:
    """Whether capitalised words name a place, a role, an industry or a product rather than a person."""
    known = entries("heads", "modifiers", "industries", "people", "companies", "locals", "not_people")
    words = [one(word).lower() for word in re.split(r"[ '’]", name)]
    return is_place(name) or any(word in known or word in _PRODUCTS or is_place(word) for word in words)


_PRODUCTS = frozenset(
    {
        "linkedin", "google", "maps", "sales", "navigator", "hubspot", "salesforce", "pipedrive", "github",
        "slack", "instagram", "twitter", "facebook", "youtube", "tiktok", "reddit", "product", "hunt",
        "crunchbase", "lemlist", "yellow", "ai",
    }
)  # fmt: skip
