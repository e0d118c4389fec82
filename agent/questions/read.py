"""From words to a typed query, and how sure it is: pure, without a model."""

from __future__ import annotations

from agent.planner.reading.text import clean
from agent.questions.pieces import Pieces, pieces
from agent.questions.query import By, Figures, LeadQuery, Query, Reading, What
from agent.questions.span import All
from storage.filters import LeadOrder

SURE = 0.65
"""From here on a question is answered; below, it is asked what was meant."""
UNLIKELY = 0.4
"""Below this, a text is no question about what is there."""
LONGEST = 200
PENALTY = 0.15


def read(text: str) -> Reading | None:
    """What a text asks about what is already there; None when it asks nothing of the kind."""
    cleaned = clean(text)
    if len(cleaned) > LONGEST or "://" in cleaned or "www." in cleaned:
        return None
    found = pieces(cleaned)
    if found.never:
        return None
    reading = _figures(found) or _leads(found)
    return reading if reading is not None and reading.confidence >= UNLIKELY else None


def _reading(query: Query, base: float, found: Pieces) -> Reading:
    confidence = max(0.0, base - PENALTY * len(found.left))
    return Reading(query=query, confidence=round(confidence, 2))


_WHATS = {"plans": What.PLANS, "runs": What.RUNS, "leads": What.LEADS}


def _figures(found: Pieces) -> Reading | None:
    """Figures: asked for as such, or because only figures tell of plans and runs."""
    what = tuple(each for subject, each in _WHATS.items() if subject in found.subjects)
    base = _figures_base(found, what)
    if base is None:
        return None
    return _reading(Figures(what=what or tuple(What), span=found.span or All()), base, found)


def _figures_base(found: Pieces, what: tuple[What, ...]) -> float | None:
    """How sure it is, all words being understood; None when no figures are wanted."""
    asks, dated = found.asks, found.mine or found.span is not None
    work = bool({What.PLANS, What.RUNS} & set(what))
    rules = (
        (_filtered(found), None),
        ("figures" in asks, 0.9 if what or dated else 0.75),
        ("going" in asks and bool(what), 0.85),
        ("going" in asks, 0.7 if found.mine and found.span else None),
        ("happened" in asks, 0.8 if dated else 0.7),
        (not work, None),
        ("count" in asks, 0.9),
        (bool(asks & {"list", "search"}), 0.85 if dated else 0.6),
        (found.mine and (found.span is not None or not found.left), 0.75),
    )
    return next((base for holds, base in rules if holds), None)


def _filtered(found: Pieces) -> bool:
    """Whether some leads are meant, rather than figures of all."""
    named = (found.titles, found.places, found.companies, found.industries, found.phantoms, found.goal)
    said = (found.email, found.merged, found.blocked, found.run)
    return any((*named, found.tiers, found.decisions)) or any(each is not None for each in said)


def _leads(found: Pieces) -> Reading | None:
    by = _by(found)
    base = _leads_base(found, by)
    if base is None:
        return None
    emails = "emails" in found.subjects and found.email is None and "leads" not in found.subjects
    query = LeadQuery(
        titles=found.titles,
        companies=found.companies,
        places=found.places,
        industries=found.industries,
        email=True if emails else found.email,
        phantoms=found.phantoms,
        goal=found.goal,
        run=found.run,
        merged=found.merged,
        blocked=found.blocked,
        tiers=found.tiers,
        decisions=found.decisions,
        span=found.span or All(),
        count="count" in found.asks and by is None,
        by=by,
        order=found.order or LeadOrder.NEWEST,
        limit=found.limit,
        csv=found.csv or "export" in found.asks,
    )
    return _reading(query, base, found)


NOUNS = {
    "companies": By.COMPANY,
    "places": By.PLACE,
    "titles": By.TITLE,
    "industries": By.INDUSTRY,
    "phantoms": By.SOURCE,
}


def _by(found: Pieces) -> By | None:
    """What is counted by: said ("by company"), or asked for ("which companies are my leads at?")."""
    if found.by is not None:
        return found.by
    asked = found.asks & {"list", "count"} or found.top
    if not asked or not (found.mine or "leads" in found.subjects):
        return None
    return NOUNS.get(found.first or "")


def _leads_base(found: Pieces, by: By | None) -> float | None:
    """How sure it is, all words being understood; None when new people are wanted, or nobody."""
    leads = "leads" in found.subjects
    if found.blocked and (leads or found.asks) and "search" not in found.asks:
        # Whom one must not contact is kept here, and asked in no other sense.
        return 0.95
    if "emails" in found.subjects and not leads:
        return 0.8 if "count" in found.asks and (found.mine or found.points) else None
    return _by_verb(found, by, leads=leads) if leads or by or _speaks_of_people(found) else None


def _speaks_of_people(found: Pieces) -> bool:
    """Whether people are named, or asked for among those that are there ("who is in Berlin?")."""
    if found.titles or "people" in found.subjects:
        return True
    asked = bool({"list", "count"} & found.asks)
    return asked and found.mine and found.points and not found.subjects


def _by_verb(found: Pieces, by: By | None, *, leads: bool) -> float | None:
    """How sure it is by what is asked for: what is said first in this table counts."""
    asks = found.asks
    emails = "emails" in found.subjects
    rules = (
        ("search" in asks, 0.7 if leads and found.mine and not emails else None),
        ("export" in asks, _exporting(found, leads=leads)),
        (by is not None and (leads or found.mine), 0.9 if found.mine or asks else 0.75),
        ("count" in asks, _counting(found, leads=leads)),
        ("list" in asks or found.limit is not None or found.order is not None, _listing(found, leads=leads)),
        (True, _bare(found, leads=leads)),
    )
    return next((base for holds, base in rules if holds), None)


def _exporting(found: Pieces, *, leads: bool) -> float | None:
    if not leads or "emails" in found.subjects:
        return None
    if found.mine:
        return 0.9
    if found.span is not None or found.run is not None:
        return 0.7
    return 0.6 if found.points else None


def _counting(found: Pieces, *, leads: bool) -> float:
    if leads:
        return 0.95 if found.mine or found.points or found.email is not None else 0.75
    if found.mine:
        return 0.85
    return 0.7 if found.points else 0.45


def _listing(found: Pieces, *, leads: bool) -> float | None:
    if leads:
        if found.mine:
            return 0.95
        narrowed = found.places or found.industries or found.companies or found.titles
        known = found.points or found.email is False or (found.order is not None and not narrowed)
        return 0.8 if known else 0.5
    if found.mine or found.run or found.goal:
        return 0.8
    named = found.titles or "people" in found.subjects
    return 0.5 if found.points or (named and found.places) else None


def _bare(found: Pieces, *, leads: bool) -> float | None:
    """No word says what to do with them."""
    if not leads:
        if found.points:
            return 0.7 if found.mine or found.run or found.goal else None
        # “Dentists in Hamburg”, and nothing else: of those that are there, or new ones?
        return 0.5 if found.titles and found.places and not (found.asks or found.mine or found.left) else None
    if found.mine:
        return 0.78
    told = (found.merged is not None, found.blocked is not None, found.tiers, found.decisions)
    if found.run or found.goal or any(told):
        return 0.75
    if found.span or found.email is False or found.csv:
        return 0.68
    return 0.5 if found.places and found.email else None
