"""The evaluation measures what it says, and the rules' figures on our own goals hold."""

from __future__ import annotations

from agent.evals import Labelled, evaluate, labelled, run, table
from agent.planner.catalogue import catalogue
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.phantom import Stage
from agent.planner.planner import Planner
from agent.planner.search import PhantomSearch

PLANNER = Planner(EmbeddedPlanner(catalogue(), PhantomSearch(catalogue())))
FIND = "find CFOs in Texas"


async def test_goals_kept_back_from_tuning_are_answered_as_well():
    report = await run(PLANNER, labelled("held"))

    assert report.success >= 0.9
    assert report.forbidden == report.unknown == 0


async def test_the_rules_answer_our_own_goals():
    report = await run(PLANNER)

    assert report.goals >= 60
    assert report.refusals >= 12
    assert report.success >= 0.9
    assert report.valid == report.ordered == report.refused_rightly == report.fallback == 1.0
    assert report.p95 < 1.0


async def test_each_way_of_being_wrong_counts():
    wrong = [
        Labelled(goal=FIND, wants={Stage.SEARCH, Stage.OUTREACH}),
        Labelled(goal=FIND, wants={Stage.SEARCH}, forbids={Stage.SEARCH}),
        Labelled(goal=FIND, wants={Stage.SEARCH}, uses={"Email Extractor.js"}),
        Labelled(goal=FIND, refuse=True),
        Labelled(goal="tell me a joke", wants={Stage.SEARCH}),
    ]
    report = await evaluate(PLANNER, wrong, catalogue())

    assert report.success == 0.0
    assert report.forbidden == 1
    assert report.refused_rightly == 0.0
    assert report.refused_wrongly == 0.25


async def test_a_right_answer_and_a_right_refusal_count():
    right = [Labelled(goal=FIND, wants={Stage.SEARCH}), Labelled(goal="tell me a joke", refuse=True)]
    report = await evaluate(PLANNER, right, catalogue())

    assert (report.success, report.covered, report.precise, report.refused_rightly) == (1.0, 1.0, 1.0, 1.0)


async def test_the_table_names_the_goals_that_failed():
    shown = table(await evaluate(PLANNER, [Labelled(goal=FIND, refuse=True)], catalogue()))

    assert "success" in shown
    assert f"✖ {FIND} → LinkedIn Search Export.js" in shown


def test_labels_name_phantoms_that_exist():
    assert all(script in catalogue() for label in labelled() for script in label.uses)
