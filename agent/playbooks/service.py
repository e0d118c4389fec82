"""Playbooks as people use them: found, offered, started, named, shared, deleted."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.errors import InvalidError, NotFoundError, StaleError
from agent.events import HomeChanged
from agent.planner.card import PlanCard, PlanStatus, outcome_of
from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.intake import Intake, Message
from agent.planner.plan import Outcome
from agent.planner.reading import read
from agent.planner.reading.text import clean
from agent.planner.service import Planning
from agent.playbooks.card import GONE, PlaybookCard, is_visible, plan_kept, playbook_card
from agent.playbooks.following import UnfitError, asked, followed
from agent.playbooks.keeping import keep
from agent.playbooks.likeness import likeness
from agent.roles import Actor, require_decider, require_owner
from agent.telling import Telling
from storage.models import Playbook, RunStatus
from storage.repositories import Repositories
from storage.repositories.playbooks import Kept
from storage.store import Store

NAME_LIMIT = 80
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Playbooks:
    """Reuses approved plans. Whoever sees a playbook may start it; its owner and admins decide over it."""

    store: Store
    planning: Planning
    intake: Intake
    telling: Telling
    catalogue: Catalogue
    clock: Clock

    async def visible(self, actor: Actor) -> list[PlaybookCard]:
        """The actor's own and the shared playbooks, those that were used last first."""
        async with self.store.reading(actor.workspace) as repos:
            return [playbook_card(kept, self.catalogue) for kept in await repos.playbooks.visible(actor.user)]

    async def get(self, actor: Actor, playbook_id: str) -> PlaybookCard:
        """One playbook that the actor sees."""
        async with self.store.reading(actor.workspace) as repos:
            return playbook_card(await _seen(repos, actor.user, playbook_id), self.catalogue)

    async def governed(self, actor: Actor, playbook_id: str) -> PlaybookCard:
        """One playbook that the actor may decide over."""
        async with self.store.reading(actor.workspace) as repos:
            return playbook_card(await _governed(repos, actor, playbook_id), self.catalogue)

    async def offered(self, card: PlanCard, *, alone: bool) -> PlaybookCard | None:
        """The likest playbook whose phantoms could do what this proposed plan does with others.

        A private one only when its owner reads the plan `alone`: others would learn of its goal.
        """
        if card.plan is None or card.status is not PlanStatus.PROPOSED:
            return None
        plan = card.plan
        async with self.store.reading(card.workspace) as repos:
            found = await repos.playbooks.visible(card.author)
        open_ones = [kept for kept in found if alone or kept[0].shared]
        others = [kept for kept in open_ones if set(plan_kept(kept).scripts) != set(plan.scripts)]
        ranked = sorted(others, key=lambda kept: likeness(plan_kept(kept).goal, plan.goal), reverse=True)
        for kept in ranked:
            if likeness(plan_kept(kept).goal, plan.goal) and self._fits(kept, plan.goal):
                return playbook_card(kept, self.catalogue)
        return None

    def _fits(self, kept: Kept, goal: Goal) -> bool:
        try:
            followed(plan_kept(kept), goal, self.catalogue)
        except UnfitError:
            return False
        return True

    async def use(self, actor: Actor, plan_id: str, version: int, playbook_id: str) -> None:
        """Make the playbook's phantoms the next version of a plan that waits for a decision."""
        card = await self.planning.replannable(actor, plan_id, version)
        if card.plan is None:
            raise StaleError("There is no plan to change.")
        async with self.store.reading(actor.workspace) as repos:
            kept = await _seen(repos, card.author, playbook_id)
        plan = followed(plan_kept(kept), card.plan.goal, self.catalogue)
        changed = f"Now with the phantoms of the playbook “{kept[0].name}”."
        await self.planning.put(actor, plan_id, version, Outcome(plan=plan, changed=changed))
        await self._used(actor.workspace, playbook_id)

    async def check(self, actor: Actor, playbook_id: str, text: str) -> None:
        """Raise an `UnfitError` when the playbook is no plan for the goal in these words."""
        async with self.store.reading(actor.workspace) as repos:
            kept = await _seen(repos, actor.user, playbook_id)
        approved = plan_kept(kept)
        followed(approved, asked(approved, read(clean(text))), self.catalogue)

    async def start(self, message: Message, playbook_id: str) -> None:
        """Propose the playbook's phantoms for the goal of a message; what became unfit is planned afresh."""
        text = clean(message.text)
        try:
            async with self.store.reading(message.workspace) as repos:
                kept = await _seen(repos, message.author, playbook_id)
            approved = plan_kept(kept)
            plan = followed(approved, asked(approved, read(text)), self.catalogue)
        except (NotFoundError, UnfitError) as error:
            _log.info("planning afresh instead of playbook %s: %s", playbook_id, error)
            await self.intake.receive(message)
            return
        noted = plan.model_copy(update={"note": f"The phantoms of the playbook “{kept[0].name}”."})
        await self.planning.begin(replace(message, text=text), Outcome(plan=noted))
        await self._used(message.workspace, playbook_id)

    async def save(self, actor: Actor, run_id: str) -> PlaybookCard:
        """Keep the plan of a run as a playbook, unless one keeps it already."""
        async with self.store.transaction(actor.workspace) as repos:
            run = await repos.runs.get(run_id)
            row = await repos.plans.lock(run.plan_id) if run is not None else None
            if run is None or row is None:
                raise NotFoundError("I don't have that run any more.")
            require_decider(actor, row.author)
            versions = await repos.plans.versions(row.id)
            version = next(each for each in versions if each.number == run.plan_version)
            plan = outcome_of(version).plan
            if plan is None:
                raise StaleError("That run has no plan to keep.")
            made = await keep(repos, row, version.number, plan, self.clock.now())
            await repos.session.flush()
            await self.telling.run(repos, run_id, run.owner)
            kept = await _existing(repos, made.plan_id)
        return playbook_card(kept, self.catalogue)

    async def rename(self, actor: Actor, playbook_id: str, name: str) -> None:
        """Give a playbook another name."""
        wanted = clean(name)
        if not wanted:
            raise InvalidError("Give it a name.")
        if len(wanted) > NAME_LIMIT:
            raise InvalidError(f"A name has at most {NAME_LIMIT} characters.")
        async with self.store.transaction(actor.workspace) as repos:
            row, _ = await _governed(repos, actor, playbook_id)
            row.name = wanted
            await self._changed(repos, actor, row)

    async def share(self, actor: Actor, playbook_id: str, *, shared: bool) -> None:
        """Let the whole workspace see a playbook, or its owner alone; who decided it is kept."""
        async with self.store.transaction(actor.workspace) as repos:
            row, _ = await _governed(repos, actor, playbook_id)
            if row.shared == shared:
                return
            row.shared, row.shared_by, row.shared_at = shared, actor.user, self.clock.now()
            _log.info("playbook %s: shared=%s by %s", playbook_id, shared, actor.user)
            await self._changed(repos, actor, row)

    async def delete(self, actor: Actor, playbook_id: str) -> None:
        """Forget a playbook; its plan and runs stay. One that is gone already is no mistake."""
        async with self.store.transaction(actor.workspace) as repos:
            if await repos.playbooks.get(playbook_id) is None:
                return
            row, _ = await _governed(repos, actor, playbook_id)
            await repos.playbooks.remove(playbook_id)
            note(repos, actor.user, AuditAct.PLAYBOOK_DELETED, self.clock.now(), playbook_id, row.name)
            await repos.session.flush()
            await self._changed(repos, actor, row)
            for run in await repos.runs.with_status(row.owner, RunStatus.FINISHED):
                if run.plan_id == playbook_id:
                    # Its card offers to save the plan again.
                    await self.telling.run(repos, run.id, run.owner)

    async def _used(self, workspace: str, playbook_id: str) -> None:
        async with self.store.transaction(workspace) as repos:
            kept = await repos.playbooks.get(playbook_id)
            if kept is not None:
                kept[0].used_at = self.clock.now()
                await self.telling.later(repos, HomeChanged(workspace, kept[0].owner))

    async def _changed(self, repos: Repositories, actor: Actor, row: Playbook) -> None:
        """Homes that show it are out of date; others' are made anew when they are opened."""
        for user in dict.fromkeys((actor.user, row.owner)):
            await self.telling.later(repos, HomeChanged(actor.workspace, user))


async def _existing(repos: Repositories, playbook_id: str) -> Kept:
    kept = await repos.playbooks.get(playbook_id)
    if kept is None:
        raise NotFoundError(GONE)
    return kept


async def _seen(repos: Repositories, user: str, playbook_id: str) -> Kept:
    kept = await _existing(repos, playbook_id)
    if not is_visible(kept[0], user):
        raise NotFoundError(GONE)
    return kept


async def _governed(repos: Repositories, actor: Actor, playbook_id: str) -> Kept:
    kept = await _existing(repos, playbook_id)
    if not (actor.admin or is_visible(kept[0], actor.user)):
        raise NotFoundError(GONE)
    require_owner(actor, kept[0].owner)
    return kept
