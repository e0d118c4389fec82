"""Contacts of a company over the waterfall: its people become leads, whose addresses are looked for.

A search has the key of the session and the company, so that whatever is killed in between, the same again
goes on with what was asked already and pays for nothing twice.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from agent.enrichment.card import most_of
from agent.enrichment.context import Context
from agent.enrichment.hunting import Hunt
from agent.enrichment.job import keep_contact
from agent.enrichment.providers import KEYED, VERIFIER
from agent.enrichment.reading import circumstances, course_of, preference_of, verifier_closed
from agent.enrichment.standing import Closed
from agent.enrichment.states import move
from agent.enrichment.waterfall import Course
from agent.icp.profile import Company
from agent.leads.saving import save_lead
from agent.prospecting.adapters.choosing import MOST, chosen
from agent.prospecting.parts import Contact, Found, Price, Sought
from agent.prospecting.people import Place, drafted, not_deleted
from storage.models import ContactSearch, ContactTarget, Decision, SearchStatus, TargetState
from storage.repositories import Repositories

_DONE = frozenset({TargetState.VERIFIED, TargetState.UNVERIFIED, TargetState.SHARED, TargetState.NOTHING})
PATIENCE = "A provider of contacts asked for patience."
NO_VERIFIER = f"No address counts as verified: {VERIFIER.title} has no key (Settings → Contact providers)."


class Waterfall:
    """Looks for the addresses of a company's people, one after the other."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def price(self, workspace: str) -> Price:
        """Everybody asked for as many people as become leads, every address verified."""
        async with self._context.store.reading(workspace) as repos:
            course = await self._course(repos)
        simulated = bool(self._context.urls)
        return Price(most_of(course, MOST), MOST, verifies=course.verifies, simulated=simulated)

    async def _course(self, repos: Repositories) -> Course:
        around = await circumstances(repos, self._context, ())
        return course_of((await preference_of(repos)).names(), around)

    async def find(self, sought: Sought) -> Found:
        """Those who decide first, at most three; what went wrong is said beside what was found."""
        linkedin = next((each.value for each in sought.signals if each.field == "linkedin"), "")
        search_id = _search_of(sought.workspace, sought.key)
        async with self._context.store.transaction(sought.workspace) as repos:
            people = await self._begin(repos, sought, search_id, linkedin)
            note = await self._note(repos, search_id) if people else ""
        found: list[Contact] = []
        reached: list[Contact] = []
        for lead_id, person in people.items():
            if sought.enough(Found(tuple(reached), linkedin)):
                found.append(person)
                continue
            contact = await self._look(sought, search_id, lead_id, person)
            if contact is not None:
                found.append(contact)
                reached += [contact] if contact.verified else []
        throttled, spent = await self._end(sought.workspace, search_id) if people else (False, 0)
        return Found(tuple(found), linkedin, throttled, PATIENCE if throttled else note, spent)

    async def halt(self, repos: Repositories, key: str) -> None:
        """Pay for nothing more; what is under way is the last."""
        search = await repos.contacts.lock(_search_of(repos.workspace, key))
        if search is not None and search.status is SearchStatus.RUNNING:
            move(search, SearchStatus.STOPPED)
            search.ended_at = self._context.clock.now()

    async def _begin(
        self, repos: Repositories, sought: Sought, search_id: str, linkedin: str
    ) -> dict[str, Contact]:
        """The people by their leads, and the search, if there is none yet; nobody once it was cancelled."""
        if not await sought.goes_on(repos):
            return {}
        company = Company(sought.domain, sought.name, sought.signals)
        place = Place(sought.owner, self._context.clock.now())
        people: dict[str, Contact] = {}
        for person in await not_deleted(repos, company, chosen(sought.signals, sought.titles)):
            if len(people) == MOST:
                break
            draft = drafted(person, company, linkedin, place)
            lead, _ = await save_lead(repos, draft, place.owner, place.at)
            if lead.blocked_at is None and lead.decision is not Decision.REJECTED:
                people[lead.id] = person
        if people and await repos.contacts.get(search_id) is None:
            await self._keep(repos, sought, search_id, list(people))
        return people

    async def _keep(self, repos: Repositories, sought: Sought, search_id: str, leads: list[str]) -> None:
        """The search. Where it would cost more than was agreed on, since there are new keys, none is used."""
        course = await self._course(repos)
        dearer = sought.most is not None and most_of(course, len(leads)) > sought.most
        now = self._context.clock.now()
        search = ContactSearch(
            id=search_id,
            workspace=sought.workspace,
            owner=sought.owner,
            channel="",
            thread_ts="",
            status=SearchStatus.RUNNING,
            document={"left_out": [kind.name for kind in KEYED] if dearer else []},
            most=0 if dearer else most_of(course, len(leads)),
            asked_at=now,
            started_at=now,
        )
        targets = [
            ContactTarget(search_id=search_id, lead_id=lead, position=at, state=TargetState.WAITING)
            for at, lead in enumerate(leads)
        ]
        repos.contacts.add(search, targets)
        await repos.session.flush()

    async def _note(self, repos: Repositories, search_id: str) -> str:
        """Why nothing can be verified, where nobody has given the key for it."""
        around = await circumstances(repos, self._context, (), search_id)
        return NO_VERIFIER if verifier_closed(around) is Closed.NO_KEY else ""

    async def _look(self, sought: Sought, search_id: str, lead_id: str, person: Contact) -> Contact | None:
        """The person with what was found, now or before; None for one who is gone meanwhile."""
        async with self._context.store.reading(sought.workspace) as repos:
            row = await repos.contacts.target(search_id, lead_id)
        if row is None:
            return None
        if row[0].state not in _DONE:
            ended = await Hunt(self._context, sought.workspace, search_id, lead_id).carry_out()
            async with self._context.store.transaction(sought.workspace) as repos:
                row = await repos.contacts.target(search_id, lead_id)
                if row is None:
                    return None
                if ended is not None:
                    await keep_contact(repos, *row, ended, self._context.clock.now())
        return _with_address(person, row[0])

    async def _end(self, workspace: str, search_id: str) -> tuple[bool, int]:
        """Whether a provider asked for patience, and what the search cost."""
        async with self._context.store.transaction(workspace) as repos:
            search = await repos.contacts.lock(search_id)
            if search is None:
                return False, 0
            if search.status is SearchStatus.RUNNING and move(search, SearchStatus.FINISHED):
                search.ended_at = self._context.clock.now()
            return search.throttled, await repos.contacts.spent(search_id)


def _search_of(workspace: str, key: str) -> str:
    """The contact search of a company in a session."""
    return sha256(f"{workspace}|{key}".encode()).hexdigest()[:16]


def _with_address(person: Contact, target: ContactTarget) -> Contact:
    """The person with the address that is theirs alone; one that many read is none of theirs."""
    if target.state not in {TargetState.VERIFIED, TargetState.UNVERIFIED}:
        return person
    verified = target.state is TargetState.VERIFIED
    return replace(person, email=target.email or "", verified=verified, email_source=target.provider or "")
