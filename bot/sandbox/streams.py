"""Messages still being written: chunks become text, task cards and plans until the stream is stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot import limits
from bot.sandbox.clock import Clock
from bot.sandbox.errors import SlackError
from bot.sandbox.naming import named
from bot.sandbox.validation import check_blocks_argument
from bot.sandbox.validation.chunks import check_chunks

Chunk = dict[str, Any]


def _rich(text: str) -> dict[str, Any]:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }


@dataclass
class Stream:
    """One message in the making."""

    started: float
    plan_mode: bool
    text: str = ""
    title: str = ""
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    extra: list[dict[str, Any]] = field(default_factory=list)
    chunked: bool | None = None
    stopped_by_user: bool = False
    size: int = 0

    def append(self, markdown_text: str | None, chunks: list[Chunk] | None) -> None:
        if markdown_text and chunks:
            raise SlackError("cannot_provide_both_markdown_text_and_chunks")
        if not markdown_text and not chunks:
            return
        self._keep_mode(chunked=bool(chunks))
        pieces = check_chunks(chunks) if chunks else [{"type": "markdown_text", "text": markdown_text}]
        self._grow(pieces)
        for piece in pieces:
            self._take(piece)

    def _keep_mode(self, *, chunked: bool) -> None:
        if self.chunked not in (None, chunked):
            raise SlackError("streaming_mode_mismatch")
        self.chunked = chunked

    def _grow(self, pieces: list[Chunk]) -> None:
        added = sum(len(str(value)) for piece in pieces for key, value in piece.items() if key != "type")
        if added > limits.STREAM_CALL or self.size + added > limits.STREAM_BYTES:
            raise SlackError("msg_too_long")
        self.size += added

    def _take(self, chunk: Chunk) -> None:
        match chunk:
            case {"type": "markdown_text", "text": str(text)}:
                self.text += text
            case {"type": "plan_update", "title": str(title)}:
                self.title = title
            case {"type": "task_update", "id": str(task_id), "status": str(status)}:
                self._task(task_id, status, chunk)
            case {"type": "blocks", "blocks": list(blocks)}:
                self.extra += named(check_blocks_argument(blocks))

    def _task(self, task_id: str, status: str, chunk: Chunk) -> None:
        if task_id not in self.tasks and len(self.tasks) >= limits.PLAN_TASKS:
            raise SlackError("invalid_chunks")
        card = self.tasks.setdefault(task_id, {"type": "task_card", "task_id": task_id, "title": ""})
        card |= {"title": chunk.get("title", card["title"]), "status": status}
        card |= {name: _rich(chunk[name]) for name in ("details", "output") if chunk.get(name)}
        if chunk.get("sources"):
            card["sources"] = chunk["sources"]

    def blocks(self) -> list[dict[str, Any]]:
        """What the message shows so far."""
        shown: list[dict[str, Any]] = []
        cards = list(self.tasks.values())
        if cards and (self.plan_mode or self.title):
            shown.append({"type": "plan", "title": self.title or cards[-1]["title"], "tasks": cards})
        else:
            shown += cards
        if self.text:
            shown.append({"type": "markdown", "text": self.text})
        return named([*shown, *self.extra])


class Streams:
    """Every stream that is open, by the message it writes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[tuple[str, str], Stream] = {}

    def start(self, *, plan_mode: bool) -> Stream:
        return Stream(self._clock.now().timestamp(), plan_mode)

    def keep(self, channel: str, ts: str, stream: Stream) -> None:
        """Take up a stream; those that died meanwhile go."""
        self._open = {place: other for place, other in self._open.items() if self._lives(other)}
        self._open[channel, ts] = stream

    def _lives(self, stream: Stream) -> bool:
        return self._clock.now().timestamp() - stream.started <= limits.STREAM_SECONDS

    def writes(self, channel: str, ts: str) -> bool:
        """Whether this message is still being written."""
        stream = self._open.get((channel, ts))
        return stream is not None and self._lives(stream) and not stream.stopped_by_user

    def of(self, channel: str, ts: str) -> Stream:
        stream = self._open.get((channel, ts))
        if stream is None or not self.writes(channel, ts):
            raise SlackError("message_not_in_streaming_state")
        return stream

    def was_stopped(self, channel: str, ts: str) -> bool:
        """Whether a person stopped this stream."""
        stream = self._open.get((channel, ts))
        return stream is not None and stream.stopped_by_user

    def stop(self, channel: str, ts: str) -> None:
        self._open.pop((channel, ts), None)

    def stop_thread(self, channel: str, stamps: list[str]) -> list[str]:
        """A person stops the streams among these messages; returns those that were open."""
        stopped = [ts for ts in stamps if self.writes(channel, ts)]
        for ts in stopped:
            self._open[channel, ts].stopped_by_user = True
        return stopped
