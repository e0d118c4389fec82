"""Who acts, and what they may decide."""

from __future__ import annotations

from dataclasses import dataclass

from agent.errors import NotAllowedError


@dataclass(frozen=True)
class Actor:
    """A person in a workspace; `admin` covers Slack's admins and owners and the ids named by the operator."""

    workspace: str
    user: str
    admin: bool = False


def require_decider(actor: Actor, owner: str) -> None:
    """Raise unless the actor may decide over what the owner asked for."""
    if actor.user != owner and not actor.admin:
        raise NotAllowedError(f"Only <@{owner}> or an admin of this workspace can decide that.")
