"""What the workspace holds: conversations, messages, files, Home views. All of it survives a restart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER, MANAGER, REP

Message = dict[str, Any]

SALES = "C0SALES001"
GENERAL = "C0GENERAL1"
DIRECT = {REP.id: "D0DANABOT1", MANAGER.id: "D0MAXBOT01"}


@dataclass
class Channel:
    """A conversation: a public channel, or a person's direct messages with the app."""

    id: str
    name: str = ""
    person: str | None = None
    members: list[str] = field(default_factory=list)
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, dict[str, Message]] = field(default_factory=dict)
    prompts: dict[str, Any] | None = None
    titles: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        return self.person is not None

    @property
    def kind(self) -> str:
        return "im" if self.is_im else "channel"

    def seen_by(self, user: str) -> bool:
        return self.person == user if self.is_im else True

    def message(self, ts: str) -> Message:
        try:
            return self.messages[ts]
        except KeyError:
            raise SlackError("message_not_found") from None

    def replies(self, thread_ts: str) -> list[Message]:
        """The thread's first message and its answers, oldest first."""
        return [m for ts, m in self.messages.items() if ts == thread_ts or m.get("thread_ts") == thread_ts]

    def top_level(self) -> list[Message]:
        return [
            m for ts, m in self.messages.items() if m.get("thread_ts", ts) == ts or m.get("reply_broadcast")
        ]

    def payload(self) -> dict[str, Any]:
        shared = {"id": self.id, "created": 0, "is_archived": self.archived, "is_im": self.is_im}
        if self.is_im:
            return shared | {"user": self.person, "is_user_deleted": False, "priority": 0}
        return shared | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": True,
            "is_group": False,
            "is_mpim": False,
            "is_private": False,
            "is_member": BOT_USER in self.members,
            "is_general": self.name == "general",
            "num_members": len(self.members),
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }


@dataclass
class File:
    """An uploaded file."""

    id: str
    name: str
    title: str
    size: int
    mimetype: str
    user: str
    created: int
    content: bytes = b""
    channels: list[str] = field(default_factory=list)
    complete: bool = False

    def payload(self, origin: str) -> dict[str, Any]:
        address = f"{origin}/files/{self.id}/{self.name}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2].lower() or "text",
            "pretty_type": self.name.rpartition(".")[2].upper(),
            "user": self.user,
            "size": self.size,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "channels": [c for c in self.channels if c.startswith("C")],
            "ims": [c for c in self.channels if c.startswith("D")],
            "url_private": address,
            "url_private_download": address,
            "permalink": address,
        }


@dataclass
class Workspace:
    """Everything that a restart keeps."""

    channels: dict[str, Channel]
    files: dict[str, File] = field(default_factory=dict)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    revision: int = 0

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
        return self.channels[DIRECT[user]]

    def last_ts(self) -> str:
        stamps = [ts for c in self.channels.values() for ts in c.messages]
        stamps += [ts for c in self.channels.values() for hidden in c.ephemerals.values() for ts in hidden]
        return max(stamps, default="0.0")


def fresh() -> Workspace:
    """The workspace as a newcomer finds it."""
    people = [REP.id, MANAGER.id]
    channels = [
        Channel(SALES, "sales", members=[*people, BOT_USER]),
        Channel(GENERAL, "general", members=list(people)),
        *(Channel(DIRECT[user], person=user, members=[user, BOT_USER]) for user in people),
    ]
    return Workspace({channel.id: channel for channel in channels})
