"""Uploaded files: what is known of them, and their bytes, which stay on disk until somebody wants them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote

from bot.sandbox.database import Database
from bot.sandbox.identity import TEAM_ID


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
    received: int = 0
    channels: list[str] = field(default_factory=list)
    complete: bool = False
    deleted: bool = False

    def payload(self, origin: str) -> dict[str, Any]:
        private, name = f"{origin}/files-pri/{TEAM_ID}-{self.id}", quote(self.name)
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
            "groups": [c for c in self.channels if c.startswith("G")],
            "ims": [c for c in self.channels if c.startswith("D")],
            "url_private": f"{private}/{name}",
            "url_private_download": f"{private}/download/{name}",
            "permalink": f"{origin}/files/{self.id}/{name}",
        }


class Files:
    """Every file. What is read is a copy: put it back when it was changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, file_id: str) -> File | None:
        row = self._database.row("SELECT about FROM file WHERE id = ?", file_id)
        return None if row is None else File(**json.loads(row[0]))

    def values(self) -> list[File]:
        """Those that are still there, oldest first."""
        rows = self._database.rows("SELECT about FROM file ORDER BY rowid")
        return [file for row in rows if not (file := File(**json.loads(row[0]))).deleted]

    def content(self, file_id: str) -> bytes:
        row = self._database.row("SELECT content FROM file WHERE id = ?", file_id)
        return b"" if row is None else bytes(row[0])

    def add(self, file: File) -> None:
        self._database.change("INSERT INTO file VALUES (?, ?, x'')", file.id, json.dumps(asdict(file)))

    def put(self, file: File) -> None:
        self._database.change("UPDATE file SET about = ? WHERE id = ?", json.dumps(asdict(file)), file.id)

    def fill(self, file: File, content: bytes) -> None:
        """Take its bytes."""
        file.received = len(content)
        self.put(file)
        self._database.change("UPDATE file SET content = ? WHERE id = ?", content, file.id)

    def remove(self, file: File) -> None:
        """Forget its bytes; that it was there is remembered."""
        file.deleted = True
        self.fill(file, b"")
