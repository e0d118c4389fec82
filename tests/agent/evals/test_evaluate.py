"""The evaluation measures what it says, and the rules' figures on our own goals hold."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.evals import Labelled, evaluate, labelled, run
from agent.evals.evaluate import summed_up
from agent.evals.goals import RefusalKind
from agent.evals.judging import Verdict
from agent.planner.catalogue import catalogue
from agent.planner.phantom import Stage
from agent.planner.plan import Effort, Outcome, PlannerKind, Revision
from agent.planner.planner import Planner
from tests.planning import PLANNER as RULES
from tests.samples import some_or_all

PLANNER = Planner(RULES)
FIND = "find CFOs in Texas"


@pytest.mark.long
async def test_goals_that_nothing_was_tuned_on_are_answered_as_well():
    report = await run(PLANNER, labelled("reported"))

    # Sets of strangers differ: record 0024 has what each came to.
    assert report.success >= 0.90
    assert report.valid == report.ordered == 1.0
    assert report.refused_rightly >= 0.98
    assert report.refused_wrongly == 0.0
    assert report.forbidden == report.unknown == 0
    assert report.asks <= 1.0
    assert report.prefilled >= 0.5


@some_or_all
async def test_the_rules_answer_the_goals_they_were_tuned_on(every: int):
    report = await run(PLANNER, labelled("tuned")[::every])

    assert report.success >= 0.97
    assert report.valid == report.ordered == report.fallback == 1.0
    assert report.refused_wrongly == report.asked_wrongly == 0
    assert report.refused_rightly >= 0.98
    assert report.p95 < 1.0


@pytest.mark.long
def test_there_are_enough_goals_of_every_kind():
    goals = labelled()

    assert len(goals) >= 150
    assert len(labelled("reported")) >= 110
    assert {goal.refuse for goal in goals} == {None, *RefusalKind}
    assert {stage for goal in goals for stage in goal.wants} == set(Stage)
    assert max(Counter(goal.goal for goal in goals).values()) == 1


async def test_each_way_of_being_wrong_counts():
    wrong = [
        Labelled(goal=FIND, wants={Stage.SEARCH, Stage.OUTREACH}),
        Labelled(goal=FIND, wants={Stage.SEARCH}, forbids={Stage.SEARCH}),
        Labelled(goal=FIND, wants={Stage.SEARCH}, uses={"Email Extractor.js"}),
        Labelled(goal=FIND, refuse=RefusalKind.OUTSIDE),
        Labelled(goal=FIND, ask=True),
        Labelled(goal="tell me a joke", wants={Stage.SEARCH}),
        Labelled(goal="find people", wants={Stage.SEARCH}),
    ]
    report = await evaluate(PLANNER, wrong, catalogue())

    assert report.success == 0.0
    assert report.forbidden == 1
    assert report.refused_rightly == report.asked_rightly == 0.0
    assert report.refused_wrongly == 0.2
    assert report.asked_wrongly == 1


async def test_an_order_that_was_insisted_on_counts():
    goal = "like the posts of my leads, then connect with them"
    steps = ("LinkedIn Auto Liker.js", "LinkedIn Auto Connect.js")
    right = Labelled(goal=goal, wants={Stage.OUTREACH}, then=steps)
    wrong = Labelled(goal=goal, wants={Stage.OUTREACH}, then=steps[::-1])

    assert (await evaluate(PLANNER, [right], catalogue())).ordered == 1.0
    assert (await evaluate(PLANNER, [wrong], catalogue())).ordered == 0.0


@pytest.mark.parametrize(
    "label",
    [
        Labelled(goal=FIND, wants={Stage.SEARCH}),
        Labelled(goal="tell me a joke", refuse=RefusalKind.OUTSIDE),
        Labelled(goal="thanks!", refuse=RefusalKind.TALK),
        Labelled(goal="find people", ask=True),
    ],
)
async def test_a_right_answer_counts(label: Labelled):
    assert (await evaluate(PLANNER, [label], catalogue())).success == 1.0


async def test_a_thorough_evaluation_repeats_and_regenerates():
    report = await evaluate(PLANNER, [Labelled(goal=FIND, wants={Stage.SEARCH})], catalogue(), thorough=True)

    assert report.pass_4 == 1.0
    assert report.diversity == 1.0


async def test_one_wrong_answer_of_four_spoils_pass_4():
    class Fickle:
        asked = 0

        async def plan(self, text: str, revision: Revision | None, progress: object) -> Outcome:
            del revision, progress
            self.asked += 1
            if self.asked == 3:
                return Outcome()
            return await PLANNER.plan(text, None, _nobody)

    label = Labelled(goal=FIND, wants={Stage.SEARCH})
    report = await evaluate(Fickle(), [label], catalogue(), thorough=True)

    assert report.success == 1.0
    assert report.pass_4 == 0.0
    assert report.diversity == 0.0


async def test_what_a_model_took_is_summed_up():
    class Thinks:
        async def plan(self, text: str, revision: Revision | None, progress: object) -> Outcome:
            del progress
            outcome = await PLANNER.plan(text, revision, _nobody)
            effort = Effort(turns=3, tokens=2_000)
            return outcome.model_copy(update={"planner": PlannerKind.MODEL, "effort": effort})

    report = await evaluate(Thinks(), [Labelled(goal=FIND, wants={Stage.SEARCH})], catalogue(), price=0.5)

    assert (report.turns, report.tokens, report.cost, report.fallback) == (3, 2_000, 0.001, 0)


def test_half_and_nearly_all_goals_took_at_most_so_long():
    verdicts = [Verdict(goal=str(number), seconds=number) for number in range(1, 21)]
    talk = [Verdict(goal="hi", answered="talk", seconds=0.0)] * 9

    report = summed_up([*talk, *verdicts])

    assert (report.p50, report.p95) == (10.0, 19.0)
    assert (summed_up(verdicts[:1]).p50, summed_up(verdicts[:3]).p50, summed_up(talk).p95) == (1.0, 2.0, 0.0)


def test_remedies_are_counted_and_save_only_plans_of_a_model():
    report = summed_up(
        [
            Verdict(goal="a", remedies=("mended", "nudged")),
            Verdict(goal="b", remedies=("nudged",), answered="refusal"),
            Verdict(goal="c", remedies=("fell_back",), fallback=True),
            Verdict(goal="d"),
        ]
    )

    assert report.remedies == {"fell_back": 1, "mended": 1, "nudged": 2}
    assert (report.salvaged, report.fallback) == (1 / 3, 1 / 3)
    assert report.figures["remedy fell back"] == 1


@pytest.mark.long
def test_labels_name_phantoms_that_exist():
    assert all(script in catalogue() for label in labelled() for script in (*label.uses, *label.then))


async def _nobody(doing: str) -> None:
    del doing
