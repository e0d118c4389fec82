"""`leadsmith feedback`: verdicts as a table and as JSON."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from agent.verdicts import Opinion
from bot.cli import main
from tests.migrated import newest_store

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fill() -> None:
        store = await newest_store(f"sqlite:///{tmp_path / 'leadsmith.db'}")
        async with store.transaction("T1") as repos:
            await repos.verdicts.put("plan", "p1:1", "U1", Opinion.GOOD, AT)
            await repos.verdicts.put("plan", "p1:1", "U2", Opinion.BAD, AT)
            await repos.verdicts.put("answer", "q1", "U1", Opinion.GOOD, AT)
        await store.close()

    asyncio.run(fill())
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'leadsmith.db'}")


def _feedback(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["feedback", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("judged")
def test_verdicts_are_counted_for_people() -> None:
    lines = _feedback().splitlines()
    assert [line.split() for line in lines[1:3]] == [["T1", "answer", "1", "0"], ["T1", "plan", "1", "1"]]
    assert lines[3] == "not good: plan p1:1 (T1, U2, 2026-11-21 09:30 UTC)"


@pytest.mark.usefixtures("judged")
def test_verdicts_are_counted_for_programs() -> None:
    record = json.loads(_feedback("--json"))
    assert record["counts"] == {"answer": {"good": 1, "bad": 0}, "plan": {"good": 1, "bad": 1}}
    assert record["newest_bad"][0]["about"] == "p1:1"


def test_without_verdicts_or_a_database_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert _feedback() == "Nobody has judged a plan or an answer yet.\n"
    assert not (tmp_path / "none.db").exists()
