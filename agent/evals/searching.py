"""Measuring the catalogue search on labelled queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import Literal

from pydantic import TypeAdapter

from agent.planner.catalogue import Catalogue
from agent.planner.desk import Search
from agent.planner.phantom import Frozen, Stage
from agent.planner.strict_yaml import parse

K = 5
"""Hits that count; it is what the planning model is shown."""

Part = Literal["open", "held", "all"]
Kind = Literal["paraphrase", "typo", "abbreviation", "german", "french", "spanish", "filtered", "own"]


class Query(Frozen):
    """One query with its labels, as queries.yaml explains them; `own` ones are a phantom's own words."""

    ask: str
    uses: frozenset[str]
    stage: Stage | None = None
    platform: str | None = None
    kind: Kind = "own"


class Found(Frozen):
    """A query and the place of its first right hit, from 1; none when it is not among the first K."""

    query: Query
    rank: int | None


class Figures(Frozen):
    """Over the queries of one kind, or all.

    - hit_1, hit_5: queries with a right phantom first, or among the first five / queries
    - mrr: mean of 1 / place of the first right phantom (0 when it is not among the first five)
    """

    queries: int
    hit_1: float
    hit_5: float
    mrr: float


class SearchReport(Frozen):
    """The figures of all queries and of each kind, and the queries that found nothing right."""

    total: Figures
    kinds: Mapping[str, Figures]
    missed: tuple[Query, ...]


_PARTS = TypeAdapter(dict[Literal["open", "held"], dict[Kind, tuple[Query, ...]]])


def queries(part: Part = "all", path: Path | None = None) -> tuple[Query, ...]:
    """The queries of one part, or of both; from our own file unless another is named."""
    text = (path or files("agent.evals") / "queries.yaml").read_text("utf-8")
    return tuple(
        query.model_copy(update={"kind": kind})
        for name, kinds in _PARTS.validate_python(parse(text, named_by="ask")).items()
        if part in {name, "all"}
        for kind, asked in kinds.items()
        for query in asked
    )


def own_words(catalogue: Catalogue) -> tuple[Query, ...]:
    """Every phrase of every phantom as a query for it."""
    return tuple(
        Query(ask=words, uses=frozenset({phantom.script}))
        for phantom in catalogue
        for words in (phantom.name, *phantom.words)
    )


async def measure(search: Search, asked: Iterable[Query]) -> SearchReport:
    """Search for every query and report."""
    found = [Found(query=query, rank=await _rank(search, query)) for query in asked]
    by_kind: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_kind[one.query.kind].append(one)
    return SearchReport(
        total=_figures(found),
        kinds={kind: _figures(some) for kind, some in by_kind.items()},
        missed=tuple(one.query for one in found if one.rank is None),
    )


def table(report: SearchReport) -> str:
    """The figures, a kind a line, then the queries that found nothing right."""
    head = f"{'':<14}{'queries':>8}{'hit@1':>8}{'hit@5':>8}{'MRR':>8}"
    return "\n".join((head, *_lines(report), *(f"✖ {query.ask}" for query in report.missed)))


def _lines(report: SearchReport) -> Iterator[str]:
    for kind, of in {**report.kinds, "all": report.total}.items():
        yield f"{kind:<14}{of.queries:>8}{of.hit_1:>8.3f}{of.hit_5:>8.3f}{of.mrr:>8.3f}"


async def _rank(search: Search, query: Query) -> int | None:
    hits = await search.find(query.ask, stage=query.stage, platform=query.platform, k=K)
    right = (place for place, hit in enumerate(hits, start=1) if hit.phantom.script in query.uses)
    return next(right, None)


def _figures(found: Sequence[Found]) -> Figures:
    ranks = [one.rank for one in found]
    return Figures(
        queries=len(ranks),
        hit_1=fmean(rank == 1 for rank in ranks) if ranks else 0.0,
        hit_5=fmean(rank is not None for rank in ranks) if ranks else 0.0,
        mrr=fmean(1 / rank if rank else 0.0 for rank in ranks) if ranks else 0.0,
    )
