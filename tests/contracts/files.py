"""What everything owes its callers that fetches files; a subclass says where they are kept."""

from __future__ import annotations

import pytest

from agent.errors import NotFoundError
from agent.imports.files import MOST_BYTES, Files, RefusedError, Upload


class FilesContract:
    """Subclass, and answer `holding` with files that hold just this one, and how it is named in a message."""

    async def holding(self, content: bytes) -> tuple[Files, Upload]:
        raise NotImplementedError

    async def test_a_file_is_fetched_byte_by_byte(self):
        files, upload = await self.holding(bytes(range(256)))
        assert await files.fetch(upload) == bytes(range(256))

    async def test_the_largest_file_is_fetched(self):
        files, upload = await self.holding(b"x" * MOST_BYTES)
        assert len(await files.fetch(upload)) == MOST_BYTES

    async def test_a_larger_one_is_refused_whatever_was_said_of_its_size(self):
        files, upload = await self.holding(b"x" * (MOST_BYTES + 1))
        with pytest.raises(RefusedError, match="larger than 10 MB"):
            await files.fetch(upload.model_copy(update={"size": 9}))

    async def test_a_file_that_is_gone_is_said_to_be(self):
        files, upload = await self.holding(b"Name\n")
        other = f"{upload.id}9"
        url = upload.url.replace(upload.id, other)
        with pytest.raises(NotFoundError, match="send it again"):
            await files.fetch(upload.model_copy(update={"id": other, "url": url}))

    async def test_a_file_kept_elsewhere_is_refused(self):
        files, upload = await self.holding(b"Name\n")
        with pytest.raises(RefusedError, match="outside Slack"):
            await files.fetch(upload.model_copy(update={"hosted": False}))
