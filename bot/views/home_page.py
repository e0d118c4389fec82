"""What Home shows, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent.credentials import Connection
from agent.execution.card import RunCard
from agent.leads.service import LeadLine
from agent.people.person import Person
from agent.people.priorities import PriorityItem
from agent.planner.card import PlanCard
from agent.playbooks.card import PlaybookCard
from agent.prospecting.card import SessionCard
from agent.questions.week import Week
from agent.scheduling.card import TaskCard
from bot.views.blocks import escape


@dataclass(frozen=True)
class HomePage:
    """Everything that one person's Home shows; `links` leads to the message of a plan or run, by its id."""

    user: str
    proposed: Sequence[PlanCard]
    waiting: Sequence[RunCard]
    running: Sequence[RunCard]
    recent: Sequence[PlanCard]
    week: Week
    leads: Sequence[LeadLine]
    lead_count: int
    playbooks: Sequence[PlaybookCard]
    schedules: Sequence[TaskCard]
    connections: Mapping[str, Connection]
    links: Mapping[str, str]
    priorities: Sequence[PriorityItem] = ()
    person: Person = field(default_factory=Person)
    settles: bool = False
    to_approve: Sequence[PlanCard] = ()
    to_review: int = 0
    prospects: Sequence[SessionCard] | None = None

    def linked(self, key: str, text: str) -> str:
        """A title that leads to its message, where that is known."""
        url = self.links.get(key)
        return f"<{url}|{escape(text).replace('|', '¦')}>" if url else escape(text)
