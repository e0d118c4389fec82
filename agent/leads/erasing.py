"""Deleting a person for good: the lead at once, every text that names them right after, as durable work."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.durable import Durable, Job, Writing
from agent.events import Event, HomeChanged, Noticed
from agent.leads.calling import Called, called
from agent.leads.cleaning import clean_facts, clean_place, event_of
from agent.leads.headline import facts_of
from agent.leads.reading import permitted
from agent.leads.suppression import suppress
from agent.roles import Act, Actor
from agent.telling import Telling
from storage.models import Erasure, Lead
from storage.repositories import Repositories
from storage.repositories.erasures import places
from storage.store import Store

ERASE_JOB = "erase"
AGAIN = (timedelta(seconds=2), timedelta(seconds=30), timedelta(minutes=10), timedelta(hours=1))
"""When texts are cleaned again while jobs that name the person go on; the last as often as it takes."""
DONE = "Deleted as requested. Nothing that names the person is kept here any more."
IN_SLACK = "What was posted in Slack before stays in Slack: delete messages and files there."
CleanFiles = Callable[[Repositories, Called], Awaitable[Sequence[Event]]]
"""Takes a person out of files that are kept, in the caller's transaction; what is to be shown anew."""


async def _names() -> list[str]:
    return [place.name for place in places()]


@dataclass(frozen=True)
class ErasurePreview:
    """What would be deleted of a person, counted."""

    lead: str
    name: str
    values: int
    runs: int


