"""What people say of answers and plans: kept with what it was said of, counted for whoever runs this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agent.errors import NotFoundError
from agent.roles import Actor
from storage.models import Opinion, Verdict
from storage.repositories import Repositories
from storage.store import Store

__all__ = ["Judged", "Opinion", "Tally", "Verdicts"]
NEWEST = 10


class Judged(StrEnum):
    """What is judged."""

    PLAN = "plan"
    ANSWER = "answer"


@dataclass(frozen=True)
class Complaint:
    """One bad verdict and what it is about: enough to look it up."""

    kind: str
    about: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Tally:
    """One workspace's verdicts: (good, bad) by kind, and the newest bad ones."""

    workspace: str
    counts: dict[str, tuple[int, int]]
    complaints: tuple[Complaint, ...]


class Verdicts:
    """Keeps one verdict of a person on a thing; who changes their mind is believed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def give(self, actor: Actor, kind: Judged, about: str, opinion: Opinion, at: datetime) -> None:
        """Keep what somebody thinks of a plan's version or of the answer to a question."""
        async with self._store.transaction(actor.workspace) as repos:
            if not await _exists(repos, kind, about):
                raise NotFoundError("I don't have that any more.")
            await repos.verdicts.put(kind, about, actor.user, opinion, at)

    async def tallies(self) -> list[Tally]:
        """The verdicts of every workspace that gave any."""
        found = [await self._tally(workspace) for workspace in await self._store.workspaces()]
        return [tally for tally in found if tally.counts]

    async def _tally(self, workspace: str) -> Tally:
        counts: dict[str, tuple[int, int]] = {}
        async with self._store.reading(workspace) as repos:
            for kind, opinion, number in await repos.verdicts.counts():
                good, bad = counts.get(kind, (0, 0))
                counts[kind] = (good + number, bad) if opinion is Opinion.GOOD else (good, bad + number)
            newest = await repos.verdicts.newest(Opinion.BAD, NEWEST)
        return Tally(workspace, counts, tuple(map(_complaint, newest)))


def _complaint(row: Verdict) -> Complaint:
    return Complaint(row.kind, row.about, row.person, row.at)


async def _exists(repos: Repositories, kind: Judged, about: str) -> bool:
    if kind is Judged.ANSWER:
        return await repos.questions.get(about) is not None
    plan = await repos.plans.get(about.partition(":")[0])
    return plan is not None
