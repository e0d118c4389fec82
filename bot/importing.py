"""Shows imports: their card, its progress, and the rows that could not be imported."""

from __future__ import annotations

from dataclasses import dataclass

from agent.events import ImportChanged, ImportDelivered
from agent.imports.card import ImportCard
from agent.services import Services
from bot.reaching import Reach
from bot.views.lead_import import import_message


@dataclass(frozen=True)
class ImportCards:
    """One message an import, and one file a stretch of it."""

    services: Services
    reach: Reach

    async def hear(self, event: ImportChanged | ImportDelivered) -> None:
        """Show an import in its thread, as a card or as a file."""
        card = await self.services.imports.card(event.workspace, event.import_id)
        if isinstance(event, ImportDelivered):
            await self._deliver(card)
        elif event.tick:
            if not await self.reach.is_shared(card.workspace, card.channel):
                await self.reach.posting.touch(card.workspace, _key(card), import_message(card))
        else:
            place = (card.channel, card.thread_ts or None)
            await self.reach.show(card.workspace, _key(card), place, card.owner, import_message(card))

    async def _deliver(self, card: ImportCard) -> None:
        returned = await self.services.imports.bad_rows(card.workspace, card.id)
        if returned is not None:
            key, place = f"badrows:{card.id}:{card.segment}", await self._place(card)
            await self.reach.file(card.workspace, key, place, card.owner, returned.name, returned.text)

    async def _place(self, card: ImportCard) -> tuple[str, str | None]:
        """The thread of the import: that of its message, or the one below its card."""
        if card.thread_ts:
            return card.channel, card.thread_ts
        posts = await self.reach.posting.ts_of(card.workspace, [_key(card)])
        channel, ts = posts.get(_key(card), (card.channel, None))
        return channel, ts


def _key(card: ImportCard) -> str:
    return f"import:{card.id}"
