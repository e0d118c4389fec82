"""A report says what was found and whether that is enough, in its place in the document."""

from __future__ import annotations

import pytest

from bench.report import FILE, Goal, Section, machine, markdown, percentile, put


@pytest.mark.parametrize(
    ("figures", "share", "expected"),
    [
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0),
        (range(1, 101), 0.99, 99),
        (range(1, 301), 0.99, 297),
        ([7.0], 0.99, 7.0),
        ([7.0], 0.0, 7.0),
    ],
)
def test_a_percentile_is_a_figure_that_was_measured(figures: list[float], share: float, expected: float):
    assert percentile(figures, share) == expected


def test_a_table_sets_figures_to_the_right():
    assert markdown(["what", "ms"], [["ours", "1"], ["theirs", "2"]]).splitlines() == [
        "| what | ms |",
        "| --- | --: |",
        "| ours | 1 |",
        "| theirs | 2 |",
    ]


@pytest.mark.parametrize(
    ("goal", "said", "met"),
    [
        (Goal("a start, s", 2.0, most=3.0), "- ✓ a start, s ≤ 3: **2**", True),
        (Goal("a start, s", 3.21, most=3.0), "- ✗ a start, s ≤ 3: **3.21**", False),
        (Goal("hit@5", 0.9, least=0.9), "- ✓ hit@5 ≥ 0.9: **0.9**", True),
        (Goal("hit@5", 0.8, least=0.9), "- ✗ hit@5 ≥ 0.9: **0.8**", False),
    ],
)
def test_a_goal_says_whether_it_is_met(goal: Goal, said: str, met: bool):
    assert (str(goal), goal.met) == (said, met)
    assert Section("|", (goal, Goal("another", 0.0, most=1.0))).met is met


def test_a_section_without_goals_is_its_table():
    assert str(Section("| a |")) == "| a |"


def test_what_was_found_replaces_what_stood_there():
    document = "one\n<!-- a -->\nold\n<!-- /a -->\ntwo\n<!-- b -->\n<!-- /b -->\n"
    once = put(put(document, "a", "new"), "b", "more")
    assert once == "one\n<!-- a -->\nnew\n<!-- /a -->\ntwo\n<!-- b -->\nmore\n<!-- /b -->\n"
    assert put(once, "a", "new") == once


def test_a_report_without_a_place_is_an_error():
    with pytest.raises(ValueError, match="no place for c"):
        put("<!-- c -->\n", "c", "new")


@pytest.mark.parametrize("name", ["react", "acknowledgement", "search", "start"])
def test_every_bench_has_its_place(name: str):
    assert put(FILE.read_text(), name, "new") != FILE.read_text()


def test_the_machine_is_told_without_its_name():
    assert "cores" in machine()
