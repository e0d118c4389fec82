"""Questions: the pages of an answer, and the answer as a file."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.common import Click, on_click
from bot.views.question import question_message, report_message

SHARED = "Another company reads this channel now. Ask me again in our own conversation."


class QuestionListeners:
    """Clicks below an answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._questions = desk.services.questions

    async def turn(self, click: Click) -> None:
        question_id, page = click.target
        card = await self._questions.readable(click.actor, question_id)
        if await self._desk.services.manners.is_shared(click.actor.workspace, click.place):
            await click.whisper(SHARED)
            return
        answer = await self._questions.answer(card, (await self._desk.zones.of(card.author)).info, page)
        await click.edit(report_message(card, answer) if card.is_report else question_message(card, answer))

    async def export(self, click: Click) -> None:
        known = await self._desk.posting.is_known(click.actor.workspace, f"csv:{click.value}")
        await self._questions.export(click.actor, click.value)
        if known:
            await click.whisper("The file is in this thread already.")


def register(app: AsyncApp, desk: Desk) -> None:
    questions = QuestionListeners(desk)
    on_click(app, desk, "question_page", questions.turn)
    on_click(app, desk, "question_page_next", questions.turn)
    on_click(app, desk, "question_csv", questions.export)
