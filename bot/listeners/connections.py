"""Accounts: set, replace, remove, and the demo account."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import StaleError
from agent.events import HomeChanged
from agent.execution.inputs import problem
from agent.planner.phantom import Account
from agent.roles import Act, Actor, require
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, parts, typed
from bot.listeners.inputs import modal_for
from bot.views.connection import PREFIX, connected_modal, connection_modal, credentials_in
from bot.views.inputs import Opened

DEMO = "demo"
"""The value of every field of the demo account; the simulation accepts it."""
LOOKS_REAL = re.compile(r"[A-Za-z0-9_-]{40}|xox[a-z]-[A-Za-z0-9%-]{20}")
"""Session cookies of LinkedIn and GitHub are long and unbroken; Slack's say what they are."""
DECLINED = "This is a sandbox: please don't put a real cookie here. The demo account is all you need."


async def save_credentials(
    desk: Desk, click: Click, found: Mapping[Account, Mapping[str, str]]
) -> dict[str, str]:
    """Check and keep credentials; what is wrong, by block. Nothing is kept when anything is wrong."""
    wrong: dict[str, str] = {}
    for account, values in found.items():
        wrong |= _problems(desk, account, values)
    if wrong:
        return wrong
    for account, values in found.items():
        await desk.services.connections.put(click.actor, account.value, values)
    if found:
        await account_changed(desk, click.actor)
    return {}


async def account_changed(desk: Desk, actor: Actor) -> None:
    """Cards that wait for an account, and Home, show it."""
    await desk.services.execution.connected(actor)
    await desk.services.telling.soon(HomeChanged(actor.workspace, actor.user))


def _problems(desk: Desk, account: Account, values: Mapping[str, str]) -> dict[str, str]:
    wrong = {}
    for field in desk.services.catalogue.credentials(account):
        value = values.get(field.name, "")
        block_id = f"{PREFIX}{account.value}:{field.name}"
        if desk.only_demo and LOOKS_REAL.search(value):
            wrong[block_id] = DECLINED
        elif sentence := problem(field, value):
            wrong[block_id] = sentence
    return wrong


class ConnectionListeners:
    """Clicks on Home's connections and in modals that ask for an account."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._connections = desk.services.connections
        self._execution = desk.services.execution

    async def ask(self, click: Click) -> None:
        account = Account(click.value)
        require(click.actor, Act.CONNECT)
        await click.open(
            connection_modal(
                account, self._desk.services.catalogue, metadata=f"{account.value}|", demo=self._desk.demo
            )
        )

    async def remove(self, click: Click) -> None:
        await self._connections.remove(click.actor, click.value)
        await account_changed(self._desk, click.actor)

    async def use_demo(self, click: Click) -> None:
        """The demo account, from whichever modal offered it."""
        account = Account(click.value)
        values = {field.name: DEMO for field in self._desk.services.catalogue.credentials(account)}
        await self._connections.put(click.actor, account.value, values, demo=True)
        await account_changed(self._desk, click.actor)
        if click.view["callback_id"] == "run_inputs":
            await self._show_inputs(click)
            return
        await self._go_on(click)
        await click.update(connected_modal(account))

    async def _show_inputs(self, click: Click) -> None:
        opened = Opened.parse(click.view["private_metadata"])
        card = await self._execution.form(click.actor, opened.run_id)
        await click.update(modal_for(self._desk, click, card, opened, typed(click.view)))

    async def save(self, click: Click) -> dict[str, Any] | None:
        """Keep the account, or say at the field what is wrong."""
        account = Account(click.view["private_metadata"].split("|")[0])
        values = credentials_in(typed(click.view)).get(account, {})
        wrong = await save_credentials(self._desk, click, {account: values})
        if wrong:
            return {"response_action": "errors", "errors": wrong}
        await self._go_on(click)
        return None

    async def _go_on(self, click: Click) -> None:
        """Retry the run that waited for this account, if one still does."""
        _, _, run = click.view["private_metadata"].partition("|")
        if run:
            with contextlib.suppress(StaleError):
                await self._execution.retry(click.actor, *parts(run))


def register(app: AsyncApp, desk: Desk) -> None:
    connections = ConnectionListeners(desk)
    on_click(app, desk, "connection_set", connections.ask)
    on_click(app, desk, "connection_remove", connections.remove)
    on_click(app, desk, "connection_demo", connections.use_demo)
    on_submit(app, desk, "connection", connections.save)
