"""Where a lead stands: how far the contact is, and what a review decided. One table of moves for both."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import StaleError
from storage.models import Decision, Lead, LeadState

Standing = LeadState | Decision

NEXT: Mapping[Standing, frozenset[Standing]] = {
    LeadState.NEW: frozenset(
        {LeadState.RESEARCHING, LeadState.RESEARCHED, LeadState.EMAILED, LeadState.UNSUBSCRIBED}
    ),
    # Research that fails or is cancelled leaves a lead as it was.
    LeadState.RESEARCHING: frozenset(
        {LeadState.RESEARCHED, LeadState.NEW, LeadState.BOUNCED, LeadState.UNSUBSCRIBED}
    ),
    LeadState.RESEARCHED: frozenset({LeadState.RESEARCHING, LeadState.EMAILED, LeadState.UNSUBSCRIBED}),
    LeadState.EMAILED: frozenset({LeadState.REPLIED, LeadState.BOUNCED, LeadState.UNSUBSCRIBED}),
    LeadState.REPLIED: frozenset({LeadState.UNSUBSCRIBED}),
    # Another address can be looked for and written to.
    LeadState.BOUNCED: frozenset({LeadState.RESEARCHING, LeadState.EMAILED, LeadState.UNSUBSCRIBED}),
    LeadState.UNSUBSCRIBED: frozenset(),
    Decision.PROPOSED: frozenset({Decision.APPROVED, Decision.REJECTED, Decision.SKIPPED}),
    Decision.SKIPPED: frozenset({Decision.APPROVED, Decision.REJECTED, Decision.PROPOSED}),
    Decision.APPROVED: frozenset({Decision.REJECTED, Decision.SKIPPED, Decision.PROPOSED}),
    # Only a person brings somebody back whom a person turned down.
    Decision.REJECTED: frozenset({Decision.APPROVED, Decision.SKIPPED, Decision.PROPOSED}),
}
"""The lead's states are those of seeds/004; reviewed are leads in any of them."""
_SAID: Mapping[LeadState, str] = {
    LeadState.NEW: "is new",
    LeadState.RESEARCHING: "is being researched",
    LeadState.RESEARCHED: "is researched",
    LeadState.EMAILED: "was e-mailed",
    LeadState.REPLIED: "has replied",
    LeadState.UNSUBSCRIBED: "wants no mail any more",
    LeadState.BOUNCED: "has an address that bounced",
}


def move(lead: Lead, to: Standing) -> None:
    """Put a lead into another state, or give it another decision; `StaleError` says why that cannot be."""
    if isinstance(to, Decision):
        if to is not lead.decision and to not in NEXT[lead.decision]:
            raise StaleError(f"{lead.name or 'This lead'} is {lead.decision} already.")
        lead.decision = to
        return
    if to is not lead.state and to not in NEXT[lead.state]:
        raise StaleError(f"{lead.name or 'This lead'} {_SAID[lead.state]}.")
    lead.state = to
