"""Answers: what was meant, what was not, and what can be said instead."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.common import Click, on_click

MEANING = re.compile(r"answer_mean_\w+")
SAYING = re.compile(r"answer_say_\w+")


class AnswerListeners:
    """Clicks below an answer, and on the buttons of a question what was meant."""

    def __init__(self, desk: Desk) -> None:
        self._assistant = desk.services.assistant

    async def mean(self, click: Click) -> None:
        await self._assistant.choose(click.actor, *click.target)

    async def other(self, click: Click) -> None:
        await self._assistant.drop(click.actor, click.value)

    async def wrong(self, click: Click) -> None:
        await self._assistant.reject(click.actor, click.value)

    async def say(self, click: Click) -> None:
        await self._assistant.say(click.actor, *click.target)


def register(app: AsyncApp, desk: Desk) -> None:
    answers = AnswerListeners(desk)
    on_click(app, desk, MEANING, answers.mean)
    on_click(app, desk, SAYING, answers.say)
    on_click(app, desk, "answer_other", answers.other)
    on_click(app, desk, "answer_wrong", answers.wrong)
