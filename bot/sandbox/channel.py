"""A conversation: a public or a private channel, or a person's direct messages with the app."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from bot.sandbox.database import Database, Shelf
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER, TEAM_ID, VISITOR
from bot.sandbox.messages import Message, Messages

_KIND = "channel"
_UNSET = {"value": "", "creator": "", "last_set": 0}
_BOT_EVENTS = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}


@dataclass
class Channel:
    """What is known of a conversation. Its messages stay on disk; `keep` writes the rest there."""

    database: Database = field(repr=False)
    id: str
    name: str = ""
    person: str | None = None
    private: bool = False
    creator: str = ""
    created: int = 0
    members: list[str] = field(default_factory=list)
    archived: bool = False
    shared: bool = False
    topic: dict[str, Any] = field(default_factory=_UNSET.copy)
    purpose: dict[str, Any] = field(default_factory=_UNSET.copy)
    previous_names: list[str] = field(default_factory=list)
    prompts: dict[str, Any] | None = None
    read: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.messages = Messages(self.database, self.id)
        self.titles = Shelf(self.database, f"title {self.id}")
        self.sessions = Shelf(self.database, f"session {self.id}")

    def keep(self) -> None:
        about = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "database"}
        Shelf(self.database, _KIND)[self.id] = about

    @property
    def is_im(self) -> bool:
        return self.person is not None

    @property
    def kind(self) -> str:
        if self.is_im:
            return "im"
        return "group" if self.private else "channel"

    @property
    def bot_event(self) -> str:
        """What an app subscribes to in order to hear the messages here."""
        return _BOT_EVENTS[self.kind]

    def seen_by(self, user: str) -> bool:
        return user in self.members or (self.kind == "channel" and user != VISITOR.id)

    def ephemerals(self, user: str) -> Messages:
        """What only this person sees."""
        return Messages(self.database, self.id, user)

    def message(self, ts: str) -> Message:
        message = self.messages.get(ts)
        if message is None:
            raise SlackError("message_not_found")
        return message

    def replies(self, thread_ts: str) -> list[Message]:
        """The thread's first message and its answers, oldest first."""
        return self.messages.thread(thread_ts)

    def top_level(self, most: int = -1) -> list[Message]:
        """The last messages outside threads, oldest first."""
        return self.messages.newest(most)

    def mark_read(self, user: str, ts: str | None = None) -> None:
        """A person has seen everything up to here."""
        last = self.messages.last()
        seen = ts or (last["ts"] if last else "")
        if self.read.get(user, "") != seen:
            self.read[user] = seen
            self.keep()

    def payload(self, viewer: str = BOT_USER) -> dict[str, Any]:
        """The conversation object, as this member of the workspace is told it."""
        shared = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.archived,
            "is_im": self.is_im,
            "is_org_shared": False,
            "context_team_id": TEAM_ID,
        }
        if self.is_im:
            return shared | {"user": self.person, "is_user_deleted": False, "priority": 0}
        return shared | {
            "name": self.name,
            "name_normalized": self.name,
            "creator": self.creator,
            "is_channel": not self.private,
            "is_group": self.private,
            "is_mpim": False,
            "is_private": self.private,
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "is_member": viewer in self.members,
            "is_general": self.name == "general",
            "previous_names": self.previous_names,
            "topic": self.topic,
            "purpose": self.purpose,
        }


def kept(database: Database) -> list[Channel]:
    """Every conversation there is."""
    return [Channel(database, **about) for about in Shelf(database, _KIND).values()]
