"""Reports are kept a planner and a part each, and shown beside what was kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from agent.errors import InvalidError
from agent.evals import Labelled, Report, evaluate
from agent.evals.goals import Part, RefusalKind
from agent.planner.catalogue import catalogue
from agent.planner.phantom import Stage
from agent.planner.planner import Planner
from bot.cli import main
from bot.evaluating import keep, measured, require_clone, shown
from bot.settings import Settings
from tests.model_server import model_server
from tests.planning import PLANNER as RULES

PLANNER = Planner(RULES)
RIGHT = Labelled(goal="find CFOs in Texas", wants={Stage.SEARCH})
WRONG = Labelled(goal="find CFOs in Ohio", refuse=RefusalKind.OUTSIDE)


async def report_on(*goals: Labelled) -> Report:
    return await evaluate(PLANNER, goals, catalogue())


async def test_a_report_is_shown_beside_the_one_kept_for_its_part(tmp_path: Path):
    keep({"embedded": {"tuned": await report_on(RIGHT, WRONG)}}, tmp_path)
    keep({"embedded": {"reported": await report_on(WRONG)}}, tmp_path)

    text = "\n".join(shown({"embedded": {"tuned": await report_on(RIGHT)}}, tmp_path))

    assert text.startswith("embedded planner, tuned goals")
    assert "success               1.000  +0.500" in text


async def test_without_a_kept_report_nothing_has_changed(tmp_path: Path):
    text = "\n".join(shown({"embedded": {"tuned": await report_on(RIGHT)}}, tmp_path))

    assert "+" not in text


async def test_what_was_not_measured_says_what_it_takes(tmp_path: Path):
    text = "\n".join(shown({"embedded": {"tuned": await report_on(RIGHT)}}, tmp_path))

    assert "pass 4                    –  (--thorough)" in text
    assert "diversity                 –  (--thorough)" in text
    assert "OPENAI_PRICE" not in text


def test_reports_are_not_kept_where_there_is_no_clone(tmp_path: Path):
    with pytest.raises(InvalidError, match="in a clone"):
        require_clone(tmp_path / "none")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One goal a part, and no model."""
    goals: dict[Part, tuple[Labelled, ...]] = {"tuned": (RIGHT,), "reported": (WRONG,)}
    monkeypatch.setattr("bot.evaluating.labelled", lambda part: goals[part])
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_PRICE"):
        monkeypatch.delenv(name, raising=False)


def _eval(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["eval", *arguments])


@pytest.mark.usefixtures("few")
def test_each_part_has_a_table_beside_what_is_committed_wherever_it_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    result = _eval()

    assert result.exit_code == 0
    tuned, reported = result.stdout.split("embedded planner, reported goals")
    assert tuned.startswith("embedded planner, tuned goals")
    assert "goals                     1  -" in tuned
    assert "refused rightly       0.000  -" in reported


@pytest.mark.usefixtures("few")
def test_programs_get_the_reports_by_planner_and_part():
    reports = json.loads(_eval("--json", "--thorough").stdout)

    assert reports.keys() == {"embedded"}
    assert [(part, report["success"]) for part, report in reports["embedded"].items()] == [
        ("tuned", 1.0),
        ("reported", 0.0),
    ]
    assert reports["embedded"]["tuned"]["pass_4"] == 1.0
    assert len(reports["embedded"]["tuned"]["verdicts"]) == 1


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--planner", "model"), "A model needs OPENAI_API_KEY"),
        (("--planner", "both"), "A model needs OPENAI_API_KEY"),
        (("--save",), "give --thorough with --save"),
    ],
)
def test_wrong_use_is_explained(arguments: tuple[str, ...], said: str):
    result = _eval(*arguments)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("mode", "fallback", "salvaged", "remedies"),
    [("good", 0.0, 0.0, set()), ("fenced", 0.0, 1.0, {"salvaged"}), ("prose", 1.0, 0.0, {"fell_back"})],
)
async def test_a_model_is_measured_with_what_it_costs_and_what_saved_it(
    mode: str, fallback: float, salvaged: float, remedies: set[str]
):
    async with model_server(mode) as url:
        settings = Settings(openai_api_key=SecretStr("key"), openai_base_url=url, openai_price=2.0)
        reports = await measured(settings, ("embedded", "model"), "tuned", thorough=False)

    rules, model = reports["embedded"]["tuned"], reports["model"]["tuned"]
    assert (rules.turns, rules.tokens, rules.cost, rules.fallback) == (0, 0, 0, 1)
    assert (model.success, model.fallback, model.salvaged) == (1, fallback, salvaged)
    assert model.remedies.keys() == remedies
    assert model.turns > 0
    assert model.cost == model.tokens * 2 / 1_000_000 > 0


@pytest.mark.usefixtures("few")
async def test_tokens_without_a_price_have_no_cost(tmp_path: Path):
    async with model_server("good") as url:
        settings = Settings(openai_api_key=SecretStr("key"), openai_base_url=url)
        reports = await measured(settings, ("model",), "tuned", thorough=False)

    assert reports["model"]["tuned"].cost is None
    assert "cost                      –  (OPENAI_PRICE)" in "\n".join(shown(reports, tmp_path))