class Erasing(Writing):
    """Deletes people on request. It can't be undone; doing it twice changes nothing.

    What stays is a fingerprint (see `agent.leads.suppression`), so that later runs leave the person out, and
    an entry of the audit trail without a word of theirs.
    """

    def __init__(
        self,
        store: Store,
        durable: Durable,
        telling: Telling,
        clock: Clock,
        clean_files: CleanFiles,
    ) -> None:
        self._clean_files = clean_files
        self.store = store
        self.durable = durable
        self._telling = telling
        self._clock = clock
        durable.add(Job(ERASE_JOB, self._erase, at_once=1))

    async def preview(self, actor: Actor, lead_id: str) -> ErasurePreview:
        """What there is to delete."""
        async with self.store.reading(actor.workspace) as repos:
            lead = await permitted(repos, actor, lead_id, Act.CHANGE_LEADS)
            facts, runs = await facts_of(repos, lead_id), await repos.lead_records.deliveries(lead_id)
        return ErasurePreview(lead.id, lead.name or lead.email or "Unknown", len(facts), len(runs))

    async def delete(self, actor: Actor, lead_id: str) -> None:
        """Delete the person now, and ask for the job that cleans every text."""
        now = self._clock.now()
        async with self.store.transaction(actor.workspace) as repos:
            if await repos.lead_records.get(lead_id) is None:
                return
            lead = await permitted(repos, actor, lead_id, Act.CHANGE_LEADS, lock=True)
            keys = await repos.lead_records.keys(lead_id)
            person = called(await facts_of(repos, lead_id), keys)
            await suppress(repos, person, keys, now)
            shown = await self._remove(repos, lead)
            erasure = Erasure(
                id=uuid.uuid4().hex[:16],
                workspace=actor.workspace,
                by=actor.user,
                at=now,
                document={"person": person.model_dump(mode="json"), "shown": shown, "lead": lead_id},
            )
            repos.suppressions.begin(erasure)
            note(repos, actor.user, AuditAct.LEAD_DELETED, now, lead_id, "on request")
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))
            await repos.session.flush()
            await self.durable.enqueue(
                repos.session, ERASE_JOB, actor.workspace, erasure.id, key=f"erase:{erasure.id}"
            )

    async def _remove(self, repos: Repositories, lead: Lead) -> list[str]:
        """Remove the lead; what showed it, by table and id. The figures of its runs are counted again."""
        runs = [each.run for each in await repos.lead_records.deliveries(lead.id)]
        shown = await repos.erasures.showing(lead.id)
        await repos.lead_records.remove(lead)
        for run in runs:
            if run.ended_at is not None:
                run.people, run.emails, run.known = await repos.leads.counts_of_run(run.id)
        return [*(f"ls_run:{run.id}" for run in runs), *shown]

    async def _erase(self, workspace: str, erasure_id: str, tries: str = "0") -> None:
        """The job: place by place, then what durable work remembers, then what the person was called.

        Jobs that go on may write the name once more: then it is all done again after them.
        """
        busy = await self.durable.step("going on", lambda: self._goes_on(workspace, erasure_id))
        shown: list[str] = []
        await self.write("files", workspace, lambda repos: self._files(repos, erasure_id))
        # Kept as a step, since a later release may have other places.
        for name in await self.durable.step("places", _names):
            clean = partial(self._clean, erasure_id=erasure_id, name=name)
            shown += await self.write(f"clean {name}", workspace, clean)
        await self.write("facts", workspace, lambda repos: self._facts(repos, erasure_id))
        await self.durable.step("jobs", lambda: self._jobs(workspace, erasure_id))
        end = self._again if busy else self._end
        ended = await self.write("end", workspace, lambda repos: end(repos, erasure_id, int(tries)))
        for each in dict.fromkeys([*shown, *ended.get("shown", [])]):
            await self._telling.in_job(f"show {each}", event_of(each, workspace))
        if "by" in ended:
            event = Noticed(workspace, ended["by"], "", f"erased:{erasure_id}", DONE, IN_SLACK)
            await self._telling.in_job("tell", event)

    async def _files(self, repos: Repositories, erasure_id: str) -> None:
        person = await self._person(repos, erasure_id)
        if person is not None:
            for event in await self._clean_files(repos, person):
                await self._telling.later(repos, event)

    async def _clean(self, repos: Repositories, erasure_id: str, name: str) -> list[str]:
        """Clean one place; what is to be shown anew, by table and id."""
        row = await repos.suppressions.erasure(erasure_id)
        place = next((each for each in places() if each.name == name), None)
        if row is None or place is None:
            return []
        person = Called.model_validate(row.document["person"])
        return await clean_place(repos, place, person, row.document["lead"])

    async def _facts(self, repos: Repositories, erasure_id: str) -> None:
        person = await self._person(repos, erasure_id)
        if person is not None:
            await clean_facts(repos, person)

    async def _goes_on(self, workspace: str, erasure_id: str) -> bool:
        """Whether jobs that name the person go on: what they write while texts are cleaned may be missed."""
        async with self.store.reading(workspace) as repos:
            person = await self._person(repos, erasure_id)
        return person is not None and await self.durable.goes_on(person.is_named_in)

    async def _jobs(self, workspace: str, erasure_id: str) -> None:
        """Forget finished jobs that name the person."""
        async with self.store.reading(workspace) as repos:
            person = await self._person(repos, erasure_id)
        if person is not None:
            await self.durable.forget(person.is_named_in)

    @staticmethod
    async def _person(repos: Repositories, erasure_id: str) -> Called | None:
        row = await repos.suppressions.erasure(erasure_id)
        return Called.model_validate(row.document["person"]) if row is not None else None

    async def _again(self, repos: Repositories, erasure_id: str, tries: int) -> dict[str, Any]:
        """Clean once more in a while; what showed the person is shown without them already."""
        row = await repos.suppressions.erasure(erasure_id)
        if row is None:
            return {}
        await self.durable.enqueue(
            repos.session,
            ERASE_JOB,
            repos.workspace,
            erasure_id,
            str(tries + 1),
            key=f"erase:{erasure_id}:{tries + 1}",
            delay=AGAIN[min(tries, len(AGAIN) - 1)],
        )
        return {"shown": row.document["shown"]}

    async def _end(self, repos: Repositories, erasure_id: str, _tries: int) -> dict[str, Any]:
        row = await repos.suppressions.erasure(erasure_id)
        if row is None:
            return {}
        await repos.suppressions.end(erasure_id)
        return {"by": row.by, "shown": row.document["shown"]}
