from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from agent.llm.model import Model, Reply
from tests.contracts.model import ModelContract
from tests.scripted_model import ScriptedModel


class TestScriptedModel(ModelContract):
    @asynccontextmanager
    async def telling(self, replies: Sequence[Reply | Exception]) -> AsyncIterator[Model]:
        yield ScriptedModel(replies)
