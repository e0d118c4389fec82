"""Runs: start, retry, skip, cancel, run again, and the inputs modal."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import NotAllowedError
from agent.execution.card import RunCard
from agent.execution.inputs import InvalidInputsError
from agent.planner.phantom import Account
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, typed
from bot.listeners.connections import save_credentials
from bot.listeners.inputs import modal_for
from bot.views.connection import connection_modal, credentials_in
from bot.views.inputs import Opened, field_id, first_page, next_step, pages, values_in


class RunListeners:
    """Clicks on a run's card and in its inputs modal."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._execution = desk.services.execution

    async def start(self, click: Click) -> None:
        await self._execution.start(click.actor, *click.target)

    async def retry(self, click: Click) -> None:
        await self._execution.retry(click.actor, *click.target)

    async def skip(self, click: Click) -> None:
        await self._execution.skip(click.actor, *click.target)

    async def cancel(self, click: Click) -> None:
        await self._execution.cancel(click.actor, click.target[0])

    async def again(self, click: Click) -> None:
        await self._execution.again(click.actor, click.target[0])

    async def reconnect(self, click: Click) -> None:
        """Ask for the account that stopped the run; saving it goes on."""
        card = await self._execution.form(click.actor, click.target[0])
        if click.actor.user != card.owner:
            raise NotAllowedError(f"The account is <@{card.owner}>'s: only they can set it.")
        stopped = card.stopped_at
        account = Account(stopped.account if stopped and stopped.account else Account.LINKEDIN)
        await click.open(
            connection_modal(
                account,
                self._desk.services.catalogue,
                metadata=f"{account.value}|{click.value}",
                demo=self._desk.demo,
            )
        )

    async def open_inputs(self, click: Click) -> None:
        card = await self._execution.form(click.actor, click.target[0])
        await click.open(modal_for(self._desk, click, card, first_page(card)))

    async def choose(self, click: Click) -> None:
        """Another alternative of a one-of group: show its fields."""
        key = click.action["block_id"].removeprefix("choice:")
        alternative = int(click.action["selected_option"]["value"])
        await self._show(click, Opened.parse(click.view["private_metadata"]).choosing(key, alternative))

    async def override(self, click: Click) -> None:
        """Open what an earlier step provides, to give something else."""
        await self._show(click, Opened.parse(click.view["private_metadata"]).overriding(click.value))

    async def _show(self, click: Click, opened: Opened) -> None:
        card = await self._execution.form(click.actor, opened.run_id)
        await click.update(modal_for(self._desk, click, card, opened, typed(click.view)))

    async def submit(self, click: Click) -> dict[str, Any] | None:
        """Keep what was typed; show the next step, or what is wrong at its field."""
        opened = Opened.parse(click.view["private_metadata"])
        card = await self._execution.form(click.actor, opened.run_id)
        values = typed(click.view)
        wrong = await save_credentials(self._desk, click, credentials_in(values))
        if wrong:
            return {"response_action": "errors", "errors": wrong}
        given = values_in(pages(card, opened), opened, values)
        wrong = await self._give(click, card, given)
        if wrong:
            return {"response_action": "errors", "errors": wrong}
        card = await self._execution.form(click.actor, opened.run_id)
        following = next_step(card, opened.step) if opened.step else None
        if following is None:
            return None
        page = Opened(opened.run_id, step=following)
        return {"response_action": "update", "view": modal_for(self._desk, click, card, page)}

    async def _give(
        self, click: Click, card: RunCard, given: dict[int, dict[str, str | None]]
    ) -> dict[str, str]:
        """Keep the values; the problems by block when there are any."""
        try:
            await self._execution.give(click.actor, card.id, given)
        except InvalidInputsError as error:
            return {
                field_id(step, name): sentence
                for step in card.form.steps
                for name, sentence in error.fields.items()
                if name in given.get(step.position, {})
            }
        return {}


def register(app: AsyncApp, desk: Desk) -> None:
    runs = RunListeners(desk)
    on_click(app, desk, "run_start", runs.start)
    on_click(app, desk, "run_retry", runs.retry)
    on_click(app, desk, "run_skip", runs.skip)
    on_click(app, desk, "run_cancel", runs.cancel)
    on_click(app, desk, "run_again", runs.again)
    on_click(app, desk, "run_reconnect", runs.reconnect)
    on_click(app, desk, "run_inputs", runs.open_inputs)
    on_click(app, desk, "inputs_choose", runs.choose)
    on_click(app, desk, "inputs_open", runs.override)
    on_submit(app, desk, "run_inputs", runs.submit)
