"""`leadsmith feedback`: what people said of plans and answers, counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from agent.verdicts import Tally, Verdicts
from bot.settings import Settings
from storage.migrations import is_newest
from storage.store import Store, is_missing

NONE = "Nobody has judged a plan or an answer yet."


async def tallies(settings: Settings) -> list[Tally]:
    """The verdicts in the database; none where there is no database."""
    if is_missing(settings.database):
        return []
    store = Store.at(settings.database)
    try:
        return await Verdicts(store).tallies() if await is_newest(store.engine) else []
    finally:
        await store.close()


def as_json(tally: Tally) -> dict[str, Any]:
    """One workspace's verdicts as a record."""
    return {
        "workspace": tally.workspace,
        "counts": {kind: {"good": good, "bad": bad} for kind, (good, bad) in tally.counts.items()},
        "newest_bad": [
            {"kind": each.kind, "about": each.about, "person": each.person, "at": each.at.isoformat()}
            for each in tally.complaints
        ],
    }


def table(found: list[Tally]) -> Iterator[str]:
    """The same for people: a line a kind, and below it what was not good."""
    if not found:
        yield NONE
        return
    yield f"{'workspace':<14} {'what':<8} {'good':>6} {'bad':>6}"
    for tally in found:
        for kind, (good, bad) in tally.counts.items():
            yield f"{tally.workspace:<14} {kind:<8} {good:>6,} {bad:>6,}"
    for tally in found:
        for each in tally.complaints:
            who = f"{tally.workspace}, {each.person}, {each.at:%Y-%m-%d %H:%M} UTC"
            yield f"not good: {each.kind} {each.about} ({who})"
