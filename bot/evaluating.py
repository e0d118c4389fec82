"""Measuring the planners, beside the reports that are committed, and the search for the command line."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import click
from pydantic import TypeAdapter

from agent.errors import InvalidError
from agent.evals import Labelled, Report, labelled, run, table
from agent.evals.goals import Part, parts_of
from agent.evals.report import committed
from agent.evals.searching import Part as QueryPart
from agent.evals.searching import measure, queries
from agent.evals.searching import table as search_table
from agent.planner.catalogue import catalogue
from agent.planner.fused import FusedSearch
from agent.planner.search import PhantomSearch
from bot.planning import model_of, planner_of
from bot.searching import UNHURRIED, search_of
from bot.settings import Settings

Which = Literal["embedded", "model"]
CHECKOUT = Path(__file__).parents[1] / "docs" / "evals"
"""Where reports are committed, a file a planner, in it a report a part; installed, they are beside us."""

HOW = {"pass_4": "--thorough", "diversity": "--thorough", "cost": "OPENAI_PRICE"}
"""What has to be given for a figure that is not measured otherwise."""

_REPORTS = TypeAdapter(dict[Part, Report])
Reports = dict[Which, dict[Part, Report]]


async def measured(settings: Settings, planners: Sequence[Which], part: Part, *, thorough: bool) -> Reports:
    """A report for each planner and part. The model's falls back on the rules as it does at work."""
    found: Reports = {}
    async with AsyncExitStack() as opened:
        for which in planners:
            key = settings.openai_api_key if which == "model" else None
            chosen = settings.model_copy(update={"openai_api_key": key})
            planner = planner_of(
                chosen, catalogue(), PhantomSearch(catalogue()), model_of(chosen, opened), opened
            )
            found[which] = {
                each: await run(
                    planner,
                    _watched(labelled(each), f"{which}, {each}"),
                    thorough=thorough,
                    price=settings.openai_price,
                )
                for each in parts_of(part)
            }
    return found


def shown(reports: Reports, folder: Traversable | None = None) -> Iterator[str]:
    """A table for each planner and part, with what has changed since the committed report."""
    for which, parts in reports.items():
        kept = _kept((folder or _committed()) / f"{which}.json")
        for part, report in parts.items():
            yield f"{which} planner, {part} goals"
            yield table(report, kept.get(part))
            yield from _missing(report)


def require_clone(folder: Path = CHECKOUT) -> None:
    """Raise where no report can be kept; nobody wants to hear that after an hour of measuring."""
    if not folder.is_dir():
        raise InvalidError("Reports are kept in a clone of the repository, and this is none.")


def keep(reports: Reports, folder: Path = CHECKOUT) -> None:
    """Put these reports in the place of those committed."""
    for which, parts in reports.items():
        file = folder / f"{which}.json"
        kept = _kept(file) | {part: committed(report) for part, report in parts.items()}
        file.write_bytes(_REPORTS.dump_json(kept, indent=2) + b"\n")


async def search_figures(settings: Settings, part: QueryPart) -> AsyncIterator[str]:
    """A table for the search by words, and one for the search by meaning as well where a model is set."""
    lexical = PhantomSearch(catalogue())
    yield f"by words, {part} queries"
    yield search_table(await measure(lexical, queries(part)))
    async with AsyncExitStack() as opened:
        search = search_of(settings, catalogue(), lexical, opened, patience=UNHURRIED)
        if isinstance(search, FusedSearch):
            report = await measure(search, queries(part))
            yield f"by words and meaning, {part} queries ({search.by_words_alone} by words alone)"
            yield search_table(report)


def _missing(report: Report) -> Iterator[str]:
    """What to give for the figures that were not measured."""
    for name, how in HOW.items():
        if getattr(report, name) is None:
            yield f"{name.replace('_', ' '):<18} {'–':>8}  ({how})"


def _watched(goals: Sequence[Labelled], label: str) -> Iterable[Labelled]:
    """The goals, with a bar for whoever sits before a terminal: a model takes an hour for all."""
    if not sys.stderr.isatty():
        return goals
    return _with_bar(goals, label)


def _with_bar(goals: Sequence[Labelled], label: str) -> Iterator[Labelled]:
    with click.progressbar(goals, label=label, file=sys.stderr) as bar:
        yield from bar


def _committed() -> Traversable:
    return CHECKOUT if CHECKOUT.is_dir() else files("bot") / "evals"


def _kept(file: Traversable) -> dict[Part, Report]:
    return _REPORTS.validate_json(file.read_bytes()) if file.is_file() else {}
