from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import SlackError
from bot.sandbox.validation.chunks import check_chunks

WORDS = {"type": "markdown_text", "text": "Hello"}


def task(**more: Any) -> dict[str, Any]:
    return {"type": "task_update", "id": "1", "title": "Search", "status": "complete", **more}


@pytest.mark.parametrize(
    "chunk",
    [
        WORDS,
        WORDS | {"text": ""},
        {"type": "plan_update", "title": "x" * 256},
        {"type": "blocks", "blocks": []},
        task(details="Looked", output="Found"),
        task(sources=[{"type": "url", "url": "https://a.example", "text": "A"}]),
        task(unknown=True),
        {"type": "task_update", "id": "1", "status": "pending"},
    ],
)
def test_a_chunk_of_a_known_kind_is_taken_and_may_say_more(chunk: dict[str, Any]) -> None:
    assert check_chunks([chunk]) == [chunk]


@pytest.mark.parametrize(
    "chunk",
    [
        "Hello",
        {"type": "markdown_text"},
        {"type": "plan_update"},
        {"type": "plan_update", "title": "x" * 257},
        {"type": "blocks", "blocks": {}},
        {"type": "url"},
        task(id=""),
        task(status="done"),
        task(title="x" * 257),
        task(output=None),
        task(details={"type": "rich_text"}),
        task(sources=[{"type": "url", "url": "https://a.example"}]),
        task(sources="https://a.example"),
    ],
)
def test_one_wrong_chunk_refuses_them_all(chunk: Any) -> None:
    with pytest.raises(SlackError) as refused:
        check_chunks([WORDS, chunk])
    assert refused.value.code == "invalid_arguments"
    assert refused.value.messages == ("failed to match exactly one allowed schema [json-pointer:/chunks/1]",)


def test_chunks_that_are_no_list_are_none() -> None:
    with pytest.raises(SlackError, match="invalid_chunks"):
        check_chunks(WORDS)
