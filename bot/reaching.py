"""Putting messages and files where a person finds them, also when that is no place for them."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from agent.manners import Manners
from bot.posting import Posting
from bot.slack import UNREACHABLE, SlackError, called
from bot.views.blocks import Message
from bot.views.plan import is_direct

Place = tuple[str, str | None]


@dataclass(frozen=True)
class Reach:
    """Shows things at their place; where that is none (any more), to the person alone."""

    client: AsyncWebClient
    posting: Posting
    manners: Manners

    async def direct(self, user: str) -> str:
        """The person's own conversation."""
        opened = await called(self.client.conversations_open(users=user))
        return str(opened["channel"]["id"])

    async def is_shared(self, workspace: str, channel: str) -> bool:
        """Whether another company reads along there: then nothing of ours goes there."""
        return not is_direct(channel) and await self.manners.is_shared(workspace, channel)

    async def show(self, workspace: str, key: str, place: Place, user: str, message: Message) -> None:
        """Post a message, or edit it when it is there."""
        try:
            if not await self.is_shared(workspace, place[0]):
                await self.posting.show(workspace, key, place, message)
                return
        except SlackError as error:
            if error.code not in UNREACHABLE or is_direct(place[0]):
                raise
        await self.posting.show(workspace, f"{key}:direct", (await self.direct(user), None), message)

    async def file(  # a file is its name and its content
        self, workspace: str, key: str, place: Place, user: str, name: str, content: str
    ) -> None:
        """Upload a file into its thread."""
        try:
            if not await self.is_shared(workspace, place[0]):
                await self.posting.file(workspace, key, place, name, content)
                return
        except SlackError as error:
            if error.code not in UNREACHABLE or is_direct(place[0]):
                raise
        direct = (await self.direct(user), None)
        await self.posting.file(workspace, f"{key}:direct", direct, name, content)
