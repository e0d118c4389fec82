"""What scoring misses of a lead is looked up again on its company's site: when asked for, at most twice."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from agent.errors import NotFoundError
from agent.leads.counting import Values, values_of
from agent.people.lead import whose
from agent.planner.intake import Message
from agent.research.depth import Depth
from agent.research.leads import FIELDS, known_lead
from agent.research.service import Researches, Wanted
from agent.roles import Actor
from agent.scoring.facts import Facts
from agent.scoring.profile import Profile
from agent.scoring.rescoring import weighing
from agent.scoring.score import score
from storage.models import Lead, ResearchStatus
from storage.repositories import Repositories
from storage.store import Store

DEPTHS = (Depth.QUICK, Depth.STANDARD)
"""How deep the first look-up goes, and the second; after that, what is missing stays so."""
_TOLD = (*FIELDS.values(), "title", "profile_url")
"""Fields of a lead that its company's site may tell."""
_OVER = frozenset({ResearchStatus.DONE, ResearchStatus.FAILED})
GONE = "I don't have that lead any more."


@dataclass(frozen=True)
class LookUp:
    """One that may be made, or that goes on: where, and for what. `number` counts those before it."""

    lead_id: str
    number: int
    site: str
    missing: tuple[str, ...]
    going_on: bool


class LookUps:
    """Offers look-ups and makes them: researches of a lead that no conversation is told of."""

    def __init__(self, store: Store, researches: Researches) -> None:
        self._store = store
        self._researches = researches

    async def of(self, actor: Actor, lead_id: str) -> LookUp | None:
        """None where nothing is missing that a site could tell, none is known, or two were made."""
        async with self._store.reading(actor.workspace) as repos:
            found = await repos.leads.among([lead_id], whose(actor))
            return await _of(repos, found[0]) if found else None

    async def begin(self, actor: Actor, lead_id: str, number: int) -> None:
        """Make the look-up that was offered as `number`; what goes on already or is over is not begun anew.

        It starts when the ten a minute that a workspace may begin allow it.
        """
        async with self._store.transaction(actor.workspace) as repos:
            lead = await repos.lead_records.lock(lead_id)
            if lead is None or not await repos.leads.among([lead_id], whose(actor)):
                raise NotFoundError(GONE)
            offered = await _of(repos, lead)
            if offered is None or offered.going_on or offered.number != number:
                return
            wanted = Wanted(await known_lead(repos, lead), DEPTHS[number], lead_id)
            look_up_id = sha256(f"{lead_id}:look-up:{number}".encode()).hexdigest()[:12]
            await self._researches.begin(repos, look_up_id, _nowhere(actor, look_up_id), wanted)


async def _of(repos: Repositories, lead: Lead) -> LookUp | None:
    before = await repos.researches.of_lead(lead.id)
    number = len([row for row in before if not row.channel])
    going_on = any(row.status not in _OVER for row in before)
    site = (await known_lead(repos, lead)).domain
    if not site or (number >= len(DEPTHS) and not going_on):
        return None
    values = (await values_of(repos, [lead.id])).get(lead.id, {})
    missing = answerable(values, (await weighing(repos)).profile)
    return LookUp(lead.id, number, site, missing, going_on) if missing else None


def answerable(values: Values, profile: Profile) -> tuple[str, ...]:
    """What would count in a score, is not known, and is what a company's site may tell; pure."""
    now = score(Facts.of(values.items()), profile)
    then = score(Facts.of((dict.fromkeys(_TOLD, "1") | dict(values)).items()), profile)
    return tuple(name for name in now.missing if name not in then.missing)


def _nowhere(actor: Actor, key: str) -> Message:
    """What a button of a window asks for stands in no conversation; by that a look-up is known."""
    return Message(actor.workspace, actor.user, channel="", ts="", thread_ts="", text="", key=key)
