"""The catalogue search is measured on labelled queries, and its figures are held."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from agent.evals.searching import Query, measure, own_words, queries, table
from agent.planner.catalogue import catalogue
from tests.planning import SEARCH

HITS = [hit.phantom.script for hit in SEARCH.search("members of a LinkedIn group")]


async def test_hit_1_hit_5_and_mrr_are_what_they_say():
    places = (0, 1, 3)
    asked = [Query(ask="members of a LinkedIn group", uses=frozenset({HITS[n]})) for n in places]
    report = await measure(
        SEARCH, [*asked, Query(ask="members of a LinkedIn group", uses=frozenset({"None.js"}))]
    )
    assert report.total.queries == 4
    assert report.total.hit_1 == pytest.approx(1 / 4)
    assert report.total.hit_5 == pytest.approx(3 / 4)
    assert report.total.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)
    assert [query.uses for query in report.missed] == [{"None.js"}]


async def test_a_filter_of_the_label_is_used():
    wanted = Query(ask="followers", uses=frozenset({"Twitter Follower Collector.js"}), platform="x")
    assert (await measure(SEARCH, [wanted])).total.hit_1 == 1.0


async def test_no_queries_are_no_error():
    assert (await measure(SEARCH, [])).total.hit_5 == 0.0


async def test_a_table_names_every_kind_and_what_was_missed():
    report = await measure(SEARCH, [Query(ask="members", uses=frozenset({"None.js"}), kind="typo")])
    assert "typo" in table(report)
    assert "✖ members" in table(report)


def test_a_file_of_ones_own_can_be_measured(tmp_path: Path):
    file = tmp_path / "queries.yaml"
    file.write_text("open: {typo: [{ask: gruop, uses: [A.js]}]}\nheld: {}", encoding="utf-8")
    assert queries("open", file) == (Query(ask="gruop", uses=frozenset({"A.js"}), kind="typo"),)
    assert queries("held", file) == ()


# The queries themselves


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_there_are_enough_queries_of_every_kind_in_both_parts():
    for part in ("open", "held"):
        kinds = Counter(query.kind for query in queries(part))
        assert sum(kinds.values()) > 180
        assert min(kinds.values()) >= 8
        assert len(kinds) == 7


def test_every_query_names_phantoms_that_exist():
    assert all(script in catalogue() for query in queries() for script in query.uses)


def test_every_phantom_is_looked_for():
    looked_for = {script for query in queries() for script in query.uses}
    assert {phantom.script for phantom in catalogue()} - looked_for == set()


def test_no_query_comes_twice():
    times = Counter((query.ask.lower(), query.stage, query.platform) for query in queries())
    assert [query for query, count in times.items() if count > 1] == []


def test_no_query_is_a_phrase_of_the_catalogue():
    ours = {
        plain(phrase) for phantom in catalogue() for phrase in (phantom.name, phantom.does, *phantom.words)
    }
    assert [query.ask for query in queries() if plain(query.ask) in ours] == []


# The figures: what was measured, less one query


async def test_every_phrase_of_a_phantom_finds_it():
    report = await measure(SEARCH, own_words(catalogue()))
    assert report.total.hit_5 >= 0.998
    assert report.total.hit_1 >= 0.94


async def test_of_the_queries_read_while_tuning_96_in_100_are_found():
    report = await measure(SEARCH, queries("open"))
    assert report.total.hit_5 >= 0.96
    assert report.total.hit_1 >= 0.80
    assert report.total.mrr >= 0.87


async def test_of_182_queries_held_out_94_in_100_are_found():
    report = await measure(SEARCH, queries("held"))
    assert report.total.hit_5 >= 0.94
    assert report.total.hit_1 >= 0.78
    assert report.total.mrr >= 0.84


async def test_of_126_paraphrases_held_out_92_in_100_are_found():
    assert (await measure(SEARCH, queries("held"))).kinds["paraphrase"].hit_5 >= 0.92
