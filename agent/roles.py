"""Who acts, and what they may decide: one table of rules over roles and what the workspace has settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.errors import NotAllowedError
from storage.models import Role

__all__ = [
    "MAY",
    "Act",
    "Actor",
    "Approver",
    "LeadScope",
    "Policy",
    "Role",
    "may",
    "require",
    "require_decider",
    "require_owner",
]

RANK: Mapping[Role, int] = {Role.REP: 0, Role.MANAGER: 1, Role.ADMIN: 2}


class Approver(StrEnum):
    """Who may approve a plan."""

    AUTHOR = "author"
    MANAGERS = "managers"
    ADMINS = "admins"


class LeadScope(StrEnum):
    """Whose leads a manager sees."""

    OWN = "own"
    TEAM = "team"


class Policy(BaseModel):
    """What a workspace has settled; `connections` and `settings` name the least role that may change them."""

    model_config = ConfigDict(frozen=True)

    approvers: Annotated[frozenset[Approver], Field(min_length=1)] = frozenset(Approver)
    manager_leads: LeadScope = LeadScope.TEAM
    connections: Role = Role.REP
    settings: Literal[Role.MANAGER, Role.ADMIN] = Role.ADMIN


@dataclass(frozen=True)
class Actor:
    """A person in a workspace with what they are there, and what the workspace has settled."""

    workspace: str
    user: str
    role: Role = Role.REP
    policy: Policy = field(default_factory=Policy)

    @property
    def admin(self) -> bool:
        return self.role is Role.ADMIN

    def is_at_least(self, role: Role) -> bool:
        return RANK[self.role] >= RANK[role]


class Act(StrEnum):
    """What may be asked for permission."""

    APPROVE = "approve"
    """A plan."""
    DECIDE = "decide"
    """Over a plan or a run: plan again, cancel, start, go on."""
    OWN = "own"
    """Change what is somebody's own: a playbook, a schedule, a question."""
    SEE_LEADS = "see_leads"
    CHANGE_LEADS = "change_leads"
    """Edit, merge and delete them, and say whom nobody may contact."""
    CONNECT = "connect"
    """Set or remove one's account."""
    SETTLE = "settle"
    """Change what the workspace has settled."""
    GOVERN = "govern"
    """Give roles, read the audit trail."""


def _approves(actor: Actor, author: str) -> bool:
    approvers = actor.policy.approvers
    return (
        (actor.user == author and Approver.AUTHOR in approvers)
        or (actor.role is Role.MANAGER and Approver.MANAGERS in approvers)
        or (actor.admin and Approver.ADMINS in approvers)
    )


def _decides(actor: Actor, owner: str) -> bool:
    manages = actor.role is Role.MANAGER and Approver.MANAGERS in actor.policy.approvers
    return _owns(actor, owner) or manages


def _owns(actor: Actor, owner: str) -> bool:
    return actor.user == owner or actor.admin


def _sees_leads(actor: Actor, owner: str) -> bool:
    manages = actor.role is Role.MANAGER and actor.policy.manager_leads is LeadScope.TEAM
    return _owns(actor, owner) or manages


MAY: Mapping[Act, Callable[[Actor, str], bool]] = {
    Act.APPROVE: _approves,
    Act.DECIDE: _decides,
    Act.OWN: _owns,
    Act.SEE_LEADS: _sees_leads,
    Act.CHANGE_LEADS: _sees_leads,
    Act.CONNECT: lambda actor, _: actor.is_at_least(actor.policy.connections),
    Act.SETTLE: lambda actor, _: actor.is_at_least(actor.policy.settings),
    Act.GOVERN: lambda actor, _: actor.admin,
}
"""Who may do what; the second argument is whose it is, where it is somebody's."""

_WORDS: Mapping[Act, str] = {
    Act.APPROVE: "approve that",
    Act.SEE_LEADS: "see these leads",
    Act.CHANGE_LEADS: "change this lead",
    Act.CONNECT: "change connections here",
    Act.SETTLE: "change the settings",
    Act.GOVERN: "do that",
}


def may(actor: Actor, act: Act, owner: str = "") -> bool:
    """Whether the actor may do that with what is the owner's."""
    return MAY[act](actor, owner)


def require(actor: Actor, act: Act, owner: str = "") -> None:
    """Raise unless the actor may do that; the error says who may."""
    if may(actor, act, owner):
        return
    able = [name for name, one in _people(actor, owner) if may(one, act, owner)]
    *most, last = able
    who = f"{', '.join(most)} or {last}" if most else last
    raise NotAllowedError(f"Only {who} can {_WORDS.get(act, 'decide that')}.")


def _people(actor: Actor, owner: str) -> Iterator[tuple[str, Actor]]:
    """Who else there may be, as a sentence names them."""
    if owner:
        yield f"<@{owner}>", replace(actor, user=owner, role=Role.REP)
    yield "a manager", replace(actor, user="", role=Role.MANAGER)
    yield "an admin of this workspace", replace(actor, user="", role=Role.ADMIN)


def require_decider(actor: Actor, owner: str) -> None:
    """Raise unless the actor may decide over the plan or run that the owner asked for."""
    require(actor, Act.DECIDE, owner)


def require_owner(actor: Actor, owner: str) -> None:
    """Raise unless it is the actor's own, or they are an admin."""
    require(actor, Act.OWN, owner)
