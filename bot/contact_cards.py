"""Shows searches for contacts: one message a search, edited with every lead that is done."""

from __future__ import annotations

from dataclasses import dataclass

from agent.enrichment.card import SearchStatus
from agent.events import ContactsChanged
from agent.services import Services
from bot.reaching import Reach
from bot.sessions import Sessions
from bot.views.contact import contact_message


@dataclass(frozen=True)
class ContactCards:
    """The cards of contact searches."""

    services: Services
    reach: Reach
    sessions: Sessions

    async def show(self, event: ContactsChanged) -> bool:
        """Show a search as it stands, or only its progress; whether it goes on.

        One that is part of a search for customers has no place: that search's card shows it.
        """
        card = await self.services.contacts.card(event.workspace, event.search_id)
        if not card.channel:
            return False
        key, shown = f"contacts:{card.id}", contact_message(card)
        working = card.status is SearchStatus.RUNNING
        if not event.tick:
            await self.reach.show(card.workspace, key, (card.channel, card.thread_ts), card.owner, shown)
            await self.sessions.show(card.channel, card.thread_ts, working=working)
        elif working and not await self.reach.is_shared(card.workspace, card.channel):
            await self.reach.posting.touch(card.workspace, key, shown)
        return working
