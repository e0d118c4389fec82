from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.render.mrkdwn import Reader
from bot.sandbox.render.rich_text import rich_text

READER = Reader({"U1": "Dana"}, {"C1": "sales"}, 3600, datetime(2026, 11, 21, 12, tzinfo=UTC))


def test_rich_text_is_escaped_and_styled() -> None:
    runs = [
        {"type": "text", "text": "<b>", "style": {"bold": True}},
        {"type": "link", "url": "javascript:x", "text": "<i>"},
        {"type": "user", "user_id": "U1"},
    ]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": runs}]}
    expected = '<span><strong>&lt;b&gt;</strong>&lt;i&gt;<span class="mention">@Dana</span></span>'
    assert rich_text(block, READER) == expected


def shown(**run: Any) -> str:
    section = {"type": "rich_text_section", "elements": [run]}
    return rich_text({"elements": [section]}, READER)


@pytest.mark.parametrize(
    ("run", "html"),
    [
        (
            {"type": "tag", "text": "new", "color": "green"},
            '<span><span class="tag green">new</span></span>',
        ),
        ({"type": "canvas", "label": "Notes"}, '<span><span class="mention">Notes</span></span>'),
        ({"type": "workflow_mention"}, '<span><span class="mention">workflow mention</span></span>'),
    ],
)
def test_what_stands_for_a_thing_kept_elsewhere_is_named(run: dict[str, Any], html: str) -> None:
    assert shown(**run) == html


def test_a_citation_leads_to_its_source() -> None:
    html = shown(type="citation", url="https://a.example", text="A", index=2, details={})
    assert '<sup><a href="https://a.example"' in html
    assert ">[2]</a></sup>" in html


def test_no_run_becomes_a_link_that_can_run() -> None:
    assert "<a" not in shown(type="file", file_id="F1", text="x", url="javascript:hit()")
