"""Reports are kept a planner and a part each, and shown beside what was kept."""

from __future__ import annotations

from pathlib import Path

from agent.evals import Labelled, Report, evaluate
from agent.evals.goals import RefusalKind
from agent.planner.catalogue import catalogue
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.phantom import Stage
from agent.planner.planner import Planner
from agent.planner.search import PhantomSearch
from bot.evaluating import keep, shown

PLANNER = Planner(EmbeddedPlanner(catalogue(), PhantomSearch(catalogue())))
RIGHT = Labelled(goal="find CFOs in Texas", wants={Stage.SEARCH})
WRONG = Labelled(goal="find CFOs in Ohio", refuse=RefusalKind.OUTSIDE)


async def report_on(*goals: Labelled) -> Report:
    return await evaluate(PLANNER, goals, catalogue())


async def test_a_report_is_shown_beside_the_one_kept_for_its_part(tmp_path: Path):
    keep({"embedded": await report_on(RIGHT, WRONG)}, "tuned", tmp_path)
    keep({"embedded": await report_on(WRONG)}, "reported", tmp_path)

    text = "\n".join(shown({"embedded": await report_on(RIGHT)}, "tuned", tmp_path))

    assert text.startswith("embedded planner, tuned goals")
    assert "success               1.000  +0.500" in text


async def test_without_a_kept_report_nothing_has_changed(tmp_path: Path):
    text = "\n".join(shown({"embedded": await report_on(RIGHT)}, "all", tmp_path))

    assert "+" not in text
