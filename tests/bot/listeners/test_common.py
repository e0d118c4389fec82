"""What goes wrong behind a click or a form is told in words, with a reference when it is our fault."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest

from bot.listeners.common import parts, typed
from tests.support import Office, said

pytestmark = pytest.mark.long


async def _broken(*_: Any, **__: Any) -> None:
    raise RuntimeError("a bug")


async def test_a_bug_behind_a_click_is_an_apology_with_a_reference_that_is_logged(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    thread = await office.plan()
    monkeypatch.setattr(office.services.planning, "cancel", _broken)
    told = await office.whisper(office.dana, lambda: thread.click("Cancel"))
    reference = re.search(r"\(ref ([0-9a-f]{4})\)", told)
    assert reference is not None
    assert "a bug" not in told
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage() for record in errors] == [f"ref {reference[1]}"]
    assert errors[0].exc_info is not None


async def test_a_bug_behind_a_form_is_told_in_the_form(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = await office.plan()
    view = await thread.opens("Regenerate")
    monkeypatch.setattr(office.services.planning, "regenerate", _broken)
    assert await office.dana.submit(view["id"], {}) is None
    shown = office.dana.views()[-1]
    assert shown["title"]["text"] == "That did not work"
    assert "(ref " in said(shown)


async def test_a_decision_that_came_too_late_is_told_in_the_form(office: Office) -> None:
    thread = await office.plan()
    view = await thread.opens("Regenerate")
    await thread.click("Approve")
    await thread.shows("Approved by")
    assert await office.dana.submit(view["id"], {}) is None
    assert "That plan was approved by" in said(office.dana.views()[-1])


async def test_what_goes_wrong_on_home_is_told_in_the_persons_conversation(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = await office.home(office.max, "Connections")
    monkeypatch.setattr(office.services.catalogue.__class__, "credentials", _raising)
    await office.max.click(home["id"], "connection_set", value="linkedin")
    await office.until(lambda: any("(ref " in m["text"] for m in office.max.messages()))


def _raising(*_: Any) -> None:
    raise RuntimeError("a bug")


def test_a_value_names_an_id_and_a_number() -> None:
    assert parts("plan1:3") == ("plan1", 3)
    assert parts("run:with:colons:0") == ("run:with:colons", 0)


def test_only_what_was_typed_counts() -> None:
    values = {
        "text": {"value": {"type": "plain_text_input", "value": "typed"}},
        "empty": {"value": {"type": "plain_text_input", "value": None}},
        "boxes": {"value": {"type": "checkboxes", "selected_options": []}},
    }
    assert typed({"state": {"values": values}}) == {"text": "typed"}
