from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import SlackError
from bot.sandbox.validation import check_view

TITLE = {"type": "plain_text", "text": "Ask"}
INPUT = {
    "type": "input",
    "label": {"type": "plain_text", "text": "Name"},
    "element": {"type": "plain_text_input", "action_id": "a"},
}


def modal(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": TITLE, "submit": TITLE, "blocks": [INPUT], **more}


REFUSED: list[tuple[dict[str, Any], str]] = [
    (modal(title={"type": "plain_text", "text": "x" * 25}), "must be less than 25 characters"),
    (
        modal(submit=None),
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]",
    ),
    (modal(submit={"type": "plain_text", "text": "x" * 25}), "must be less than 25 characters"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    (modal(callback_id="x" * 256), "must be less than 256 characters"),
    (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items allowed"),
    (modal(blocks=[{"type": "markdown", "text": "x"}]), "unsupported type: markdown"),
    (modal(blocks=[{"type": "sparkle"}]), "[json-pointer:/view/blocks/0/type]"),
    (modal(blocks={}), "must provide an array"),
    ({"type": "modal", "blocks": []}, "missing required field: title"),
    ({"type": "home", "blocks": []}, "unsupported type: home"),
]


@pytest.mark.parametrize(("view", "problem"), REFUSED)
def test_a_view_is_refused_as_invalid_arguments_with_its_reason(view: dict[str, Any], problem: str) -> None:
    with pytest.raises(SlackError) as refused:
        check_view(view, "modal")
    assert refused.value.code == "invalid_arguments"
    assert any(problem in message for message in refused.value.messages), refused.value.messages


def test_a_home_tab_has_no_title_and_no_submit() -> None:
    assert check_view({"type": "home", "blocks": [{"type": "divider"}]}, "home")
    with pytest.raises(SlackError, match="invalid additional property: title"):
        check_view({"type": "home", "title": TITLE, "blocks": []}, "home")


def test_alerts_are_for_modals() -> None:
    assert check_view(modal(blocks=[{"type": "alert", "text": TITLE}]), "modal")
