"""The wiring makes what the services promise."""

from __future__ import annotations

from dataclasses import fields
from typing import get_type_hints

import pytest

from agent.services import Services
from agent.tools.tool import Uses
from bot.wiring.services import Wiring

PROMISES = [
    (bundle, each.name)
    for bundle in (Services, Uses)
    for each in fields(bundle)
    if hasattr(Wiring, each.name)
]


@pytest.mark.parametrize(("bundle", "name"), PROMISES, ids=lambda given: getattr(given, "__name__", given))
def test_each_use_case_is_made_as_it_is_promised(bundle: type, name: str) -> None:
    made = get_type_hints(getattr(Wiring, name).func)["return"]
    assert made == get_type_hints(bundle)[name]


def test_what_is_not_made_is_the_ground() -> None:
    given = {each.name for each in fields(Services) if not hasattr(Wiring, each.name)}
    assert given == {"telling", "courtesy"}
