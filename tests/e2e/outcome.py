"""What stands in the database and in the thread when a run is over, for comparison between runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Launch, Lead, LeadFact, Plan, ResultRow, Run, RunLead, RunStep, SimulatedLaunch
from storage.store import Store

Message = dict[str, Any]
_TIMES = {"isodate", "timestamp"}
"""Columns that say when a row was delivered."""
_UNFINISHED = "SELECT count(*) FROM {}workflow_status WHERE status IN ('PENDING', 'ENQUEUED')"


@dataclass(frozen=True)
class Outcome:
    """Everything that must be there exactly once; nothing in it depends on time or chance."""

    plans: tuple[str, ...]
    runs: tuple[str, ...]
    steps: tuple[tuple[int, str, int, int, int], ...]
    launches: tuple[tuple[int, int], ...]
    simulated: tuple[str, ...]
    rows: tuple[tuple[int, int, int, int | None, str], ...]
    leads: tuple[tuple[str | None, ...], ...]
    facts: int
    known: int


async def outcome_of(store: Store) -> Outcome:
    """Read it from the database."""
    async with store.reading("") as repos:
        session = repos.session
        runs = await _all(session, Run)
        return Outcome(
            plans=tuple(f"{plan.status} {plan.version}" for plan in await _all(session, Plan)),
            runs=tuple(f"{run.status} {run.segment} {run.people} {run.emails} {run.known}" for run in runs),
            steps=_sorted(
                (step.position, str(step.status), step.attempt, step.done, step.found)
                for step in await _all(session, RunStep)
            ),
            launches=_sorted((launch.position, launch.attempt) for launch in await _all(session, Launch)),
            simulated=_sorted(row.key.partition(":step:")[2] for row in await _all(session, SimulatedLaunch)),
            rows=_sorted(
                (row.position, row.attempt, row.number, row.source, _line(row))
                for row in await _all(session, ResultRow)
            ),
            leads=_sorted(
                (lead.name or "", lead.title, lead.company, lead.email or "", lead.profile_url)
                for lead in await _all(session, Lead)
            ),
            facts=len(await _all(session, LeadFact)),
            known=sum(link.known for link in await _all(session, RunLead)),
        )


async def _all(session: AsyncSession, model: type[Any]) -> list[Any]:
    return list((await session.scalars(select(model))).all())


def _sorted(values: Any) -> Any:
    return tuple(sorted(values))


def _line(row: ResultRow) -> str:
    return repr(sorted((name, value) for name, value in row.line.items() if name not in _TIMES))


async def unfinished(store: Store) -> int:
    """How many durable jobs are not at their end; an expiry that waits for its day is not counted."""
    schema = "" if store.engine.dialect.name == "sqlite" else "dbos."
    try:
        async with store.engine.connect() as connection:
            return int((await connection.execute(text(_UNFINISHED.format(schema)))).scalar_one())
    except (OperationalError, ProgrammingError):
        return 1  # the process died before it had made its tables


def kind_of(message: Message) -> str:
    """What a message of Leadsmith's shows: plan, run, file …"""
    if message.get("files"):
        return "file"
    key = message.get("metadata", {}).get("event_payload", {}).get("key", "")
    return str(key).partition(":")[0] or "other"


def kinds(messages: list[Message]) -> Counter[str]:
    """How many messages of each kind there are."""
    return Counter(kind_of(message) for message in messages)
