"""Putting messages and files where a person finds them, also when the place is gone."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.posting import Posting
from bot.slack import UNREACHABLE, SlackError, called
from bot.views.blocks import Message
from bot.views.plan import is_direct

Place = tuple[str, str | None]


@dataclass(frozen=True)
class Reach:
    """Shows things at their place; when nobody can be reached there any more, to the person alone."""

    client: AsyncWebClient
    posting: Posting

    async def direct(self, user: str) -> str:
        """The person's own conversation."""
        opened = await called(self.client.conversations_open(users=user))
        return str(opened["channel"]["id"])

    async def show(self, workspace: str, key: str, place: Place, user: str, message: Message) -> None:
        """Post a message, or edit it when it is there."""
        try:
            await self.posting.show(workspace, key, place, message)
        except SlackError as error:
            if error.code not in UNREACHABLE or is_direct(place[0]):
                raise
            await self.posting.show(workspace, f"{key}:direct", (await self.direct(user), None), message)

    async def file(  # a file is its name and its content
        self, workspace: str, key: str, place: Place, user: str, name: str, content: str
    ) -> None:
        """Upload a file into its thread."""
        try:
            await self.posting.file(workspace, key, place, name, content)
        except SlackError as error:
            if error.code not in UNREACHABLE or is_direct(place[0]):
                raise
            direct = (await self.direct(user), None)
            await self.posting.file(workspace, f"{key}:direct", direct, name, content)
