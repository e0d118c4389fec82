"""Files that a program has at hand."""

from __future__ import annotations

from agent.imports.files import Files, MemoryFiles, Upload
from tests.contracts.files import FilesContract


class TestFilesInMemory(FilesContract):
    async def holding(self, content: bytes) -> tuple[Files, Upload]:
        return MemoryFiles({"F11": content}), Upload(id="F11", name="a.csv", size=len(content))
