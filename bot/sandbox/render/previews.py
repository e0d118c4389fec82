"""What a file shows before it is downloaded: the first rows, the first lines, or the picture itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.sandbox.files import Files

_ROWS = 6
_COLUMNS = 6
_LINES = 12
_READ = 20_000
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp"})
_ADDRESS = re.compile(r"/files(?:-pri)?/(?:T\w+-)?(F\w+)/")
_TEXTS = frozenset({"txt", "text", "md", "log", "json", "py", "yml", "yaml", "ics", "html", "xml"})


@dataclass(frozen=True)
class Preview:
    """At most one of these is there."""

    rows: list[list[str]] = field(default_factory=list)
    text: str = ""
    picture: bool = False


def preview(files: Files, file_id: str) -> Preview:
    file = files.get(file_id)
    if file is None:
        return Preview()
    ending = file.name.rpartition(".")[2].lower()
    if ending == "csv":
        return Preview(rows=_rows(_beginning(files, file_id)))
    if ending in _TEXTS:
        return Preview(text="\n".join(_beginning(files, file_id).splitlines()[:_LINES]))
    return Preview(picture=ending in _PICTURES)


def _beginning(files: Files, file_id: str) -> str:
    return files.content(file_id)[:_READ].decode("utf-8-sig", "replace")


def _rows(text: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text))
    return [row[:_COLUMNS] for row, _ in zip(rows, range(_ROWS), strict=False)]


def picture_address(node: Mapping[str, Any], files: Files, origin: str) -> str:
    """Where an image block's picture is on this machine; nothing for one from elsewhere: nobody is asked."""
    named = node.get("slack_file") or {}
    url = str(named.get("url") or node.get("image_url") or "")
    file = files.get(str(named.get("id") or _file_id(url, origin)))
    return f"/files/{file.id}/{quote(file.name)}" if file else ""


def _file_id(url: str, origin: str) -> str:
    found = _ADDRESS.match(url.removeprefix(origin)) if url.startswith(origin) else None
    return found[1] if found else ""
