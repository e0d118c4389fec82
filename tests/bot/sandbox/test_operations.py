"""What the guide says of the sandbox is so."""

from __future__ import annotations

import re
from pathlib import Path

from bot.sandbox.faults import FaultKind
from bot.sandbox.methods import METHODS
from bot.sandbox.operations import OPERATIONS

GUIDE = (Path(__file__).parents[3] / "docs" / "sandbox.md").read_text("utf-8")


def test_the_guide_lists_every_operation() -> None:
    table = GUIDE.partition("| `POST /sandbox/{who}/…` |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(OPERATIONS)


def test_the_guide_lists_every_family_of_methods_and_every_fault() -> None:
    listed = GUIDE.partition("Methods: ")[2].partition("Any other")[0]
    missing = {name for name in METHODS if not any(family in listed for family in _families(name))}
    assert missing == set()
    assert [kind for kind in FaultKind if f"`{kind.value}`" not in GUIDE] == []


def _families(name: str) -> tuple[str, ...]:
    """How the guide may speak of a method: by its name, its family, or the end of its name."""
    family, _, rest = name.partition(".")
    return (
        f"`{name}`",
        f"`{family}.*`",
        f"`{name.rpartition('.')[0]}.*`",
        f"`.{rest}`",
        f"`.{name.rpartition('.')[2]}`",
    )
