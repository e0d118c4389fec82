"""The command that writes approved plans: what it says, what is in the file, and when there is none."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from agent.evals.training import Lessons
from agent.planner.plan import Outcome
from bot.cli import main
from storage.store import Store
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import workshop_at

pytestmark = pytest.mark.long

GOAL = "find 20 CTOs in Berlin, Jane Doe knows which"


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder without a database."""
    for name in ("DATABASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("LEADSMITH_DATA", str(folder))
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "training.jsonl"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export-training", *map(str, arguments)])


def listed(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def approve(data: Path, *goals: str, workspace: str = "T1") -> None:
    """Put approved plans of a workspace into the database."""

    async def put() -> None:
        async with workshop_at(data) as shop, shop.store.transaction(workspace) as repos:
            for number, goal in enumerate(goals):
                name = f"{workspace}-{number}"
                repos.plans.add(rows.approved(workspace, id=name, goal=goal))
                await repos.session.flush()
                outcome = Outcome(plan=plan_with(goal, "LinkedIn Search Export.js"))
                repos.plans.add_version(rows.version(name, document=outcome.model_dump(mode="json")))

    asyncio.run(put())


def test_approved_plans_of_every_workspace_are_written(data: Path, file: Path) -> None:
    approve(data, GOAL)
    approve(data, "find 50 CFOs in Texas", workspace="T2")

    result = run(file)

    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "2 approved plans written.\n"
    asked = [json.loads(line)["messages"][1]["content"] for line in file.read_text("utf-8").splitlines()]
    assert ["Acme" in text for text in asked] == [True, False]
    assert "Jane" not in file.read_text("utf-8")
    assert listed(file.parent) == [file.name]


def test_what_is_left_out_is_counted_with_its_reasons(data: Path, file: Path) -> None:
    approve(
        data, GOAL, GOAL, "find CFOs in Kwertzburg", "get the e-mails of CFOs in Texas", "get e-mails of CFOs"
    )

    result = run(file)

    assert result.exit_code == 0
    assert result.stderr == (
        "1 approved plan written; 4 left out: would be objected to today (2), is like one before (1), "
        "says something else without what is personal (1).\n"
    )


def test_lines_can_go_to_stdout(data: Path) -> None:
    approve(data, GOAL)

    result = run("-", "--actions", "json")

    (line,) = result.stdout.splitlines()
    assert json.loads(line).keys() == {"messages"}
    assert "1 approved plan written." in result.stderr


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(data: Path, file: Path) -> None:
    approve(data, GOAL)
    file.write_text("precious")

    refused = run(file)
    assert refused.exit_code == 2
    assert f"{file} is there already; --force replaces it." in refused.stderr
    assert file.read_text() == "precious"

    assert run(file, "--force").exit_code == 0
    assert file.read_text("utf-8").startswith('{"messages"')


def test_a_failure_leaves_what_was_there(data: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(_lessons: Lessons, _approved: object) -> str:
        raise OSError(28, "No space left on device")

    approve(data, GOAL)
    file.write_text("precious")
    monkeypatch.setattr(Lessons, "line", full)

    result = run(file, "--force")

    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert file.read_text() == "precious"
    assert listed(file.parent) == [file.name]


def test_without_a_database_none_is_made(data: Path, file: Path) -> None:
    result = run(file)

    assert result.exit_code == 1
    assert f"There is no database in {data} yet, so no approved plan." in result.stderr
    assert listed(data) == listed(file.parent) == []


def test_the_folder_that_was_tried_out_is_named(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "try").mkdir()
    (tmp_path / "data" / "try" / "leadsmith.db").touch()

    assert "set LEADSMITH_DATA=data/try" in run(file).stderr


def test_a_database_of_an_older_version_is_told(data: Path, file: Path) -> None:
    async def make() -> None:
        store = Store.at(f"sqlite:///{data}/leadsmith.db")
        await store.answers()
        await store.close()

    asyncio.run(make())
    result = run(file)

    assert result.exit_code == 1
    assert "run `leadsmith migrate` first" in result.stderr


@pytest.mark.parametrize(
    ("goals", "said"),
    [
        ((), "Nobody has approved a plan yet."),
        (
            ("find CFOs in Kwertzburg",),
            "Nothing was written; 1 left out: says something else without what is personal (1).",
        ),
    ],
)
def test_without_a_line_there_is_no_file(data: Path, file: Path, goals: tuple[str, ...], said: str) -> None:
    approve(data, *goals)

    result = run(file)

    assert result.exit_code == 1
    assert said in result.stderr
    assert listed(file.parent) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("no/such/folder/file.jsonl", "There is no folder no/such/folder."),
        (".", "is a directory"),
        ("/dev/null", "/dev/null is no file."),
    ],
)
def test_a_place_where_no_file_can_be_is_wrong_use(path: str, said: str) -> None:
    result = run(path, "--force")

    assert result.exit_code == 2
    assert said in result.stderr
