"""What every model adapter owes its callers; a subclass says how to make one that gives these replies."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

import pytest

from agent.llm.model import Call, Message, Model, ModelError, Reply, Role, Tool

MESSAGES = (Message(Role.SYSTEM, "Be brief."), Message(Role.USER, "Find them."))
TOOL = Tool("search", "Search.", {"type": "object", "properties": {}, "additionalProperties": False})


class ModelContract:
    """Subclass, and answer `telling` with a model that says these; an exception stands for a failure."""

    def telling(self, replies: Sequence[Reply | Exception]) -> AbstractAsyncContextManager[Model]:
        raise NotImplementedError

    async def reply(self, *replies: Reply | Exception) -> Reply:
        async with self.telling(replies) as model:
            return await model.complete(MESSAGES, (TOOL,), max_tokens=100, temperature=0.2)

    async def test_text_arrives(self):
        assert (await self.reply(Reply("Found – thirty “people”."))).text == "Found – thirty “people”."

    async def test_calls_arrive_in_order_with_their_arguments_as_written(self):
        calls = (Call("a", "search", '{"query": "x"}'), Call("b", "nonsense", '{"broken": '))
        assert (await self.reply(Reply(calls=calls))).calls == calls

    async def test_the_tokens_arrive_when_they_are_counted(self):
        assert (await self.reply(Reply("hi", tokens=321))).tokens == 321
        assert (await self.reply(Reply("hi"))).tokens is None

    async def test_an_empty_reply_is_a_reply(self):
        assert await self.reply(Reply()) == Reply()

    async def test_a_conversation_with_calls_and_results_can_go_on(self):
        call = Call("a", "search", "{}")
        async with self.telling([Reply(calls=(call,)), Reply("done")]) as model:
            first = await model.complete(MESSAGES, (TOOL,), max_tokens=100)
            later = (
                *MESSAGES,
                Message(Role.ASSISTANT, first.text, first.calls),
                Message(Role.TOOL, "", call_id="a"),
            )
            assert (await model.complete(later, (TOOL,), max_tokens=100)).text == "done"

    async def test_a_failure_is_a_model_error_with_a_sentence(self):
        with pytest.raises(ModelError, match=r"^[A-Z].*\.$") as caught:
            await self.reply(ModelError("It is down."))
        assert caught.value.retryable
