"""Where somebody is in a review: what they look through, how far they came, and what was just said."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from agent.roles import Act, Actor, may
from storage.filters import LeadFilter
from storage.folding import folded
from storage.models import Decision, Tier

COMPANY_LIMIT = 80


class Place(BaseModel):
    """A surface keeps it and hands it back; nothing in it is trusted to say who may see what.

    `done` counts decisions since the review was opened. `lead` is one that was picked from the table,
    `target` one that a form is about and `seen` the act that decided over it last. `page` is the table's
    page, `said` what came of the last act.
    """

    model_config = ConfigDict(frozen=True)

    show: Decision = Decision.PROPOSED
    tiers: tuple[Tier, ...] = ()
    email: bool | None = None
    qualified: bool | None = None
    company: Annotated[str, Field(max_length=COMPANY_LIMIT)] = ""
    run: str = ""
    team: bool = False
    done: int = 0
    lead: str = ""
    target: str = ""
    seen: str = ""
    page: int = 0
    said: Annotated[str, Field(max_length=600)] = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        asked = (self.tiers, self.company, self.run, self.email is not None, self.qualified is not None)
        return any(asked)

    def but(self, **changes: object) -> Place:
        """The same place with something else."""
        return Place.model_validate(self.model_dump() | changes)


def wanted(actor: Actor, place: Place, run_owner: str | None = None) -> LeadFilter:
    """The leads of a place that this actor may see: their own, or the team's where they see these.

    `run_owner` owns the place's run; whether the actor sees that person's leads is asked before.
    """
    everybody = place.team and may(actor, Act.SEE_LEADS)
    company = folded(place.company)
    return LeadFilter(
        owner=run_owner or (None if everybody else actor.user),
        tiers=place.tiers,
        decisions=(place.show,),
        email=place.email,
        qualified=place.qualified,
        companies=(company,) if company else (),
        runs=(place.run,) if place.run else None,
    )
