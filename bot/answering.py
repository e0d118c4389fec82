"""Shows answers: of questions, and of what else was said in the conversation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from agent.assistant.card import TurnCard
from agent.errors import NotFoundError
from agent.events import AnswerExported, QuestionChanged, ResearchChanged, TurnChanged
from agent.roles import Actor
from agent.services import Services
from agent.tools.heard import Noun
from agent.tools.shown import Listed
from bot.reaching import Reach
from bot.views.answer import Card, answer_message
from bot.views.question import question_message
from bot.views.research import research_gone, research_message
from bot.zones import Zones


@dataclass(frozen=True)
class Answers:
    """One message an answer: asked back, answered, corrected, always in the same place."""

    services: Services
    reach: Reach
    zones: Zones

    async def hear(self, event: QuestionChanged | AnswerExported | TurnChanged | ResearchChanged) -> None:
        """Show an answer in its thread, as a message or as a file."""
        match event:
            case QuestionChanged():
                await self._question(event)
            case AnswerExported():
                await self._file(event)
            case TurnChanged():
                await self._turn(event)
            case ResearchChanged():
                await self._research(event)

    async def _research(self, event: ResearchChanged) -> None:
        """A research's one message; progress only where the message is there already.

        A look-up of what scoring misses has none: the review shows what came of it.
        """
        key = f"research:{event.research_id}"
        try:
            card = await self.services.researches.card(event.workspace, event.research_id)
        except NotFoundError:
            await self._blot_out(event.workspace, key)
            return
        if not card.channel:
            return
        shown = research_message(card)
        if not event.tick:
            place = (card.channel, card.thread_ts)
            await self.reach.show(card.workspace, key, place, card.author, shown)
        elif not await self.reach.is_shared(card.workspace, card.channel):
            await self.reach.posting.touch(card.workspace, key, shown)

    async def _blot_out(self, workspace: str, key: str) -> None:
        """What was deleted on request is not told of any more."""
        for channel, ts in (await self.reach.posting.ts_of(workspace, [key, f"{key}:direct"])).values():
            await self.reach.posting.edit(channel, ts, research_gone())

    async def _question(self, event: QuestionChanged) -> None:
        card = await self.services.questions.card(event.workspace, event.question_id)
        answer = await self.services.questions.answer(card, (await self.zones.of(card.author)).info)
        place = (card.channel, card.thread_ts)
        shown = question_message(card, answer)
        await self.reach.show(card.workspace, f"answer:{card.id}", place, card.author, shown)

    async def _file(self, event: AnswerExported) -> None:
        card = await self.services.questions.card(event.workspace, event.question_id)
        file = await self.services.questions.file(card, (await self.zones.of(card.author)).info)
        if file is not None and file.rows:
            place = (card.channel, card.thread_ts)
            await self.reach.file(card.workspace, f"csv:{card.id}", place, card.author, file.name, file.text)

    async def _turn(self, event: TurnChanged) -> None:
        """A turn that a card of its own shows only replaces the question that was asked about it."""
        card = await self.services.assistant.card(event.workspace, event.turn_id)
        key = f"answer:{card.id}"
        if not card.is_shown:
            asked = await self.reach.posting.is_known(card.workspace, key)
            if card.about.noun is Noun.LEADS or not asked:
                return
        place = (card.channel, card.thread_ts)
        shown = answer_message(card, await self._cards(card))
        await self.reach.show(card.workspace, key, place, card.author, shown)

    async def _cards(self, card: TurnCard) -> dict[str, Card]:
        """What is listed, as it stands now, by id."""
        found: dict[str, Card] = {}
        for shown in card.shown:
            if isinstance(shown, Listed):
                for each in shown.ids:
                    # What was deleted meanwhile is not listed any more.
                    with suppress(NotFoundError):
                        found[each] = await self._card(card, shown.noun, each)
        return found

    async def _card(self, card: TurnCard, noun: Noun, of: str) -> Card:
        services, actor = self.services, Actor(card.workspace, card.author)
        cards: dict[Noun, Callable[[str, str], Awaitable[Card]]] = {
            Noun.RUNS: services.execution.card,
            Noun.PLANS: services.planning.card,
            Noun.IMPORTS: services.imports.card,
        }
        if noun in cards:
            return await cards[noun](card.workspace, of)
        match noun:
            case Noun.SCHEDULES:
                return await services.schedules.get(actor, of)
            case Noun.PLAYBOOKS:
                return await services.playbooks.get(actor, of)
            case _:
                return await self._of_people(actor, noun, of)

    async def _of_people(self, actor: Actor, noun: Noun, of: str) -> Card:
        services = self.services
        match noun:
            case Noun.LEAD:
                return await services.records.line(actor.workspace, of)
            case Noun.PRIORITIES:
                return await services.priorities.get(actor, of)
            case Noun.REVIEW:
                return await services.review.summary(actor)
            case _:
                return await services.people.known(actor)
