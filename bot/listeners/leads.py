"""Leads of a run or of all runs, page by page, and all of them as a file."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.common import Click, on_click
from bot.views.blocks import Block
from bot.views.lead import ALL, PAGE, leads_modal, page_modal


class LeadListeners:
    """Clicks on See leads and on its pages."""

    def __init__(self, desk: Desk) -> None:
        self._services = desk.services

    async def open(self, click: Click) -> None:
        await click.open(await self._page(click))

    async def turn(self, click: Click) -> None:
        await click.update(await self._page(click))

    async def export(self, click: Click) -> None:
        """Bring the file into the person's own conversation."""
        await self._services.questions.export_all(click.actor, f"leads:{click.action['action_ts']}")

    async def _page(self, click: Click) -> Block:
        run_id, page = click.target
        if run_id == ALL:
            lines, count = await self._services.leads.page(click.actor, page, PAGE)
            return page_modal("Your leads, the newest first", lines, count, ALL, page)
        card = await self._services.execution.card(click.actor.workspace, run_id)
        leads = await self._services.leads.of_run(click.actor, run_id)
        await self._services.people.dealt_with(click.actor, [lead.id for lead in leads])
        return leads_modal(card.title, leads, run_id, page)


def register(app: AsyncApp, desk: Desk) -> None:
    leads = LeadListeners(desk)
    on_click(app, desk, "leads_open", leads.open)
    on_click(app, desk, "leads_export", leads.export)
    on_click(app, desk, "leads_page", leads.turn)
    on_click(app, desk, "leads_page_next", leads.turn)
