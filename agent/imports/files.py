"""Files that people send, and the port to where they are kept until they are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from agent.errors import AgentError, NotFoundError

MOST_BYTES = 10 * 1024 * 1024
"""The largest file that is taken: far more than 10,000 rows need."""
MOST_MEGABYTES = MOST_BYTES // (1024 * 1024)
TOO_LARGE = (
    f"That file is larger than {MOST_MEGABYTES} MB, which is the most I take. Split it, and send the parts."
)

GONE = "I can't get at that file any more. Please send it again."
ELSEWHERE = "That file is kept outside Slack, where I can't read it. Please upload it here as a CSV."


class Value(BaseModel):
    """A value that is kept as JSON, refuses unknown keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Upload(Value):
    """A file as a message names it. `size` is in bytes; where it is `unseen`, all else must be asked for.

    `said` tells that its sender wrote something besides, which is not done with it.
    """

    id: str
    name: str
    size: int
    url: str = ""
    hosted: bool = True
    unseen: bool = False
    said: bool = False


class RefusedError(AgentError):
    """A file cannot be imported; the sentence says why and what would help."""


class Files(Protocol):
    """Fetches the bytes of an upload, never more than `MOST_BYTES`.

    Raises `RefusedError` for a file that is larger or not kept there, `NotFoundError` for one that is gone or
    that we may not read, and `UnavailableError` when asking again may help.
    """

    async def fetch(self, upload: Upload) -> bytes: ...


class MemoryFiles:
    """Files by their ids, for programs that have them at hand."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = dict(contents)

    async def fetch(self, upload: Upload) -> bytes:
        if not upload.hosted:
            raise RefusedError(ELSEWHERE)
        if upload.id not in self.contents:
            raise NotFoundError(GONE)
        content = self.contents[upload.id]
        if len(content) > MOST_BYTES:
            raise RefusedError(TOO_LARGE)
        return content
