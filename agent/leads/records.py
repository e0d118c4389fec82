"""One lead at a time: shown with all that is known, found by name, edited, not to be contacted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.errors import InvalidError, NotFoundError, StaleError
from agent.events import HomeChanged
from agent.leads.draft import own_keys
from agent.leads.editing import FIELDS, InvalidLeadError, changes
from agent.leads.fact import Fact, current, said_by
from agent.leads.headline import facts_of
from agent.leads.learning import learn
from agent.leads.reading import GONE, permitted, read_card
from agent.leads.record import LABELS, LeadCard
from agent.leads.service import LeadLine, line_of
from agent.leads.suppression import forgotten
from agent.people.lead import whose
from agent.people.remembering import remember_leads
from agent.roles import Act, Actor
from agent.telling import Telling
from storage.folding import folded
from storage.models import Lead
from storage.repositories import Repositories
from storage.store import Store

LONGEST_REASON = 200
_TELLING = ("email", "profile_url", "name", "company", "website")
"""Fields that tell who somebody is."""
CHANGED = "Somebody changed this lead meanwhile. Below is what you typed: look again, then save."


class Records:
    """Leads as one looks at them and corrects them. Doing the same twice changes nothing the second time."""

    def __init__(self, store: Store, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._telling = telling
        self._clock = clock

    async def card(self, actor: Actor, lead_id: str) -> LeadCard:
        """Everything that is known of a lead that the actor sees."""
        async with self._store.reading(actor.workspace) as repos:
            lead = await permitted(repos, actor, lead_id, Act.SEE_LEADS)
            return await read_card(repos, actor, lead, self._clock.now())

    async def looked_at(self, actor: Actor, lead_id: str) -> LeadCard:
        """The same, remembered as one that matters to the actor."""
        card = await self.card(actor, lead_id)
        async with self._store.transaction(actor.workspace) as repos:
            await remember_leads(repos, actor.user, [lead_id], self._clock.now())
        return card

    async def line(self, workspace: str, lead_id: str) -> LeadLine:
        """A lead in a list that was made for somebody who sees it."""
        async with self._store.reading(workspace) as repos:
            found = await repos.lead_records.get(lead_id)
        if found is None:
            raise NotFoundError(GONE)
        return line_of(found)

    async def called(self, repos: Repositories, actor: Actor, name: str, limit: int) -> Sequence[LeadLine]:
        """Leads that the actor sees whose name has these words, in the caller's transaction."""
        words = folded(name)
        if words is None:
            return []
        found = await repos.lead_records.called(words, whose(actor), limit)
        exact = [lead for lead in found if lead.name_words == words]
        return [line_of(lead) for lead in exact or found]

    async def lines(self, repos: Repositories, actor: Actor, lead_ids: Sequence[str]) -> Sequence[LeadLine]:
        """Those of these leads that the actor sees, in the caller's transaction."""
        return [line_of(lead) for lead in await repos.leads.among(lead_ids, whose(actor))]

    async def edit(self, actor: Actor, lead_id: str, values: Mapping[str, str], version: str = "") -> None:
        """Keep what a person says of a lead: it counts from now on, whatever phantoms find.

        `version` is that of the card that was edited. `InvalidLeadError` names the fields that will not do,
        `StaleError` says that somebody was quicker.
        """
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            lead = await permitted(repos, actor, lead_id, Act.CHANGE_LEADS, lock=True)
            facts = await facts_of(repos, lead.id)
            before = _counting(facts)
            changed = changes(values, before)
            if not changed:
                return
            if version and version != lead.updated_at.isoformat():
                raise StaleError(CHANGED)
            await _still_somebody_else(repos, before, before | changed)
            new = [Fact(name, value, said_by(actor.user), now) for name, value in changed.items()]
            await self._recognise(repos, lead, before, before | changed)
            await learn(repos, lead, new, now)
            detail = ", ".join(LABELS[name].lower() for name in changed)
            note(repos, actor.user, AuditAct.LEAD_EDITED, now, lead.id, detail)
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))

    async def _recognise(
        self, repos: Repositories, lead: Lead, before: Mapping[str, str], after: Mapping[str, str]
    ) -> None:
        """By what is right now, and by what a person took away no more."""
        old, new = own_keys(_filled(before)), own_keys(_filled(after))
        added = [key for key in new if key not in old]
        others = [each for each in await repos.leads.by_keys(added) if each.id != lead.id]
        if others:
            taken = {kind for kind, value in added if (kind, value) in await self._keys_of(repos, others)}
            fields = {"email": "e-mail", "profile": "profile"}
            name = others[0].name or others[0].email or "another lead"
            raise InvalidLeadError(
                {
                    {"email": "email", "profile": "profile_url"}[kind]: (
                        f"That is the {fields[kind]} of {name}. If they are one person, merge them."
                    )
                    for kind in taken
                }
            )
        await repos.lead_records.drop_keys(lead.id, [key for key in old if key not in new])
        await repos.leads.claim_keys(lead.id, added)

    @staticmethod
    async def _keys_of(repos: Repositories, leads: Sequence[Lead]) -> set[tuple[str, str]]:
        return {key for lead in leads for key in await repos.lead_records.keys(lead.id)}

    async def block(self, actor: Actor, lead_id: str, reason: str) -> None:
        """Nobody may contact this person from now on."""
        why, now = " ".join(reason.split()), self._clock.now()
        if not why:
            raise InvalidError("Say why, so that others understand it.", "reason")
        if len(why) > LONGEST_REASON:
            raise InvalidError(f"A reason has at most {LONGEST_REASON} characters.", "reason")
        async with self._store.transaction(actor.workspace) as repos:
            lead = await permitted(repos, actor, lead_id, Act.CHANGE_LEADS, lock=True)
            if lead.blocked_at is not None and lead.blocked_reason == why:
                return
            lead.blocked_at, lead.blocked_by, lead.blocked_reason = now, actor.user, why
            note(repos, actor.user, AuditAct.LEAD_BLOCKED, now, lead.id)
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))

    async def unblock(self, actor: Actor, lead_id: str) -> None:
        """They may be contacted again."""
        async with self._store.transaction(actor.workspace) as repos:
            lead = await permitted(repos, actor, lead_id, Act.CHANGE_LEADS, lock=True)
            if lead.blocked_at is None:
                return
            lead.blocked_at = lead.blocked_by = lead.blocked_reason = None
            note(repos, actor.user, AuditAct.LEAD_UNBLOCKED, self._clock.now(), lead.id)
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))


async def _still_somebody_else(
    repos: Repositories, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Nobody becomes a person by hand who was deleted on request."""
    if await forgotten(repos, [_filled(after)]) and not await forgotten(repos, [_filled(before)]):
        field = next(name for name in _TELLING if after.get(name, "") != before.get(name, ""))
        raise InvalidLeadError({field: "That is somebody who was deleted on request, and stays so."})


def _counting(facts: Sequence[Fact]) -> dict[str, str]:
    return {name: fact.value for name, fact in current(facts).items()}


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


__all__ = ["FIELDS", "LONGEST_REASON", "Records"]
