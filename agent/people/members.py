"""Roles of people and the settings of their workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.events import HomeChanged
from agent.roles import Act, Actor, Approver, Policy, Role, require
from agent.telling import Telling
from storage.models import Member as MemberRow
from storage.repositories import Repositories
from storage.store import Store

AS_IN_SLACK = "as in Slack"


@dataclass(frozen=True)
class Standing:
    """What is settled of a person: their role, if one was given, and the policy of their workspace."""

    role: Role | None
    policy: Policy


@dataclass(frozen=True)
class Member:
    """A role that somebody was given."""

    user: str
    role: Role
    given_by: str
    given_at: datetime


class Members:
    """Gives roles and settles policies. Who has none is an admin where Slack says so, else a rep."""

    def __init__(self, store: Store, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._telling = telling
        self._clock = clock

    async def standing(self, workspace: str, user: str) -> Standing:
        """What is settled of a person now; read afresh each time, so that a change counts at once."""
        async with self._store.reading(workspace) as repos:
            row = await repos.members.get(user)
            return Standing(row.role if row is not None else None, await _policy(repos))

    async def all(self, actor: Actor) -> list[Member]:
        """Everybody who was given a role, the latest first."""
        require(actor, Act.SETTLE)
        async with self._store.reading(actor.workspace) as repos:
            rows = await repos.members.all()
        return [Member(row.user, row.role, row.given_by, row.given_at) for row in rows]

    async def give(self, actor: Actor, user: str, role: Role | None) -> None:
        """Give somebody a role; None lets Slack's word count again. Giving it twice changes nothing."""
        require(actor, Act.GOVERN)
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            await repos.members.lock_settings(now)
            row = await repos.members.get(user)
            before = row.role if row is not None else None
            if before is role:
                return
            if row is None:
                repos.members.add(
                    MemberRow(
                        workspace=actor.workspace,
                        user=user,
                        role=role or Role.REP,
                        given_by=actor.user,
                        given_at=now,
                    )
                )
            elif role is None:
                await repos.members.remove(user)
            else:
                row.role, row.given_by, row.given_at = role, actor.user, now
            detail = f"{before or AS_IN_SLACK} → {role or AS_IN_SLACK}"
            note(repos, actor.user, AuditAct.ROLE_CHANGED, now, user, detail)
            await repos.session.flush()
            await self._telling.later(repos, HomeChanged(actor.workspace, user))

    async def settle(self, actor: Actor, policy: Policy) -> None:
        """Change what the workspace has settled; the same again changes nothing."""
        require(actor, Act.SETTLE)
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            row = await repos.members.lock_settings(now)
            before = Policy.model_validate(row.document)
            if policy.settings is not before.settings:
                require(actor, Act.GOVERN)
            if policy == before:
                return
            row.document, row.updated_at = policy.model_dump(mode="json"), now
            detail = difference(before, policy)
            note(repos, actor.user, AuditAct.SETTINGS_CHANGED, now, actor.workspace, detail)
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))


def difference(before: Policy, after: Policy) -> str:
    """What changed between two policies, in words."""
    said = (
        ("plans are approved by", _approvers(before), _approvers(after)),
        ("managers see leads of", before.manager_leads.value, after.manager_leads.value),
        ("connections are changed by at least", before.connections.value, after.connections.value),
        ("settings are changed by at least", before.settings.value, after.settings.value),
    )
    return "; ".join(f"{what}: {was} → {now}" for what, was, now in said if was != now)


def _approvers(policy: Policy) -> str:
    return ", ".join(each.value for each in Approver if each in policy.approvers)


async def _policy(repos: Repositories) -> Policy:
    row = await repos.members.settings()
    return Policy.model_validate(row.document) if row is not None else Policy()
