"""How well and how fast the catalogue is searched, against an embedding model with a vector index."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from agent.evals.searching import K, Query, own_words, queries
from agent.planner.catalogue import catalogue
from bench.processes import HERE, MissingError, output, prepared
from bench.report import Goal, Section, markdown

OURS, MINILM = "Leadsmith", "MiniLM + FAISS"
ROUNDS = 3
SETTINGS = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
"""The model comes with its package; more threads than one make a short text slower where others work, too."""
LEAST_PARAPHRASES, LEAST_OWN, MOST_MS, MOST_MB, MOST_SECONDS = 0.90, 0.99, 1.0, 40.0, 0.3

Asked = Mapping[str, Sequence[Query]]
"""The labelled queries, by what the table calls them."""


@dataclass(frozen=True)
class Figures:
    """What one search found and took: hit@5 by kind of query, milliseconds a query, its start, its memory."""

    hits: Mapping[str, float]
    ms: float
    seconds: float
    mb: float


def asked() -> Asked:
    """Paraphrases, of which the lexicon is tuned on the open ones, and every phantom's own words."""
    paraphrases = {
        f"paraphrases, {part}": [query for query in queries(part) if query.kind == "paraphrase"]
        for part in ("open", "held")
    }
    return {**paraphrases, "own words": own_words(catalogue())}


def section(*, ours_only: bool) -> Section:
    """The figures of both, and our goals; where the other one cannot be had, its row says so."""
    wanted = asked()
    ours = measured(sys.executable, "leadsmith", wanted)
    rows = [row(OURS, ours)]
    if not ours_only:
        try:
            rows.append(row(MINILM, measured(prepared("minilm"), "minilm", wanted, 1)))
        except MissingError as error:
            rows.append([MINILM, f"not measured: {error}", *("" for _ in range(len(wanted) + 2))])
    head = ["hit@5", *wanted, "a query, ms", "start, s", "memory, MB"]
    return Section(markdown(head, rows), tuple(goals(ours)))


def goals(ours: Figures) -> list[Goal]:
    hits = [
        Goal(f"hit@5, {kind}", share, least=LEAST_OWN if kind == "own words" else LEAST_PARAPHRASES)
        for kind, share in ours.hits.items()
    ]
    return [
        *hits,
        Goal("a query, ms", ours.ms, MOST_MS),
        Goal("start, s", ours.seconds, MOST_SECONDS),
        Goal("memory, MB", ours.mb, MOST_MB),
    ]


def row(name: str, figures: Figures) -> list[str]:
    hits = (f"{share:.3f}" for share in figures.hits.values())
    return [name, *hits, f"{figures.ms:.2f}", f"{figures.seconds:.2f}", f"{figures.mb:.0f}"]


def measured(python: str, searcher: str, wanted: Asked, rounds: int = ROUNDS) -> Figures:
    """One searcher, every time in a fresh process; of times the least, which others disturbed least."""
    phrases = [
        (phantom.script, words)
        for phantom in catalogue()
        for words in (phantom.name, phantom.does, *phantom.words)
    ]
    every = [query for kind in wanted.values() for query in kind]
    said = json.dumps({"phrases": phrases, "queries": [query.ask for query in every], "k": K})
    command = [python, str(HERE / "search_one.py"), searcher]
    told = [json.loads(output(command, said, **SETTINGS)) for _ in range(rounds)]
    return Figures(
        hits=hits(wanted, told[0]["found"]),
        ms=min(median(each["ms"]) for each in told),
        seconds=min(each["seconds"] for each in told),
        mb=max(each["mb"] for each in told),
    )


def hits(wanted: Asked, found: Sequence[Any]) -> dict[str, float]:
    """Of each kind, the share of queries with a right phantom among those found."""
    answers = iter(found)
    return {
        kind: fmean(any(script in query.uses for script in next(answers)) for query in some)
        for kind, some in wanted.items()
    }
