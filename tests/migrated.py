"""A database at the newest version, made once a process and copied: small tests would mostly migrate."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from storage.migrations import migrate
from storage.store import Store

_SQLITE = "sqlite:///"


def made_newest(url: str) -> str:
    """The URL, where a database at the newest version is put if it is of SQLite and there is none yet."""
    file = Path(url.removeprefix(_SQLITE))
    if url.startswith(_SQLITE) and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_template(), file)
    return url


@cache
def _template() -> Path:
    """Made in a thread of its own, since the one that asks for it may be in a loop."""
    file = Path(mkdtemp(prefix="leadsmith-newest-")) / "leadsmith.db"
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _make(f"{_SQLITE}{file}")).result()
    return file


async def _make(url: str) -> None:
    store = Store.at(url)
    await migrate(store.engine)
    await store.close()


async def newest_store(url: str) -> Store:
    """A store at the newest version."""
    store = Store.at(made_newest(url))
    await migrate(store.engine)
    return store
