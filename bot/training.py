"""Writing approved plans as lines to train on, for the command line."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from agent.errors import NotFoundError, StaleError
from agent.evals.approved import approved
from agent.evals.training import LeftOut, Lessons, lines
from agent.llm.actions import ActionMode
from agent.planner.catalogue import catalogue
from agent.planner.search import PhantomSearch
from bot.settings import Settings
from storage.migrations import is_newest
from storage.store import Store, is_missing

TRIED = Path("data/try")
"""Where `make try` keeps everything."""


async def export(settings: Settings, file: Path | None, mode: ActionMode) -> str:
    """Write a line for each approved plan, to stdout without a file; a sentence on what was done.

    The file appears when all is written, and not at all when there is no line.
    """
    left_out: Counter[LeftOut] = Counter()
    written = 0
    async with _reading(settings) as store:
        with _whole(file) if file else nullcontext(sys.stdout) as out:
            async with aclosing(lines(approved(store), _lessons(mode))) as made:
                async for line in made:
                    if isinstance(line, LeftOut):
                        left_out[line] += 1
                    else:
                        out.write(f"{line}\n")
                        written += 1
            if not written:
                raise NotFoundError(_nothing(left_out))
    return f"{_counted(written)} written{_reasons(left_out)}."


def _lessons(mode: ActionMode) -> Lessons:
    phantoms = catalogue()
    return Lessons(phantoms, PhantomSearch(phantoms), mode)


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[Store]:
    """The store, if it is there and up to date; nothing is made or changed."""
    if is_missing(settings.database):
        tried = (TRIED / "leadsmith.db").exists()
        hint = f" For what `leadsmith try` keeps, set LEADSMITH_DATA={TRIED}." if tried else ""
        raise NotFoundError(f"There is no database in {settings.data} yet, so no approved plan.{hint}")
    store = Store.at(settings.database)
    try:
        if not await is_newest(store.engine):
            raise StaleError("The database is not up to date: run `leadsmith migrate` first.")
        yield store
    finally:
        await store.close()


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    """A file that takes its place, or that of another one, when everything is in it."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise


def _nothing(left_out: Counter[LeftOut]) -> str:
    if not left_out:
        return "Nobody has approved a plan yet."
    return f"Nothing was written{_reasons(left_out)}."


def _counted(plans: int) -> str:
    return f"{plans} approved {'plan' if plans == 1 else 'plans'}"


def _reasons(left_out: Counter[LeftOut]) -> str:
    """How many were left out, and why, the most frequent reason first."""
    if not left_out:
        return ""
    reasons = ", ".join(f"{why} ({count})" for why, count in left_out.most_common())
    return f"; {left_out.total()} left out: {reasons}"
