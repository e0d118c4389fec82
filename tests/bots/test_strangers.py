"""The bots here are strangers to Leadsmith: what works for them works for anybody's."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

OURS = {"bot", "agent", "storage", "tests"}
BOTS = sorted(Path(__file__).parent.glob("*_bot.py"))
PROGRAMS = [path for path in BOTS if not path.name.startswith("test_")]


def imported(path: Path) -> set[str]:
    """The packages that a program names in its imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
    return names


def test_there_is_one_for_each_delivery() -> None:
    assert {path.name for path in PROGRAMS} >= {"lunch_bot.py", "desk_bot.py"}


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_a_bot_shares_no_code_with_leadsmith(program: Path) -> None:
    names = imported(program)
    assert "slack_bolt" in names
    assert not names & OURS
