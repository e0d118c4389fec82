"""What the workspace holds: conversations, messages, files, Home views. All of it survives a restart."""

from __future__ import annotations

from typing import Any

from bot.sandbox.channel import Channel, kept
from bot.sandbox.database import Database, Shelf
from bot.sandbox.errors import SlackError
from bot.sandbox.files import File, Files
from bot.sandbox.identity import BOT_USER, MANAGER, REP
from bot.sandbox.messages import Message

__all__ = ["DIRECT", "GENERAL", "SALES", "Channel", "File", "Message", "Workspace"]

SALES = "C0SALES001"
GENERAL = "C0GENERAL1"
DIRECT = {REP.id: "D0DANABOT1", MANAGER.id: "D0MAXBOT01"}


class Workspace:
    """Everything that a restart keeps, in one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        found = kept(database) or _seeded(database)
        self.channels = {channel.id: channel for channel in found}
        self.files = Files(database)
        self.scheduled = Shelf(database, "scheduled")
        self._homes = Shelf(database, "home")
        self.homes: dict[str, dict[str, Any]] = dict(self._homes)

    def channel(self, channel_id: str) -> Channel:
        try:
            return self.channels[channel_id]
        except KeyError:
            raise SlackError("channel_not_found") from None

    def named(self, name: str) -> Channel:
        """A channel by its id, its name, or its name with a #."""
        wanted = name.removeprefix("#")
        found = next((c for c in self.channels.values() if wanted in (c.id, c.name) and wanted), None)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def direct(self, user: str) -> Channel:
        return self.channel(DIRECT.get(user, ""))

    def add(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        channel.keep()

    def publish(self, user: str, home: dict[str, Any]) -> None:
        """Show a person a Home view. What they enter there is forgotten when the sandbox stops."""
        self.homes[user] = home
        self._homes[user] = home

    def last_ts(self) -> str:
        row = self.database.row("SELECT max(ts) FROM message")
        return str(row[0]) if row and row[0] else "0.0"


def _seeded(database: Database) -> list[Channel]:
    """The conversations that a newcomer finds."""
    people = [REP.id, MANAGER.id]
    channels = [
        Channel(database, SALES, "sales", creator=REP.id, members=[*people, BOT_USER]),
        Channel(database, GENERAL, "general", creator=MANAGER.id, members=list(people)),
        *(Channel(database, DIRECT[user], person=user, members=[user, BOT_USER]) for user in people),
    ]
    for channel in channels:
        channel.keep()
    return channels
