"""The priority list: shown, added to, arranged, done."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import InvalidError
from bot.desk import Desk
from bot.listeners.common import Click, in_modal, on_click, on_submit, parts, typed
from bot.views.blocks import Block
from bot.views.priority import PAGE, priority_modal


class PriorityListeners:
    """Clicks on Home's priority list and in its modal."""

    def __init__(self, desk: Desk) -> None:
        self._priorities = desk.services.priorities

    async def open(self, click: Click) -> None:
        await click.open(await self._page(click, 0, 0))

    async def turn(self, click: Click) -> None:
        _, turn = _place(click)
        await click.update(await self._page(click, int(click.value), turn))

    async def add(self, click: Click) -> dict[str, Any]:
        """Put what was typed on the list and show it there, or say at the field what is wrong."""
        _, turn = _place(click)
        field = f"text:{turn}"
        try:
            item = await self._priorities.add_text(click.actor, typed(click.view).get(field, ""))
        except InvalidError as error:
            return {"response_action": "errors", "errors": {field: str(error)}}
        view = await self._page(click, item.position // PAGE, turn + 1)
        return {"response_action": "update", "view": view}

    async def done(self, click: Click) -> None:
        await self._priorities.done(click.actor, click.value)
        await self._refresh(click)

    async def remove(self, click: Click) -> None:
        await self._priorities.remove(click.actor, click.value)
        await self._refresh(click)

    async def move(self, click: Click) -> None:
        await self._priorities.move(click.actor, *click.target)
        await self._refresh(click)

    async def _refresh(self, click: Click) -> None:
        """The list shows the change itself; Home is told of it."""
        if in_modal(click):
            await click.update(await self._page(click, *_place(click)))
        elif click.body.get("message"):
            await click.whisper("Taken off your priority list.")

    async def _page(self, click: Click, page: int, turn: int) -> Block:
        return priority_modal(await self._priorities.of(click.actor), page, turn)


def _place(click: Click) -> tuple[int, int]:
    """The page that is shown, and how often the field was used."""
    page, turn = parts(click.view["private_metadata"])
    return int(page), turn


def register(app: AsyncApp, desk: Desk) -> None:
    priorities = PriorityListeners(desk)
    on_click(app, desk, "priority_open", priorities.open)
    on_click(app, desk, "priority_page", priorities.turn)
    on_click(app, desk, "priority_page_next", priorities.turn)
    on_click(app, desk, "priority_done", priorities.done)
    on_click(app, desk, "priority_remove", priorities.remove)
    on_click(app, desk, "priority_up", priorities.move)
    on_click(app, desk, "priority_first", priorities.move)
    on_submit(app, desk, "priority_form", priorities.add)
