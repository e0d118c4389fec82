"""The clock, the usual tasks and whoever does them, over a workshop whose people may travel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from agent.briefings.composed import Composed
from agent.briefings.gathering import Reader
from agent.briefings.lead_check import LeadCheck
from agent.briefings.service import BriefingCard, Briefings
from agent.events import Briefed, Event, Noticed
from agent.llm.model import Model
from agent.planner.catalogue import catalogue
from agent.planner.plan import Outcome
from agent.playbooks.service import Playbooks
from agent.questions.reporting import Reports, is_report
from agent.roles import Actor
from agent.scheduling.card import TaskCard
from agent.scheduling.clockwork import Clockwork
from agent.scheduling.executing import Executing
from agent.scheduling.proposal import Zone
from agent.scheduling.routine import Routine
from agent.scheduling.service import Schedules
from agent.tasks import USUAL, Doers, handlers
from tests.workshop import DANA, Workshop, workshop_at


@dataclass
class Morning:
    """One workshop, and what happens by itself in it."""

    shop: Workshop
    clockwork: Clockwork
    schedules: Schedules
    routine: Routine
    briefings: Briefings
    zones: dict[str, Zone] = field(default_factory=dict)
    leads: set[str] = field(default_factory=set)
    likes: dict[str, Callable[..., Reader]] = field(default_factory=dict)

    async def meet(self, actor: Actor = DANA) -> None:
        await self.routine.begin(actor, self.zones.get(actor.user, Zone("Europe/Berlin")))
        await self.shop.durable.settle()

    async def at(self, when: datetime) -> None:
        """It is this time now, and the clock notices."""
        self.shop.clock.at = when
        await self.clockwork.beat()
        await self.shop.durable.settle()

    async def usual(self, kind: str, actor: Actor = DANA) -> TaskCard:
        return next(card for card in await self.schedules.of(actor) if card.kind == kind)

    def told(self, kind: type[Event]) -> list[Any]:
        return self.shop.audience.of(kind)

    async def cards(self) -> list[BriefingCard]:
        """Every briefing that was told, in order."""
        return [await self.briefings.card("T1", event.briefing_id) for event in self.told(Briefed)]

    async def said(self) -> list[Composed]:
        return [card.composed for card in await self.cards()]

    @property
    def notices(self) -> list[str]:
        return [event.text for event in self.told(Noticed)]


@asynccontextmanager
async def morning_at(
    folder: Path, *answers: Outcome | Exception, model: Model | None = None
) -> AsyncIterator[Morning]:
    """A workshop in a folder with these answers of the planner; everybody is in Berlin at first."""
    async with workshop_at(folder, *answers) as shop:
        durable: Any = shop.durable
        telling = shop.intake._telling
        zones: dict[str, Zone] = {}
        leads: set[str] = set()
        likes: dict[str, Callable[..., Reader]] = {}

        async def zone_of(user: str) -> Zone:
            return zones.get(user, Zone("Europe/Berlin"))

        async def reader_of(_workspace: str, user: str, zone: ZoneInfo) -> Reader:
            return likes.get(user, Reader)(user, zone, decides=user in leads, sees=user in leads)

        routine = Routine(shop.store, telling, shop.clock, USUAL)
        briefings = Briefings(
            store=shop.store,
            durable=durable,
            telling=telling,
            clock=shop.clock,
            execution=shop.execution,
            catalogue=catalogue(),
            routine=routine,
            zone_of=zone_of,
            reader_of=reader_of,
            model=model,
        )
        doers = Doers(
            Playbooks(shop.store, shop.planning, shop.intake, telling, catalogue(), shop.clock),
            briefings,
            LeadCheck(shop.store, durable, shop.alerts, shop.clock),
            Reports(shop.store, durable, telling, shop.clock),
        )
        Executing(shop.store, durable, telling, shop.clock, handlers(durable, telling, doers))
        schedules = Schedules(shop.store, durable, telling, shop.clock, is_report)
        clockwork = Clockwork(shop.store, durable, telling, shop.clock)
        yield Morning(shop, clockwork, schedules, routine, briefings, zones, leads, likes)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
