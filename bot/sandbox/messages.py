"""The messages of a conversation: kept on disk, read by question and not as a whole."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.database import Database

Message = dict[str, Any]

_BEGINNING, _END = "", "~"  # before and after every ts


class Messages:
    """What everybody in a conversation sees, or what one person alone does. Oldest first.

    What is read is a copy: put it back when it was changed.
    """

    def __init__(self, database: Database, channel: str, audience: str = "") -> None:
        self._database = database
        self._place = (channel, audience)

    def _read(self, condition: str, *values: Any) -> list[Message]:
        statement = f"SELECT body FROM message WHERE channel = ? AND audience = ? {condition}"  # noqa: S608
        return [json.loads(row[0]) for row in self._database.rows(statement, *self._place, *values)]

    def get(self, ts: str) -> Message | None:
        return next(iter(self._read("AND ts = ?", ts)), None)

    def values(self) -> list[Message]:
        return self._read("ORDER BY ts")

    def __len__(self) -> int:
        row = self._database.row(
            "SELECT count(*) FROM message WHERE channel = ? AND audience = ?", *self._place
        )
        return int(row[0]) if row else 0

    def put(self, message: Message) -> None:
        """Add a message, or replace the one of its ts."""
        ts, thread = message["ts"], message.get("thread_ts", message["ts"])
        top = ts == thread or bool(message.get("reply_broadcast"))
        self._database.change(
            "REPLACE INTO message VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(*self._place, ts, thread, message["user"], top, json.dumps(message)),
        )

    def remove(self, ts: str) -> None:
        self._database.change(
            "DELETE FROM message WHERE channel = ? AND audience = ? AND ts = ?", *self._place, ts
        )

    def thread(self, ts: str, after: str = _BEGINNING, before: str = _END, most: int = -1) -> list[Message]:
        """The messages of a thread strictly between two stamps, its first one included."""
        condition = "AND thread = ? AND ts > ? AND ts < ? ORDER BY ts LIMIT ?"
        return self._read(condition, ts, after, before, most)

    def newest(self, most: int, after: str = _BEGINNING, before: str = _END) -> list[Message]:
        """The last messages outside threads strictly between two stamps, oldest first."""
        condition = "AND top AND ts > ? AND ts < ? ORDER BY ts DESC LIMIT ?"
        return self._read(condition, after, before, most)[::-1]

    def last(self) -> Message | None:
        """The message that came last, in a thread or not."""
        return next(iter(self._read("ORDER BY ts DESC LIMIT 1")), None)

    def since(self, ts: str, most: int) -> list[Message]:
        """What came after a stamp, in threads or not."""
        return self._read("AND ts > ? ORDER BY ts LIMIT ?", ts, most)

    def containing(self, words: str) -> list[Message]:
        """The messages that have these characters anywhere, as JSON."""
        return self._read("AND instr(body, ?) ORDER BY ts", words)

    def has_from(self, user: str) -> bool:
        statement = "SELECT 1 FROM message WHERE channel = ? AND audience = ? AND author = ? LIMIT 1"
        return self._database.row(statement, *self._place, user) is not None
