"""What happens in a session, told once each: the events of domain.md, 002, with their counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agent.events import MilestoneReached
from agent.prospecting.context import Context
from storage.models import Milestone, ProspectSession, SessionState
from storage.repositories import Repositories

INTAKE_SAVED = "icp:intake_saved"
SEEDS_MAPPED = "icp:seeds_mapped"
CONFIRM_PENDING = "icp:confirm_pending"
PLANNING = "icp:planning_start"
TOPLIKES_READY = "icp:toplikes_ready"
PROFILE_READY = "icp:profile_ready"
CANDIDATES_FOUND = "icp:candidates_found"
PROGRESS = "icp:progress_summary"
START_TOP10 = "enrich:start_top10"
TICK = "enrich:company_tick"
SUMMARY = "enrich:summary"
NEXT40 = "enrich:next40_enqueued"
BUDGET = "enrich:budget_reached"
ALL_DONE = f"{PROGRESS}:all"
"""The key of the last milestone where others went on in the background; see `key_of_round`."""
QUIET = frozenset({TICK})
"""What the card shows by itself, so that the thread needs no message of it."""
WITH_NEXT = frozenset({INTAKE_SAVED, SEEDS_MAPPED, TOPLIKES_READY, PROFILE_READY})
"""What is reached together with the next: one message tells of both."""


async def reach(
    context: Context,
    repos: Repositories,
    session: ProspectSession,
    event: str,
    message: str,
    counters: Mapping[str, int | float | str] | None = None,
    key: str = "",
) -> None:
    """Note a milestone with the transaction that reaches it; the same key (the event's name) once only."""
    now = context.clock.now()
    counted = dict(counters or {}) | {"seconds": round((now - session.created_at).total_seconds(), 1)}
    row = {
        "session_id": session.id,
        "key": key or event,
        "event": event,
        "message": message,
        "state": session.state,
        "counters": counted,
        "at": now,
    }
    if not await repos.prospecting.reach(row):
        return
    if event not in QUIET:
        noted = await repos.prospecting.milestone(session.id, key or event)
        number = str(noted.number) if noted is not None else "0"
        await context.telling.later(repos, MilestoneReached(session.workspace, session.id, number))


def key_of_round(key: str, rounds: int) -> str:
    """The key of what is reached once each time a person agrees to pay more; `rounds` counts these."""
    return f"{key}:{rounds}" if rounds else key


def is_told(state: SessionState, keys: Collection[str], *, working: bool) -> bool:
    """Whether a session has nothing more to tell, by its state, the keys of what it told, and whether
    companies are still worked on (which a cancelled one lets come to their end). Where the money ran out,
    a person may agree to more.
    """
    match state:
        case SessionState.FAILED:
            return True
        case SessionState.CANCELLED:
            return not working
        case SessionState.SUMMARY_EMITTED:
            stops = sum(key.startswith(BUDGET) for key in keys)
            return key_of_round(ALL_DONE, stops) in keys or not (stops or NEXT40 in keys)
    return False


@dataclass(frozen=True)
class Told:
    """One message of the thread: of one milestone or several, so many seconds after the beginning.

    `key` and `event` are those of the last of them.
    """

    key: str
    event: str
    sentence: str
    seconds: float


def tellings(found: Sequence[Milestone], until: int | None = None) -> Iterator[Told]:
    """What the thread is told of milestones, up to a number; each of them once."""
    said: list[str] = []
    loud = [each for each in found if each.event not in QUIET]
    for each, following in zip(loud, [*(later.event for later in loud[1:]), ""], strict=True):
        if until is not None and each.number > until:
            return
        said.append(each.message)
        if each.event in WITH_NEXT or (each.event, following) == (SUMMARY, NEXT40):
            continue
        yield Told(each.key, each.event, " ".join(said), float(each.counters["seconds"]))
        said = []


def payload(milestone: Milestone, workspace: str) -> dict[str, Any]:
    """A milestone for other user interfaces, in the shape of domain.md, 002."""
    return {
        "event": milestone.event,
        "message": milestone.message,
        "context": {
            "session_id": milestone.session_id,
            "tenant_id": workspace,
            "state": SessionState(milestone.state).value,
            "counters": milestone.counters,
        },
    }
