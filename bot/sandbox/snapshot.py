"""The workspace on disk: read at the start, written whole and at once a moment after each change."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.sandbox.workspace import Channel, File, Workspace, fresh

_FORMAT = 1


def dump(workspace: Workspace) -> str:
    files = [
        asdict(file) | {"content": base64.b64encode(file.content).decode()}
        for file in workspace.files.values()
    ]
    channels = [vars(channel) for channel in workspace.channels.values()]
    return json.dumps({"format": _FORMAT, "channels": channels, "files": files, "homes": workspace.homes})


def parse(text: str) -> Workspace:
    document: dict[str, Any] = json.loads(text)
    channels = [Channel(**row) for row in document["channels"]]
    files = [File(**{**row, "content": base64.b64decode(row["content"])}) for row in document["files"]]
    return Workspace({c.id: c for c in channels}, {f.id: f for f in files}, document["homes"])


class Snapshot:
    """Keeps one workspace in one file."""

    def __init__(self, path: Path | None, *, delay: float = 0.5) -> None:
        self._path = path
        self._delay = delay
        self._pending: asyncio.TimerHandle | None = None

    def load(self) -> Workspace:
        if self._path is None or not self._path.exists():
            return fresh()
        return parse(self._path.read_text("utf-8"))

    def soon(self, current: Callable[[], Workspace]) -> None:
        """Write a moment from now, once for however many changes come until then."""
        if self._path is None or self._pending is not None:
            return
        self._pending = asyncio.get_running_loop().call_later(self._delay, self.save, current)

    def save(self, current: Callable[[], Workspace]) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(dump(current()), "utf-8")
        part.replace(self._path)
