"""Who is briefed and alerted, and how they like it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from agent.alerts.quiet import until_end
from agent.briefings.facts import Wishes
from agent.briefings.gathering import Reader
from agent.clock import Clock
from agent.people.priorities import Priorities, PriorityItem
from agent.people.service import People
from agent.roles import Act, Actor, may
from bot.admins import Admins
from bot.zones import Zones

OTHERS = "somebody else"
MOST = 5
"""As many of a priority list are read out."""


@dataclass(frozen=True)
class Readers:
    """Puts together what is known of a person here, and what Slack knows."""

    people: People
    priorities: Priorities
    admins: Admins
    zones: Zones
    clock: Clock

    async def hush(self, actor: Actor) -> timedelta:
        """How long a person's quiet hours last from now on."""
        person = await self.people.of(actor)
        if person.quiet is None:
            return timedelta(0)
        zone = await self.zones.of(actor.user)
        return until_end(person.quiet, self.clock.now(), zone.info)

    async def of(self, workspace: str, user: str, zone: ZoneInfo) -> Reader:
        """The reader of a briefing."""
        actor = await self.admins.of(workspace, user)
        person = await self.people.of(actor)
        items = await self.priorities.of(actor)
        wishes = Wishes(
            goals=person.goals,
            priorities=tuple(map(_words, items[:MOST])),
            style=person.style,
            metrics=person.metrics,
        )
        return Reader(
            user,
            zone,
            decides=may(actor, Act.APPROVE, OTHERS),
            sees=may(actor, Act.SEE_LEADS, OTHERS),
            frequency=person.frequency,
            channel=person.channel,
            wishes=wishes,
        )


def _words(item: PriorityItem) -> str:
    """An entry of a priority list, a lead with its company."""
    if item.lead is None:
        return item.text
    parts = (item.lead.name, item.lead.company)
    return ", ".join(part for part in parts if part) or item.text or "a lead without a name"
