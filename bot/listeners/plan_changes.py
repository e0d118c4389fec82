"""Changing a plan by hand: its steps in one modal, what was understood in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from agent.planner.chips import CorrectionsError
from agent.planner.editing import EditError, choices_of, placed
from agent.planner.plan import Choice
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, parts
from bot.views.plan_edit import choices_in, edit_modal, found_options
from bot.views.plan_understood import said_in, understood_modal

CHIP = re.compile(r"plan_chip_\w+")


class PlanChanges:
    """Clicks that open and change the two modals, and their submissions."""

    def __init__(self, desk: Desk) -> None:
        self._editor = desk.services.editor
        self._catalogue = desk.services.catalogue

    async def edit(self, click: Click) -> None:
        _, plan = await self._editor.shown(click.actor, *click.target)
        choices = choices_of(plan, self._catalogue)
        attempt = await self._editor.attempt(click.actor, *click.target, choices)
        await click.open(edit_modal(click.value, attempt, choices, self._catalogue))

    async def move_up(self, click: Click) -> None:
        choices, at = _found(click, click.value)
        before = max(0, at - 1)
        await self._show(click, [*choices[:before], choices[at], *choices[before:at], *choices[at + 1 :]])

    async def move_down(self, click: Click) -> None:
        choices, at = _found(click, click.value)
        await self._show(click, [*choices[:at], *choices[at + 1 : at + 2], choices[at], *choices[at + 2 :]])

    async def remove(self, click: Click) -> None:
        choices, at = _found(click, click.value)
        await self._show(click, [*choices[:at], *choices[at + 1 :]])

    async def swap(self, click: Click) -> None:
        choices, at = _found(click, click.action["block_id"].removeprefix("step:"))
        other = Choice(script=click.action["selected_option"]["value"], why="")
        await self._show(click, [*choices[:at], other, *choices[at + 1 :]])

    async def add(self, click: Click) -> None:
        script = click.action["selected_option"]["value"]
        choices = choices_in(click.view)
        if all(choice.script != script for choice in choices):
            choices = placed(choices, script, self._catalogue)
        await self._show(click, choices)

    async def _show(self, click: Click, choices: Sequence[Choice]) -> None:
        """The modal with these steps, wired anew and checked."""
        value = click.view["private_metadata"]
        attempt = await self._editor.attempt(click.actor, *parts(value), choices)
        await click.update(edit_modal(value, attempt, choices, self._catalogue))

    async def suggest(self, ack: AsyncAck, payload: dict[str, Any]) -> None:
        """What the menu offers for the words typed into it."""
        taken = [choice.script for choice in choices_in(payload["view"])]
        await ack(options=found_options(self._editor.find(payload["value"], taken)))

    async def save(self, click: Click) -> dict[str, Any] | None:
        """Make the steps the next version, or say above them why they are no plan."""
        value, choices = click.view["private_metadata"], choices_in(click.view)
        try:
            await self._editor.edit(click.actor, *parts(value), choices)
        except EditError as error:
            attempt = await self._editor.attempt(click.actor, *parts(value), choices)
            refused = attempt.model_copy(update={"problem": str(error)})
            view = edit_modal(value, refused, choices, self._catalogue)
            return {"response_action": "update", "view": view}
        return None

    async def open_understood(self, click: Click) -> None:
        _, plan = await self._editor.shown(click.actor, *click.target)
        pressed = click.action["action_id"].removeprefix("plan_chip_")
        await click.open(understood_modal(click.value, plan.goal, pressed))

    async def correct(self, click: Click) -> dict[str, Any] | None:
        """Plan for the goal as corrected, or say at the fields what cannot be."""
        said = said_in(click.view)
        try:
            await self._editor.correct(click.actor, *parts(click.view["private_metadata"]), said)
        except CorrectionsError as error:
            return _errors({kind.value: sentence for kind, sentence in error.wrong.items()})
        except EditError as error:
            return _errors({click.view["blocks"][0]["block_id"]: str(error)})
        return None


def _errors(errors: dict[str, str]) -> dict[str, Any]:
    return {"response_action": "errors", "errors": errors}


def _found(click: Click, script: str) -> tuple[tuple[Choice, ...], int]:
    """The steps that the modal shows, and where among them this one is."""
    choices = choices_in(click.view)
    return choices, next(at for at, choice in enumerate(choices) if choice.script == script)


def register(app: AsyncApp, desk: Desk) -> None:
    changes = PlanChanges(desk)
    on_click(app, desk, "plan_edit", changes.edit)
    on_click(app, desk, "plan_step_up", changes.move_up)
    on_click(app, desk, "plan_step_down", changes.move_down)
    on_click(app, desk, "plan_step_remove", changes.remove)
    on_click(app, desk, "plan_step_swap", changes.swap)
    on_click(app, desk, "plan_step_add", changes.add)
    app.options("plan_step_add")(changes.suggest)
    on_submit(app, desk, "plan_edit", changes.save)
    on_click(app, desk, "plan_understood", changes.open_understood)
    on_click(app, desk, CHIP, changes.open_understood)
    on_submit(app, desk, "plan_understood", changes.correct)
