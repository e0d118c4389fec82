from __future__ import annotations

from datetime import UTC, datetime

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
