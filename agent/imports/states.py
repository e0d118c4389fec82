"""The moves between an import's states, and the one function that makes them."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import StaleError
from storage.models import ImportStatus, LeadImport

NEXT: Mapping[ImportStatus, frozenset[ImportStatus]] = {
    ImportStatus.READING: frozenset({ImportStatus.DRAFT, ImportStatus.REFUSED}),
    ImportStatus.REFUSED: frozenset(),
    ImportStatus.DRAFT: frozenset({ImportStatus.RUNNING, ImportStatus.DISCARDED, ImportStatus.EXPIRED}),
    ImportStatus.RUNNING: frozenset({ImportStatus.STOPPING, ImportStatus.STOPPED, ImportStatus.FINISHED}),
    ImportStatus.STOPPING: frozenset({ImportStatus.STOPPED, ImportStatus.FINISHED}),
    ImportStatus.STOPPED: frozenset({ImportStatus.RUNNING, ImportStatus.UNDOING}),
    ImportStatus.FINISHED: frozenset({ImportStatus.UNDOING}),
    ImportStatus.UNDOING: frozenset({ImportStatus.UNDONE, ImportStatus.STOPPED}),
    ImportStatus.UNDONE: frozenset(),
    ImportStatus.DISCARDED: frozenset(),
    ImportStatus.EXPIRED: frozenset(),
}

_SAID = {
    ImportStatus.READING: "I am still reading that file.",
    ImportStatus.REFUSED: "That file could not be imported; its card says why.",
    ImportStatus.DRAFT: "That file has not been imported yet.",
    ImportStatus.RUNNING: "That import is already going on.",
    ImportStatus.STOPPING: "That import is already being stopped.",
    ImportStatus.STOPPED: "That import has stopped; its card says how far it came.",
    ImportStatus.FINISHED: "That import has already finished.",
    ImportStatus.UNDOING: "That import is already being undone.",
    ImportStatus.UNDONE: "That import was undone.",
    ImportStatus.DISCARDED: "That file was discarded.",
    ImportStatus.EXPIRED: "I have forgotten that file. Please send it again.",
}
OVER = frozenset({ImportStatus.FINISHED, ImportStatus.STOPPED})
"""Where what was imported can be taken back."""


def move(row: LeadImport, to: ImportStatus) -> None:
    """Put an import into another state, or say why that cannot be."""
    if to not in NEXT[row.status]:
        raise StaleError(_SAID[row.status])
    row.status = to
