from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import SlackError
from bot.sandbox.validation.message import check_attachments, check_markdown_text, check_message


@pytest.mark.parametrize(
    ("text", "blocks", "metadata", "code"),
    [
        ("", None, None, "no_text"),
        ("  ", [], None, "no_text"),
        ("x" * 40_001, None, None, "msg_too_long"),
        ("x", None, {"event_payload": {}}, "invalid_metadata_schema"),
        ("x", None, "no", "invalid_metadata_format"),
        ("x", None, {"event_type": "a", "event_payload": {"b": "x" * 9_000}}, "metadata_too_large"),
    ],
)
def test_a_message_without_content_or_with_too_much_is_refused(
    text: str, blocks: Any, metadata: Any, code: str
) -> None:
    with pytest.raises(SlackError) as refused:
        check_message(text, blocks, metadata)
    assert refused.value.code == code


def test_how_long_a_text_may_be_depends_on_the_call() -> None:
    check_message("x" * 4_000, None, longest=4_000)
    with pytest.raises(SlackError, match="msg_too_long"):
        check_message("x" * 4_001, None, longest=4_000)


def test_markdown_stands_alone_and_is_so_long_at_most() -> None:
    check_markdown_text("x" * 12_000, None, None)
    check_markdown_text(None, "text", [{"type": "divider"}])
    with pytest.raises(SlackError, match="msg_too_long"):
        check_markdown_text("x" * 12_001, None, None)
    with pytest.raises(SlackError, match="markdown_text_conflict"):
        check_markdown_text("x", "text", None)


def test_a_message_has_a_hundred_attachments_at_most() -> None:
    check_attachments(None)
    check_attachments([{"text": "a"}] * 100)
    with pytest.raises(SlackError, match="too_many_attachments"):
        check_attachments([{"text": "a"}] * 101)
    with pytest.raises(SlackError, match="invalid_attachments"):
        check_attachments("a")


def test_the_blocks_of_an_attachment_are_looked_at() -> None:
    check_attachments([{"blocks": [{"type": "divider"}]}])
    with pytest.raises(SlackError, match="missing required field: text") as refused:
        check_attachments([{}, {"blocks": [{"type": "header"}]}])
    assert refused.value.code == "invalid_attachments"
    assert "/attachments/1/blocks/0" in refused.value.messages[0]
