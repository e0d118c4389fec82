"""Shows searches for customers like one's own: one live card, and under it each milestone once, in order."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from agent.errors import AgentError
from agent.events import MilestoneReached, ProspectingChanged
from agent.prospecting.card import SessionCard
from agent.prospecting.service import Prospecting
from bot.reaching import Place, Reach
from bot.slack import UNREACHABLE, SlackError
from bot.views.plan import is_direct
from bot.views.prospecting import session_message
from bot.views.prospecting_told import OFFERS, told_message


@dataclass(frozen=True)
class Prospects:
    """Shows one search where it was asked for; where that is no place (any more), to its owner alone."""

    prospecting: Prospecting
    reach: Reach

    async def show(self, event: ProspectingChanged | MilestoneReached) -> None:
        card = await self.prospecting.card(event.workspace, event.session_id)
        if isinstance(event, ProspectingChanged) and event.tick:
            await self._touch(card)
        elif isinstance(event, ProspectingChanged):
            await self._card(card)
        else:
            await self._told(card, int(event.number))

    async def _card(self, card: SessionCard) -> None:
        place = card.place or (await self.reach.direct(card.owner), None)
        await self.reach.show(card.workspace, f"icp:{card.id}", place, card.owner, session_message(card))
        for told in await self.prospecting.sentences(card.workspace, card.id):
            if told.event in OFFERS:
                key, shown = f"icp:{card.id}:{told.key}", told_message(told, card)
                # A button that stays, since its message is gone or Slack busy, says so when it is pressed.
                with suppress(AgentError):
                    await self.reach.posting.touch(card.workspace, key, shown)

    async def _touch(self, card: SessionCard) -> None:
        """Show progress where the card is, if Slack has time."""
        shown = session_message(card)
        if card.place is None or await self._reachable(card.workspace, card.place):
            await self.reach.posting.touch(card.workspace, f"icp:{card.id}", shown)
        await self.reach.posting.touch(card.workspace, f"icp:{card.id}:direct", shown)

    async def _told(self, card: SessionCard, until: int) -> None:
        """Everything up to this milestone: none is told before an earlier one, nor before the card."""
        if not await self.reach.posting.is_known(card.workspace, f"icp:{card.id}"):
            await self._card(card)
        place = await self._thread(card)
        for told in await self.prospecting.sentences(card.workspace, card.id, until):
            key, shown = f"icp:{card.id}:{told.key}", told_message(told, card)
            try:
                await self.reach.posting.once(card.workspace, key, place, shown)
            except SlackError as error:
                if error.code not in UNREACHABLE or is_direct(place[0]):
                    raise
                place = await self._direct(card)
                await self.reach.posting.once(card.workspace, key, place, shown)

    async def _thread(self, card: SessionCard) -> Place:
        """Where its milestones are told: the thread of its message, else that of its card."""
        if card.place is None:
            return await self._direct(card, "")
        return card.place if await self._reachable(card.workspace, card.place) else await self._direct(card)

    async def _direct(self, card: SessionCard, instead: str = ":direct") -> Place:
        """The thread of its card in its owner's own conversation, `instead` of where it was asked for."""
        channel = await self.reach.direct(card.owner)
        key, shown = f"icp:{card.id}{instead}", session_message(card)
        return channel, await self.reach.posting.show(card.workspace, key, (channel, None), shown)

    async def _reachable(self, workspace: str, place: tuple[str, str]) -> bool:
        """Whether we may write there, and nobody of another company reads along."""
        if is_direct(place[0]):
            return True
        return not await self.reach.is_shared(workspace, place[0])
