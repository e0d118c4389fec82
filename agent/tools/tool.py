"""A tool: what a model may call and a person may ask for in words, done by the same function."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from agent.briefings.service import Briefings
from agent.enrichment.service import Contacts
from agent.execution.service import Execution
from agent.leads.records import Records
from agent.llm.toolbox import Arguments
from agent.people.priorities import Priorities
from agent.people.service import People
from agent.planner.catalogue import Catalogue
from agent.planner.intake import Intake, Message
from agent.prospecting.service import Prospecting
from agent.questions.service import Questions
from agent.research.service import Researches
from agent.review.service import Review
from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.scheduling.service import Schedules
from agent.telling import Telling
from agent.tools.heard import About, Heard, Memory
from agent.tools.shown import Meaning, Nothing, Shown
from storage.repositories import Repositories

ArgumentsT = TypeVar("ArgumentsT", bound=Arguments)
SURE = 0.65
"""From here on a reading is acted upon; below, its author is asked."""
PERHAPS = 0.5
"""How sure it is that one of some kind is meant, when nobody says of which."""
UNLIKELY = 0.4
"""Below this, a reading is none."""


@dataclass(frozen=True)
class Uses:
    """The use cases that tools are done with."""

    intake: Intake
    questions: Questions
    execution: Execution
    schedules: Schedules
    briefings: Briefings
    people: People
    priorities: Priorities
    records: Records
    telling: Telling
    catalogue: Catalogue
    review: Review
    contacts: Contacts
    researches: Researches
    prospecting: Prospecting | None = None


@dataclass(frozen=True)
class Turn:
    """One message that something is done for, in one transaction.

    `id` names what is done: the same one again does nothing new. `repos` is the transaction that claimed it.
    """

    id: str
    message: Message
    actor: Actor
    now: datetime
    zone: Zone
    memory: Memory
    repos: Repositories
    uses: Uses


@dataclass(frozen=True)
class Reading(Generic[ArgumentsT]):
    """What a message means to a tool, and how sure that is; `label` and `phrase` ask for it."""

    arguments: ArgumentsT
    confidence: float
    label: str
    phrase: str


@dataclass(frozen=True)
class Outcome:
    """What was done: what a model is told, what the person is shown, and what it was about."""

    told: str
    shown: Shown = field(default_factory=Nothing)
    about: About = field(default_factory=About)


def anybody(_actor: Actor) -> bool:
    return True


@dataclass(frozen=True)
class Tool(Generic[ArgumentsT]):
    """One thing that can be done; `read` is the twin of a model that chooses it."""

    name: str
    description: str
    arguments: type[ArgumentsT]
    read: Callable[[Heard], Reading[ArgumentsT] | None]
    run: Callable[[Turn, ArgumentsT], Coroutine[Any, Any, Outcome]]
    allowed: Callable[[Actor], bool] = anybody

    async def called(self, turn: Turn, arguments: dict[str, Any]) -> Outcome:
        """Do it with arguments that were kept."""
        return await self.run(turn, self.arguments.model_validate(arguments))

    def meaning(self, reading: Reading[Any]) -> Meaning:
        """The reading as it is kept, and asked about."""
        return Meaning(
            tool=self.name,
            arguments=reading.arguments.model_dump(mode="json", exclude_defaults=True),
            label=reading.label,
            phrase=reading.phrase,
        )
