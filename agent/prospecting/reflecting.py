"""Reflection: from what a session measures to how it goes on. Pure; policies of domain.md, 002."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from agent.prospecting.parts import Found, Knobs

HEAD_RAISED = 12
"""The head where pages say little."""
FEW_PAGES = 4
"""Pages of a site that are read where they still say little: no long crawl."""
LOW_DENSITY = 2
"""Signals in the first two pages below which these say little."""
FEW_CANDIDATES = 10
"""Candidates below which the search is expanded, once."""
MANY_TIMEOUTS = 2
"""Time-outs of vendors from which on patience is halved."""
LANES_ENRICH, LANES_THROTTLED, LANES_READ, LANES_REST = 2, 1, 12, 3
"""How many companies are enriched at once, the same when throttled, how many sites are waited for, and
how many of these in the background, where nobody waits for them.

Waiting costs nobody anything: what domain.md (002) allows three times at once is extraction, which is
`agent.evidence.visiting.EXTRACTING`.
"""
DECIDERS = 2
"""Decision makers that are enough, beside the company's LinkedIn address."""


@dataclass(frozen=True)
class State:
    """Where a session stands: its knobs, and what it did about trouble already."""

    knobs: Knobs = field(default_factory=Knobs)
    head_raised: bool = False
    trimmed: bool = False
    expanded: bool = False
    degraded: bool = False
    throttled: bool = False


@dataclass(frozen=True)
class Metrics:
    """What was measured. `density`: signals in the first two pages of the newest company, None without any.

    `candidates`: companies that share anything of the profile, None before they are counted.
    """

    density: int | None = None
    candidates: int | None = None
    timeouts: int = 0
    throttled: bool = False


@dataclass(frozen=True)
class Decisions:
    """The state to go on with, and why it changed, in sentences. `expand`: search once more, wider."""

    state: State
    expand: bool = False
    notes: tuple[str, ...] = ()


def reflect(state: State, metrics: Metrics) -> Decisions:
    """What follows from the measurements. Each remedy is used once; doing it twice changes nothing."""
    notes: list[str] = []
    expand = False
    if metrics.density is not None and metrics.density < LOW_DENSITY:
        state, note = _denser(state)
        notes += note
    if metrics.candidates is not None and metrics.candidates < FEW_CANDIDATES and not state.expanded:
        state, expand = replace(state, expanded=True), True
        notes.append("I found few companies, so I searched once more, wider.")
    if (metrics.timeouts >= MANY_TIMEOUTS or metrics.throttled) and not state.degraded:
        knobs = replace(state.knobs, seconds=state.knobs.seconds / 2, vendor=False)
        state = replace(state, knobs=knobs, degraded=True)
        notes.append("Some services were slow, so I wait less for pages and go without the optional one.")
    if metrics.throttled and not state.throttled:
        state = replace(state, throttled=True)
        notes.append("A service asked for patience, so I go on with one company at a time.")
    return Decisions(state, expand, tuple(notes))


def _denser(state: State) -> tuple[State, list[str]]:
    """Look at more of a site first; where that does not help, spend less on it."""
    if not state.head_raised:
        return replace(state, knobs=replace(state.knobs, head=HEAD_RAISED), head_raised=True), []
    if not state.trimmed:
        knobs = replace(state.knobs, pages=FEW_PAGES)
        return replace(state, knobs=knobs, trimmed=True), [
            "Many pages say little, so I read fewer of each site."
        ]
    return state, []


def enough(found: Found) -> bool:
    """Whether to look no further for contacts: the company's LinkedIn address and two who decide."""
    return bool(found.linkedin) and sum(contact.decides for contact in found.contacts) >= DECIDERS
