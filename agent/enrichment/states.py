"""A contact search's states, and the one function that moves it from one to another."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import StaleError
from storage.models import ContactSearch, SearchStatus

NEXT: Mapping[SearchStatus, frozenset[SearchStatus]] = {
    SearchStatus.ASKING: frozenset({SearchStatus.RUNNING, SearchStatus.DECLINED}),
    SearchStatus.RUNNING: frozenset({SearchStatus.FINISHED, SearchStatus.STOPPED}),
    SearchStatus.FINISHED: frozenset(),
    SearchStatus.STOPPED: frozenset(),
    SearchStatus.DECLINED: frozenset(),
}
_SAID = {
    SearchStatus.ASKING: "That search was not started yet.",
    SearchStatus.RUNNING: "I'm looking already.",
    SearchStatus.FINISHED: "That search is over.",
    SearchStatus.STOPPED: "That search was stopped. Ask me again to go on with who is left.",
    SearchStatus.DECLINED: "That search was cancelled. Ask me again.",
}


def move(search: ContactSearch, to: SearchStatus) -> bool:
    """Change the status, or raise a `StaleError` that says where it stands; false when it is that already."""
    if to is search.status:
        return False
    if to not in NEXT[search.status]:
        raise StaleError(_SAID[search.status])
    search.status = to
    return True
