"""Measuring the planners, beside the reports that are committed, and the search for the command line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from agent.evals import Report, labelled, run, table
from agent.evals.goals import Part
from agent.evals.report import committed
from agent.evals.searching import Part as QueryPart
from agent.evals.searching import measure, queries
from agent.evals.searching import table as search_table
from agent.planner.catalogue import catalogue
from agent.planner.fused import FusedSearch
from agent.planner.search import PhantomSearch
from bot.planning import planner_of
from bot.searching import UNHURRIED, search_of
from bot.settings import Settings

Which = Literal["embedded", "model"]
KEPT = Path("docs/evals")
"""Where reports are committed, a file a planner, in it a report a part."""

_REPORTS = TypeAdapter(dict[str, Report])
Reports = dict[Which, Report]


async def measured(settings: Settings, planners: Sequence[Which], part: Part, *, thorough: bool) -> Reports:
    """A report for each planner. The model's falls back on the rules as it does at work."""
    found: Reports = {}
    async with AsyncExitStack() as opened:
        for which in planners:
            key = settings.openai_api_key if which == "model" else None
            chosen = settings.model_copy(update={"openai_api_key": key})
            planner = planner_of(chosen, catalogue(), PhantomSearch(catalogue()), opened)
            found[which] = await run(planner, labelled(part), thorough=thorough)
    return found


def shown(reports: Reports, part: Part, folder: Path = KEPT) -> Iterator[str]:
    """A table for each planner, with what has changed since the committed report."""
    for which, report in reports.items():
        yield f"{which} planner, {part} goals"
        yield table(report, _kept(folder / f"{which}.json").get(part))


def keep(reports: Reports, part: Part, folder: Path = KEPT) -> None:
    """Put these reports in the place of those committed for this part."""
    folder.mkdir(parents=True, exist_ok=True)
    for which, report in reports.items():
        file = folder / f"{which}.json"
        kept = {**_kept(file), part: committed(report)}
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


def _kept(file: Path) -> dict[str, Report]:
    return _REPORTS.validate_json(file.read_bytes()) if file.exists() else {}
