"""A session's states (domain.md, 002), and the one function that moves it from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from agent.errors import StaleError
from storage.models import ProspectSession, SessionState

_S = SessionState
_ENDS = frozenset({_S.CANCELLED, _S.FAILED})
NEXT: Mapping[SessionState, frozenset[SessionState]] = {
    _S.INTAKE_SAVED: frozenset({_S.SEEDS_MAPPED}) | _ENDS,
    _S.SEEDS_MAPPED: frozenset({_S.CONFIRM_PENDING}) | _ENDS,
    _S.CONFIRM_PENDING: frozenset({_S.PLANNING}) | _ENDS,
    _S.PLANNING: frozenset({_S.TOPLIKES_READY}) | _ENDS,
    _S.TOPLIKES_READY: frozenset({_S.PROFILE_READY}) | _ENDS,
    _S.PROFILE_READY: frozenset({_S.CANDIDATES_FOUND}) | _ENDS,
    _S.CANDIDATES_FOUND: frozenset({_S.ENRICHMENT_RUNNING}) | _ENDS,
    _S.ENRICHMENT_RUNNING: frozenset({_S.SUMMARY_EMITTED}) | _ENDS,
    _S.SUMMARY_EMITTED: frozenset({_S.CANCELLED}),
    _S.CANCELLED: frozenset(),
    _S.FAILED: frozenset(),
}
"""After the summary, what goes on in the background can still be cancelled, and cannot fail any more."""
WORKS = frozenset({_S.PLANNING, _S.TOPLIKES_READY, _S.PROFILE_READY, _S.ENRICHMENT_RUNNING})
"""States in which work goes on."""
WAITS = frozenset({_S.CONFIRM_PENDING, _S.CANDIDATES_FOUND})
"""States in which a person's word is waited for."""
_SAID = {
    _S.INTAKE_SAVED: "I am still reading what you told me.",
    _S.SEEDS_MAPPED: "I am still reading what you told me.",
    _S.CONFIRM_PENDING: "Confirm first that I may look.",
    _S.PLANNING: "I am looking already.",
    _S.TOPLIKES_READY: "I am looking already.",
    _S.PROFILE_READY: "I am looking already.",
    _S.CANDIDATES_FOUND: "They are found already; the card shows them.",
    _S.ENRICHMENT_RUNNING: "I am finding contacts already.",
    _S.SUMMARY_EMITTED: "That is done already; the card shows it.",
    _S.CANCELLED: "That search was cancelled. Start another one.",
    _S.FAILED: "That search ended without a result. Start another one.",
}


def move(session: ProspectSession, to: SessionState, at: datetime) -> None:
    """Change the state, or raise a `StaleError` that says where the session stands; to stay is no move."""
    if to is session.state:
        return
    if to not in NEXT[session.state]:
        raise StaleError(_SAID[session.state])
    session.state, session.moved_at = to, at


def is_over(state: SessionState) -> bool:
    """Whether nothing goes on any more, nor can."""
    return not NEXT[state]
