"""Looking for one lead's address. Everything that is asked is written down before and after it is asked.

Whatever is killed in between, the record says what was asked: an answer that was kept is never asked for
again.
What was asked without its answer being kept may have been paid for: it is asked again only where the vendor
documents that this is free, else it counts as *interrupted* and the next provider's turn comes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, TypeVar

from agent.credentials import SecretKeyError
from agent.enrichment.context import Context
from agent.enrichment.prices import price_of
from agent.enrichment.provider import ProviderError, ThrottledError
from agent.enrichment.providers import VERIFIER
from agent.enrichment.reading import course_for, looked, wanted_of
from agent.enrichment.wanted import Candidate, Wanted
from agent.enrichment.waterfall import CHECKED, Ask, Contact, Move, Verify, informed, next_move
from agent.leads.fact import confirmed
from agent.leads.headline import facts_of
from agent.leads.suppression import forgotten
from storage.models import LookupOutcome, SearchStatus, TargetState
from storage.repositories import Repositories

T = TypeVar("T")
PAUSE = 0.2
"""Seconds after which is looked again whether another lane has its answer."""
ANSWERED_WITHIN = timedelta(seconds=60)
"""Who has asked longer ago, without an answer, is gone."""
_log = logging.getLogger(__name__)
Found = dict[str, Any]
"""What came of asking: the columns `outcome` and `document`."""


@dataclass(frozen=True)
class Hunt:
    """One lead of one search."""

    context: Context
    workspace: str
    search_id: str
    lead_id: str

    async def carry_out(self) -> Contact | None:
        """What was found; None when the search ended before."""
        while True:
            found = await self._next()
            if found is None:
                return None
            person, move = found
            match move:
                case Contact():
                    return move
                case Ask() | Verify():
                    await self._do(person, move)

    async def _next(self) -> tuple[Wanted, Move] | None:
        """Whose address is wanted, and what to do next for it; nothing where a verified one is known."""
        async with self.context.store.reading(self.workspace) as repos:
            search = await repos.contacts.get(self.search_id)
            row = await repos.contacts.target(self.search_id, self.lead_id)
            if search is None or row is None or search.status is not SearchStatus.RUNNING:
                return None
            known = confirmed(await facts_of(repos, self.lead_id))
            if known is not None:
                return Wanted("", ""), Contact(TargetState.VERIFIED, known.value, known.source, 100)
            record = [looked(each) for each in await repos.contacts.lookups(self.search_id, self.lead_id)]
            person = informed(await wanted_of(repos, row[1]), record)
            if not (person.first and person.last and (person.company or person.domain)):
                return person, Contact(TargetState.NOTHING)
            return person, next_move(person, await course_for(repos, self.context, search), record)

    async def _do(self, person: Wanted, move: Ask | Verify) -> None:
        """Ask, once, and keep the answer whatever happens to us meanwhile.

        An address that another lead of the search has, too (a shared mailbox), is paid once.
        """
        name, subject, credited, again_free = _of(move)
        key = {"search_id": self.search_id, "lead_id": self.lead_id, "provider": name, "subject": subject}
        row = {
            **key,
            "credited": credited,
            "outcome": LookupOutcome.ASKED,
            "document": {},
            "millicents": 0,
            "asked_at": self.context.clock.now(),
        }
        async with self.context.store.transaction(self.workspace) as repos:
            known = await self._of_others(repos, subject)
            new = known is not LookupOutcome.ASKED and await repos.contacts.intend(row)
        if known is LookupOutcome.ASKED:
            await asyncio.sleep(PAUSE)
        elif known is not None:
            await self._keep(key, {"outcome": known, "document": {"known": True}})
        elif new or again_free:
            await unbroken(self._ask(person, move, key))
        else:
            await self._keep(key, {"outcome": LookupOutcome.INTERRUPTED, "document": {}})

    async def _of_others(self, repos: Repositories, subject: str) -> LookupOutcome | None:
        """What a verifier said of an address for another lead; *asked* while it is asked just now."""
        if not subject:
            return None
        # One lane after the other, so that both do not find that nobody asks.
        await repos.contacts.lock(self.search_id)
        same = await repos.contacts.lookups(self.search_id, subject=subject)
        known = next((each.outcome for each in same if each.outcome in CHECKED), None)
        others = (each for each in same if each.lead_id != self.lead_id)
        since = self.context.clock.now() - ANSWERED_WITHIN
        asked = any(each.outcome is LookupOutcome.ASKED and each.asked_at > since for each in others)
        return LookupOutcome.ASKED if known is None and asked else known

    async def _ask(self, person: Wanted, move: Ask | Verify, key: dict[str, str]) -> None:
        try:
            found = await self._answer(person, move)
        except (ProviderError, SecretKeyError) as error:
            outcome = error.outcome if isinstance(error, ProviderError) else LookupOutcome.REFUSED
            after = error.retry_after if isinstance(error, ThrottledError) else None
            found = {"outcome": outcome, "document": {"said": str(error), "retry_after": after}}
        except Exception:  # noqa: BLE001 - a vendor that is odd in a new way must not end the search
            _log.exception("asking %s broke", key["provider"])
            found = {"outcome": LookupOutcome.BROKEN, "document": {"said": "Something broke on my side."}}
        await self._keep(key, found)

    async def _answer(self, person: Wanted, move: Ask | Verify) -> Found:
        if isinstance(move, Verify):
            verifier = await self.context.opened(self.workspace, VERIFIER)
            return {"outcome": LookupOutcome((await verifier.verify(move.email)).value), "document": {}}
        provider = await self.context.opened(self.workspace, move.kind)
        candidates = (await provider.find(person)).candidates
        outcome = LookupOutcome.FOUND if candidates else LookupOutcome.NOTHING
        kept = [asdict(each) for each in await self._without_deleted(candidates)]
        return {"outcome": outcome, "document": {"candidates": kept}}

    async def _without_deleted(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The addresses but for those of people who were deleted on request: these are not even noted."""
        async with self.context.store.reading(self.workspace) as repos:
            gone = await forgotten(repos, [{"email": each.email.strip().lower()} for each in candidates])
        return [each for number, each in enumerate(candidates) if number not in gone]

    async def _keep(self, key: dict[str, str], found: Found) -> None:
        known = found["document"].get("known", False)
        paid = 0 if known else price_of(key["provider"]).of(found["outcome"])
        news = {**found, "millicents": paid, "answered_at": self.context.clock.now()}
        async with self.context.store.transaction(self.workspace) as repos:
            await repos.contacts.answered(key, news)
            if found["outcome"] is LookupOutcome.THROTTLED:
                search = await repos.contacts.lock(self.search_id)
                if search is not None:
                    search.throttled = True


def _of(move: Ask | Verify) -> tuple[str, str, str, bool]:
    """Who is asked, of what, to whose credit, and whether asking again is free."""
    if isinstance(move, Verify):
        return VERIFIER.name, move.email, move.provider, VERIFIER.again_free
    return move.kind.name, "", move.kind.name, move.kind.again_free


async def unbroken(work: Awaitable[T]) -> T:
    """Finish the work even when whoever waits for it is cancelled: its answer may be paid for."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
