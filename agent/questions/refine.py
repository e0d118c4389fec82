"""A question that goes on with the last one of its thread: "only those with an e-mail", "and last month?"."""

from __future__ import annotations

from typing import Any

from agent.planner.reading.text import clean
from agent.questions.pieces import Pieces, pieces
from agent.questions.query import Figures, LeadQuery, Query, Reading, What
from agent.questions.read import LONGEST, NOUNS, PENALTY, SURE, read
from agent.questions.rest import Rest, said

_BASE = 0.9


def refine(last: Query, text: str) -> Reading | None:
    """The last query as this text changes it; a question of its own stands for itself."""
    cleaned = clean(text)
    if len(cleaned) > LONGEST or "://" in cleaned:
        return None
    rest = Rest(cleaned)
    goes_on = rest.take(said("refine")) is not None
    whole = read(cleaned)
    if whole is not None and whole.confidence >= SURE and not goes_on:
        return whole
    found = pieces(rest.text.replace("|", " ").strip())
    if found.never or "search" in found.asks:
        return None
    query = _figures(last, found) if isinstance(last, Figures) else _leads(last, found)
    if query is None or (query == last and not found.asks and found.order is None):
        return None
    confidence = max(0.0, _BASE - PENALTY * len(found.left))
    return Reading(query=query, confidence=round(confidence, 2))


def _figures(last: Figures, found: Pieces) -> Query | None:
    if _changes(found):
        return _leads(LeadQuery(span=last.span), found)
    what = tuple(each for each in What if each.value in found.subjects)
    if not what and found.span is None:
        return None
    return last.model_copy(update={"what": what or last.what, "span": found.span or last.span})


def _leads(last: LeadQuery, found: Pieces) -> LeadQuery | None:
    changes = _changes(found)
    if found.span is not None:
        changes["span"] = found.span
    if "count" in found.asks:
        changes |= {"count": True, "by": None}
    elif (noun := next((by for name, by in NOUNS.items() if name in found.subjects), None)) is not None:
        changes |= {"count": False, "by": noun}
    elif "list" in found.asks and found.by is None:
        changes |= {"count": False, "by": None}
    if not changes:
        return None
    csv = found.csv or "export" in found.asks
    return last.model_copy(update={"csv": csv, **changes})


def _changes(found: Pieces) -> dict[str, Any]:
    """What is named anew; a filter that is named again replaces the old one."""
    named = {
        "titles": found.titles,
        "companies": found.companies,
        "places": found.places,
        "industries": found.industries,
        "phantoms": found.phantoms,
        "tiers": found.tiers,
        "decisions": found.decisions,
    }
    changes: dict[str, Any] = {name: value for name, value in named.items() if value}
    given = {
        "email": found.email,
        "merged": found.merged,
        "blocked": found.blocked,
        "goal": found.goal,
        "run": found.run,
        "order": found.order,
        "limit": found.limit,
    }
    changes |= {name: value for name, value in given.items() if value is not None}
    if found.by is not None:
        changes |= {"by": found.by, "count": False}
    if found.csv or "export" in found.asks:
        changes["csv"] = True
    return changes
