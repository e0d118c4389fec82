"""A lead by its name, and which leads somebody sees."""

from __future__ import annotations

from dataclasses import dataclass

from agent.roles import Act, Actor, may
from storage.models import Lead


@dataclass(frozen=True)
class NamedLead:
    """As much of a lead as a list of what matters shows."""

    id: str
    name: str
    title: str | None
    company: str | None
    email: str | None
    profile_url: str | None


def named(lead: Lead) -> NamedLead:
    """A lead by its name."""
    return NamedLead(
        lead.id, lead.name or lead.email or "Unknown", lead.title, lead.company, lead.email, lead.profile_url
    )


def whose(actor: Actor) -> str | None:
    """The owner whose leads the actor sees; None for the whole workspace's."""
    return None if may(actor, Act.SEE_LEADS) else actor.user
