"""Scoring leads that are there, in the caller's transaction: what changed is kept with the reason why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agent.leads.counting import values_of
from agent.scoring.facts import Facts
from agent.scoring.profile import Profile
from agent.scoring.qualification import qualify
from agent.scoring.score import Scored, score
from storage.repositories import Repositories

FIRST = "scored for the first time"
FACTS = "its facts changed"
WEIGHTS = "the weights changed (version {})"


@dataclass(frozen=True)
class Weighing:
    """What leads are scored by; version 0 is what counts where nobody has chosen."""

    profile: Profile
    version: int


async def weighing(repos: Repositories) -> Weighing:
    """What counts in this workspace now."""
    row = await repos.scores.newest()
    if row is None:
        return Weighing(Profile.usual(), 0)
    return Weighing(Profile.model_validate(row.document), row.version)


async def rescore(repos: Repositories, lead_ids: Sequence[str], at: datetime) -> int:
    """Score these leads anew; how many have another tier than before.

    A version of the weights that has not ended counts them, whoever scores them. Whoever changes facts of a
    lead (its row is stale then) calls this in the same transaction, or leaves it to the job, which finds
    every lead that is stale.
    """
    if not lead_ids:
        return 0
    by, known = await weighing(repos), await values_of(repos, lead_ids)
    before = await repos.scores.last_versions(lead_ids)
    put: list[dict[str, Any]] = []
    history: list[dict[str, Any]] = []
    changed = 0
    for lead_id in lead_ids:
        facts = Facts.of(known.get(lead_id, {}).items())
        scored, last = score(facts, by.profile), before.get(lead_id)
        put.append(_kept(lead_id, scored, qualified=qualify(facts).passed))
        if last is None or last[:2] != (scored.score, scored.tier.value):
            history.append(_news(lead_id, scored, by, last, at))
            changed += last is not None and last[1] != scored.tier.value
    await repos.scores.put(put, history)
    await repos.scores.count_up(by.version, len(lead_ids), changed)
    return changed


def _kept(lead_id: str, scored: Scored, *, qualified: bool) -> dict[str, Any]:
    return {
        "key": lead_id,
        "new_score": scored.score,
        "new_tier": scored.tier,
        "new_qualified": qualified,
    }


def _news(
    lead_id: str, scored: Scored, by: Weighing, last: tuple[int, str, int] | None, at: datetime
) -> dict[str, Any]:
    changed = FACTS if last is not None and last[2] == by.version else WEIGHTS.format(by.version)
    return {
        "lead_id": lead_id,
        "score": scored.score,
        "tier": scored.tier,
        "preset": by.profile.preset.value,
        "version": by.version,
        "why": changed if last is not None else FIRST,
        "at": at,
    }
