"""Every button of every message, modal and Home is clicked in the browser, and has an answer there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import views
from tests.browser.conftest import Visit
from tests.browser.scenes import GOAL, SCENES, Scene
from tests.browser.visitor import trial_at

pytestmark = pytest.mark.browser
FIELD = "value"
"""The action id of a modal's field, which does nothing by itself."""


def named_in(node: ast.AST) -> Iterator[str]:
    """The action ids that a piece of a view names; one that is made up is told by its pattern."""
    match node:
        case ast.Call(func=ast.Attribute(attr="button"), args=[_, action, *_]):
            yield name_of(action)
        case ast.Call(func=ast.Attribute(attr="overflow"), args=[action, *_]):
            yield name_of(action)
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "action_id":
                    yield name_of(value)


def name_of(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=name):
            return str(name)
        case ast.JoinedStr(values=[ast.Constant(value=prefix), ast.FormattedValue()]):
            return rf"{prefix}\w+"
    return ast.unparse(node)


def actions_of_the_views() -> set[str]:
    folder = Path(views.__path__[0])
    sources = [path.read_text() for path in folder.glob("*.py") if path.name != "blocks.py"]
    found = {name for source in sources for node in ast.walk(ast.parse(source)) for name in named_in(node)}
    return found - {FIELD}


def test_every_action_of_the_views_has_a_scene() -> None:
    assert actions_of_the_views() == {action for scene in SCENES for action in scene.clicks}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.play.__name__)
async def test_its_buttons_answer(scene: Scene, tmp_path: Path, visit: Visit) -> None:
    async with scene.parts() as parts, trial_at(tmp_path, parts, **scene.settings) as trial:
        dana = await visit(trial)
        await scene.play(dana)
        pressed = " ".join(dana.pressed)
        assert [name for name in scene.clicks if not re.search(rf"(?<!\S){name}(?!\S)", pressed)] == []
        assert trial.sandbox.violations == []


async def test_a_window_that_slack_did_not_open_is_offered_again(tmp_path: Path, visit: Visit) -> None:
    async with trial_at(tmp_path) as trial:
        dana = await visit(trial)
        await dana.plan(GOAL)
        await dana.page.click("#faults")
        await dana.page.select_option('#faults-form [name="method"]', "views.open")
        await dana.page.select_option('#faults-form [name="kind"]', "500")
        await dana.page.click('#faults-form [type="submit"]')
        await dana.press("plan_regenerate")
        await dana.reads("Slack did not let me open that window")
        await dana.reads("Only visible to you")
        await dana.press("plan_regenerate")
        await dana.reads("What should change?", "#modal")
