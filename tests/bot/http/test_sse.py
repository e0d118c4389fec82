"""Events as bytes are read back as what they were."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.prospecting.feed import Told
from bot.http import sse
from tests.streams import Event, Reader

PAYLOADS = st.dictionaries(st.text(), st.text() | st.integers(), max_size=3)


def read(*chunks: bytes) -> tuple[list[Event], Reader]:
    """What a client takes up that follows the standard: a line ends with CR, LF or both, and nothing else."""
    reader = Reader()
    lines = b"".join(chunks).decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [told for line in lines if (told := reader.line(line)) is not None], reader


@settings(max_examples=50)
@given(st.lists(PAYLOADS, max_size=3), st.sampled_from(["", "end"]))
def test_what_is_written_is_read(payloads: list[dict[str, Any]], name: str):
    told = [Told(str(number), payload) for number, payload in enumerate(payloads, 1)]
    found, _ = read(*(sse.event(each.text, each.id, name) for each in told))
    assert [(each.payload, each.id) for each in found] == [(each.payload, each.id) for each in told]
    assert {each.name for each in found} <= {name or "message"}


def test_a_heartbeat_is_no_event():
    found, reader = read(sse.retry(2.0), sse.HEARTBEAT, sse.event('{"a": 1}', "3"), sse.HEARTBEAT)
    assert [each.id for each in found] == ["3"]
    assert (reader.comments, reader.retry) == (2, 2_000)
