"""A report is shown as a table, and beside an earlier one."""

from __future__ import annotations

from agent.evals import Labelled, evaluate, table
from agent.evals.goals import RefusalKind
from agent.evals.report import committed
from agent.planner.catalogue import catalogue
from agent.planner.phantom import Stage
from agent.planner.planner import Planner
from tests.planning import PLANNER as RULES

PLANNER = Planner(RULES)
RIGHT = Labelled(goal="find CFOs in Texas", wants={Stage.SEARCH})
WRONG = Labelled(goal="find CFOs in Ohio", refuse=RefusalKind.OUTSIDE)


async def test_the_table_names_the_goals_that_failed():
    shown = table(await evaluate(PLANNER, [WRONG], catalogue()))

    assert "success" in shown
    assert "refused outside       0.000" in shown
    assert "✖ find CFOs in Ohio → LinkedIn Search Export.js" in shown


async def test_the_table_says_what_has_changed():
    before = await evaluate(PLANNER, [RIGHT, WRONG], catalogue())
    now = await evaluate(PLANNER, [RIGHT], catalogue())

    changed = [line for line in table(now, before).split("\n") if "+" in line or "-" in line]

    assert any(line.startswith("success") and line.endswith("+0.500") for line in changed)
    assert any(line.startswith("goals") and line.endswith("  -1") for line in changed)
    assert not any(line.startswith(("valid", "p50")) for line in changed)


async def test_a_report_is_kept_without_goals_and_times():
    kept = committed(await evaluate(PLANNER, [RIGHT], catalogue()))

    assert (kept.verdicts, kept.p50, kept.success) == ((), 0.0, 1.0)
