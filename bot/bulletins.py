"""Shows what people did not ask for just now: briefings, alerts, reports, and plans to review."""

from __future__ import annotations

from dataclasses import dataclass

from agent.events import Alerted, Briefed, Joined, Reported, RescoreChanged, Reviewed
from agent.planner.card import PlanCard
from agent.roles import Actor
from agent.services import Services
from bot.posting import Posting
from bot.reaching import Reach
from bot.slack import GONE, UNREACHABLE, SlackError
from bot.views.alert import alert_message
from bot.views.blocks import Message
from bot.views.briefing import briefing_message
from bot.views.plan import is_direct, plan_message
from bot.views.question import report_message
from bot.views.scoring import rescore_message
from bot.zones import Zones

Bulletin = Joined | Briefed | Alerted | Reported | Reviewed | RescoreChanged


@dataclass(frozen=True)
class Bulletins:
    """Part of the audience."""

    services: Services
    reach: Reach
    zones: Zones

    @property
    def posting(self) -> Posting:
        return self.reach.posting

    async def show(self, event: Bulletin) -> None:
        """Show one of them; showing it again changes nothing."""
        match event:
            case Joined():
                actor = Actor(event.workspace, event.user)
                await self.services.routine.begin(actor, await self.zones.of(event.user))
            case Briefed():
                card = await self.services.briefings.card(event.workspace, event.briefing_id)
                key = f"briefing:{card.id}"
                await self._at(card.workspace, key, card.channel, card.owner, briefing_message(card))
            case Alerted():
                alert = await self.services.alerts.card(event.workspace, event.key)
                place = (await self.reach.direct(alert.owner), None)
                await self.posting.once(event.workspace, f"alert:{event.key}", place, alert_message(alert))
            case Reported():
                await self._report(event)
            case Reviewed():
                await self._review(event)
            case RescoreChanged():
                await self._rescore(event)

    async def _rescore(self, event: RescoreChanged) -> None:
        """How far it is, to whoever changed the weights."""
        card = await self.services.scoring.card(event.workspace, int(event.version))
        place = (await self.reach.direct(card.saved_by), None)
        await self.posting.show(event.workspace, f"rescore:{card.version}", place, rescore_message(card))

    async def _at(
        self, workspace: str, key: str, channel: str, user: str, message: Message
    ) -> tuple[str, str]:
        """Show it in a channel, or to the person alone when none can be reached; where it is."""
        if channel and not is_direct(channel) and not await self.reach.is_shared(workspace, channel):
            try:
                return channel, await self.posting.show(workspace, key, (channel, None), message)
            except SlackError as error:
                if error.code not in UNREACHABLE:
                    raise
            key = f"{key}:direct"
        direct = await self.reach.direct(user)
        return direct, await self.posting.show(workspace, key, (direct, None), message)

    async def _report(self, event: Reported) -> None:
        """The answer, as a message whose thread goes on with the question."""
        questions = self.services.questions
        card = await questions.card(event.workspace, event.question_id)
        answer = await questions.answer(card, (await self.zones.of(card.author)).info)
        shown = report_message(card, answer, event.note)
        place = await self._at(card.workspace, f"question:{card.id}", card.channel, card.author, shown)
        await self.services.reports.placed(card.workspace, card.id, *place)

    async def _review(self, event: Reviewed) -> None:
        card = await self.services.planning.card(event.workspace, event.plan_id)
        place = (await self.reach.direct(event.user), None)
        await self.posting.show(event.workspace, review_key(card, event.user), place, self._plan(card))

    async def plan_changed(self, card: PlanCard) -> None:
        """A plan that somebody reviews shows there, too, what became of it."""
        for channel, ts in await self.posting.below(card.workspace, review_key(card, "")):
            try:
                await self.posting.edit(channel, ts, self._plan(card))
            except SlackError as error:
                if error.code not in GONE | UNREACHABLE:
                    raise

    def _plan(self, card: PlanCard) -> Message:
        # The playbook that could be used instead is offered where the plan was asked for.
        return plan_message(card, self.services.catalogue)


def review_key(card: PlanCard, user: str) -> str:
    """The key of a plan's message for somebody who reviews it."""
    return f"review:{card.id}:{user}"
