"""Where the workspace is kept: one SQLite file, or a temporary one that nobody sees."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

Row = tuple[Any, ...]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    channel TEXT NOT NULL, audience TEXT NOT NULL, ts TEXT NOT NULL,
    thread TEXT NOT NULL, author TEXT NOT NULL, top INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (channel, audience, ts)
);
CREATE INDEX IF NOT EXISTS message_thread ON message (channel, audience, thread, ts);
CREATE INDEX IF NOT EXISTS message_author ON message (channel, audience, author);
CREATE INDEX IF NOT EXISTS message_top ON message (channel, audience, ts) WHERE top;
CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, about TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS document (
    kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
"""
_TABLES = ("message", "file", "document")
_SAFE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"  # a killed process loses nothing
_SMALL = "PRAGMA cache_size = -256;"  # kilobytes: the machine keeps what is often read anyway


def temporary(schema: str) -> sqlite3.Connection:
    """A database for what nobody needs tomorrow; SQLite deletes a file without a name by itself."""
    connection = sqlite3.connect("", isolation_level=None)
    connection.executescript(_SMALL + "PRAGMA journal_mode = OFF;" + schema)
    return connection


class Database:
    """One connection. What changed is safe from the end of the process once it is committed."""

    def __init__(self, path: Path | None = None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path or "")  # without a name: a temporary file
        self._connection.executescript(_SMALL + _SAFE + _SCHEMA)

    def rows(self, statement: str, *values: Any) -> Iterator[Row]:
        return self._connection.execute(statement, values)

    def row(self, statement: str, *values: Any) -> Row | None:
        found: Row | None = self._connection.execute(statement, values).fetchone()
        return found

    def change(self, statement: str, *values: Any) -> int:
        """The number of rows that are different now."""
        return self._connection.execute(statement, values).rowcount

    def commit(self) -> None:
        self._connection.commit()

    def clear(self) -> None:
        for table in _TABLES:
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own

    def close(self) -> None:
        self._connection.commit()
        self._connection.close()


class Shelf(MutableMapping[str, Any]):
    """Documents of one kind by their ids. What is read is a copy: put it back when it was changed."""

    def __init__(self, database: Database, kind: str) -> None:
        self._database = database
        self._kind = kind

    def __getitem__(self, key: str) -> Any:
        row = self._database.row("SELECT body FROM document WHERE kind = ? AND id = ?", self._kind, key)
        if row is None:
            raise KeyError(key)
        return json.loads(row[0])

    def __setitem__(self, key: str, value: Any) -> None:
        self._database.change("REPLACE INTO document VALUES (?, ?, ?)", self._kind, key, json.dumps(value))

    def __delitem__(self, key: str) -> None:
        if not self._database.change("DELETE FROM document WHERE kind = ? AND id = ?", self._kind, key):
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        rows = self._database.rows("SELECT id FROM document WHERE kind = ? ORDER BY id", self._kind)
        return iter([row[0] for row in rows])

    def __len__(self) -> int:
        return sum(1 for _ in self)
