"""One lead: looked at, edited, merged, marked as do not contact, deleted."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import InvalidError, StaleError
from agent.leads.editing import FIELDS, InvalidLeadError
from bot.desk import Desk
from bot.listeners.common import Click, chosen, in_modal, on_click, on_submit, typed
from bot.views.blocks import Block
from bot.views.lead_forms import REASONS, block_modal, delete_modal, deleted_modal, edit_modal, merge_modal
from bot.views.lead_record import record_modal


class LeadRecordListeners:
    """Clicks on a lead in any list, and in its own modal."""

    def __init__(self, desk: Desk) -> None:
        services = desk.services
        self._records, self._merging, self._erasing = services.records, services.merging, services.erasing

    async def look(self, click: Click) -> None:
        """Show the lead: above the list that it was chosen from, if that is a modal."""
        view = record_modal(await self._records.looked_at(click.actor, click.value))
        await (click.push(view) if in_modal(click) else click.open(view))

    async def show(self, click: Click) -> None:
        await click.update(await self._shown(click, click.value))

    async def _shown(self, click: Click, lead_id: str, note: str = "") -> Block:
        return record_modal(await self._records.card(click.actor, lead_id), note)

    async def edit(self, click: Click) -> None:
        await click.update(edit_modal(await self._records.card(click.actor, click.value)))

    async def save(self, click: Click) -> dict[str, Any]:
        """Keep what was typed and show the lead, or say at the fields what is wrong."""
        lead_id, _, version = click.view["private_metadata"].partition("|")
        values = {each.name: typed(click.view).get(each.name, "") for each in FIELDS}
        try:
            await self._records.edit(click.actor, lead_id, values, version)
        except InvalidLeadError as error:
            return {"response_action": "errors", "errors": error.fields}
        except StaleError as error:
            card = await self._records.card(click.actor, lead_id)
            return {"response_action": "update", "view": edit_modal(card, typed=values, note=str(error))}
        return {"response_action": "update", "view": await self._shown(click, lead_id, "Saved.")}

    async def ask_why(self, click: Click) -> None:
        await click.update(block_modal(await self._records.card(click.actor, click.value)))

    async def block(self, click: Click) -> dict[str, Any]:
        lead_id = click.view["private_metadata"]
        why, more = chosen(click.view, "why"), typed(click.view).get("more", "").strip()
        words = [REASONS[each] for each in why if each != "other" or not more]
        try:
            await self._records.block(click.actor, lead_id, ": ".join(filter(None, (*words, more))))
        except InvalidError as error:
            return {"response_action": "errors", "errors": {"more": str(error)}}
        return {"response_action": "update", "view": await self._shown(click, lead_id)}

    async def unblock(self, click: Click) -> None:
        await self._records.unblock(click.actor, click.value)
        await click.update(await self._shown(click, click.value, "This person may be contacted again."))

    async def compare(self, click: Click) -> None:
        one, _, other = click.value.partition("|")
        await click.update(merge_modal(await self._merging.preview(click.actor, one, other), one))

    async def merge(self, click: Click) -> dict[str, Any]:
        keep, _, other = click.view["private_metadata"].partition("|")
        sides = {each.name: chosen(click.view, each.name) for each in FIELDS}
        picked = {name: side[0] for name, side in sides.items() if side}
        await self._merging.merge(click.actor, keep, other, picked)
        return {"response_action": "update", "view": await self._shown(click, keep, "Merged.")}

    async def unmerge(self, click: Click) -> None:
        kept, _ = await self._merging.undo(click.actor, click.value)
        note = "Both leads are as they were; what came since stays with this one."
        await click.update(await self._shown(click, kept, note))

    async def ask_to_delete(self, click: Click) -> None:
        await click.update(delete_modal(await self._erasing.preview(click.actor, click.value)))

    async def delete(self, click: Click) -> dict[str, Any]:
        await self._erasing.delete(click.actor, click.view["private_metadata"])
        return {"response_action": "update", "view": deleted_modal()}


def register(app: AsyncApp, desk: Desk) -> None:
    leads = LeadRecordListeners(desk)
    on_click(app, desk, "lead_open", leads.look)
    on_click(app, desk, "lead_pick", leads.look)
    on_click(app, desk, "lead_show", leads.show)
    on_click(app, desk, "lead_edit", leads.edit)
    on_click(app, desk, "lead_block", leads.ask_why)
    on_click(app, desk, "lead_unblock", leads.unblock)
    on_click(app, desk, "lead_merge", leads.compare)
    on_click(app, desk, "lead_unmerge", leads.unmerge)
    on_click(app, desk, "lead_delete", leads.ask_to_delete)
    on_submit(app, desk, "lead_edit", leads.save)
    on_submit(app, desk, "lead_block", leads.block)
    on_submit(app, desk, "lead_merge", leads.merge)
    on_submit(app, desk, "lead_delete", leads.delete)
