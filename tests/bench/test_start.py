"""The bench of the start: seconds and megabytes beside those of the libraries."""

from __future__ import annotations

import sys

import pytest

from bench.memory import megabytes
from bench.processes import MissingError, environment, output, serving
from bench.start import LIBRARIES, NEW, best, ratio, table

FIGURES = {
    LIBRARIES: [{"ready": 1.0, "mb": 50.0}, {"ready": 2.0, "mb": 50.0}],
    NEW: [{"ready": 2.0, "plan": 3.0, "mb": 100.0}, {"ready": 8.0, "plan": 9.0, "mb": 120.0}],
}


def test_of_the_rounds_the_least_counts_and_of_the_ratios_the_median():
    assert best(FIGURES[NEW], "plan") == 3.0
    assert ratio(FIGURES, NEW, "ready") == 3.0


def test_the_table_leaves_out_what_libraries_do_not_do():
    assert table(FIGURES).splitlines()[2:] == [
        "| its libraries, imported | 1.00 | 1.00 |  | 50 | 1.00 |",
        "| `leadsmith serve`, new database | 2.00 | 3.00 | 3.00 | 100 | 2.20 |",
    ]


def test_what_leadsmith_reads_is_not_taken_from_whoever_measures(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "planted")
    monkeypatch.setenv("LEADSMITH_TICK_SECONDS", "9")
    assert "planted" not in environment().values()
    assert environment(LEADSMITH_TICK_SECONDS="1")["LEADSMITH_TICK_SECONDS"] == "1"


def test_a_process_takes_up_some_megabytes():
    assert 5 < megabytes() < 5_000


def test_a_server_that_ends_is_said():
    with pytest.raises(MissingError, match="does not answer"), serving([sys.executable, "-c", ""], 1, {}):
        pass


@pytest.mark.long
def test_serving_loads_nothing_that_is_not_needed():
    """No model client without a key, no sandbox on a workspace, no Alembic without a migration."""
    needless = ("openai", "bot.sandbox", "jinja2", "alembic")
    loaded = output([sys.executable, "-c", "import bot.serving, sys; print(*sys.modules)"]).split()
    assert not set(needless) & set(loaded)
