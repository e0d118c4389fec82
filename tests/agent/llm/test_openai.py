from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from agent.llm.ability import LADDER
from agent.llm.actions import ActionMode
from agent.llm.embedding import Embedder
from agent.llm.model import Call, Message, Model, ModelError, Reply, Role
from agent.llm.openai import OpenAIEmbedder, OpenAIModel
from tests.contracts.embedder import Answers, EmbedderContract
from tests.contracts.model import MESSAGES, TOOL, ModelContract
from tests.embedding_model import embeddings
from tests.model_server import (
    NOT_EMBEDDING,
    Body,
    Brain,
    always,
    completion,
    embedding,
    embedding_then,
    in_turn,
    model_server,
    raw,
)
from tests.model_server import refusing as without

KEY = "planted-key-1234567890"
AUTO, (TOOLS, SCHEMA, JSON) = ActionMode.AUTO, LADDER


@asynccontextmanager
async def connected(
    mode: str | Brain,
    seen: list[Body] | None = None,
    patience: float = 5.0,
    actions: ActionMode = ActionMode.AUTO,
) -> AsyncIterator[OpenAIModel]:
    async with model_server(mode, seen) as url:
        model = OpenAIModel(KEY, "some-model", base_url=url, patience=patience, actions=actions)
        try:
            yield model
        finally:
            await model.close()


def encoded(reply: Reply) -> dict[str, Any]:
    answer = completion(reply.text, tuple((call.name, call.arguments) for call in reply.calls), reply.tokens)
    for call, said in zip(reply.calls, answer["choices"][0]["message"].get("tool_calls", ()), strict=True):
        said["id"] = call.id
    return answer


async def failing(_request: web.Request, _body: Body) -> web.Response:
    return web.json_response({"error": {"message": "quoting your prompt: Find them."}}, status=400)


class TestOpenAIModel(ModelContract):
    @asynccontextmanager
    async def telling(self, replies: Sequence[Reply | Exception]) -> AsyncIterator[Model]:
        answers = [encoded(reply) for reply in replies if isinstance(reply, Reply)]
        async with connected(in_turn(*answers) if answers else failing) as model:
            yield model


async def ask(mode: str | Brain, patience: float = 5.0) -> Reply:
    async with connected(mode, patience=patience) as model:
        return await model.complete(MESSAGES, (TOOL,), max_tokens=100)


async def test_the_request_says_what_the_port_was_given():
    seen: list[Body] = []
    conversation = (
        *MESSAGES,
        Message(Role.ASSISTANT, "", (Call("a", "search", "{}"),)),
        Message(Role.TOOL, "Nothing found.", call_id="a"),
    )
    async with connected(in_turn(completion("ok")), seen) as model:
        await model.complete(conversation, (TOOL,), max_tokens=77, temperature=0.9)
    assert seen == [
        {
            "model": "some-model",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Find them."},
                {
                    "role": "assistant",
                    "content": "",
                    "tool_calls": [
                        {"id": "a", "type": "function", "function": {"name": "search", "arguments": "{}"}}
                    ],
                },
                {"role": "tool", "content": "Nothing found.", "tool_call_id": "a"},
            ],
            "tools": [
                {
                    "type": "function",
                    "function": {
                        "name": "search",
                        "description": "Search.",
                        "parameters": dict(TOOL.parameters),
                        "strict": True,
                    },
                }
            ],
            "max_tokens": 77,
            "temperature": 0.9,
        }
    ]


async def test_half_a_surrogate_pair_does_not_break_the_request():
    async with connected(in_turn(completion("ok"))) as model:
        reply = await model.complete((Message(Role.USER, "emoji \ud83d cut"),), (), max_tokens=50)
    assert reply.text == "ok"


async def test_arguments_that_come_as_an_object_are_written_out():
    answer = completion(None, (("search", "{}"),))
    answer["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"] = {"query": "x"}
    assert (await ask(in_turn(answer))).calls[0].arguments == '{"query": "x"}'


async def test_a_call_without_an_id_gets_one():
    answer = completion(None, (("search", "{}"), ("search", "{}")))
    for said in answer["choices"][0]["message"]["tool_calls"]:
        del said["id"]
    assert [call.id for call in (await ask(in_turn(answer))).calls] == ["call_1", "call_2"]


def refusing(*parameters: str) -> Brain:
    """A newer model, which refuses parameters of these names."""

    async def brain(_request: web.Request, body: Body) -> web.Response:
        for name in parameters:
            if name in body:
                error = {"message": f"Unsupported parameter: {name}", "param": name}
                return web.json_response({"error": error}, status=400)
        return web.json_response(completion("ok"))

    return brain


async def test_a_parameter_that_the_model_refuses_is_renamed_or_left_out_from_then_on():
    seen: list[Body] = []
    async with connected(refusing("max_tokens", "temperature"), seen) as model:
        for _ in range(2):
            assert (await model.complete(MESSAGES, (), max_tokens=77, temperature=0.2)).text == "ok"
    assert len(seen) == 4
    assert seen[-1]["max_completion_tokens"] == 77
    assert not seen[-1].keys() & {"max_tokens", "temperature"}


SAID = '{"name": "search", "arguments": {}}'


def forms(seen: Sequence[Body]) -> list[ActionMode]:
    return [TOOLS if "tools" in body else SCHEMA if "response_format" in body else JSON for body in seen]


async def replies(brain: Brain, seen: list[Body], actions: ActionMode = AUTO, times: int = 2) -> list[Reply]:
    async with connected(brain, seen, actions=actions) as model:
        return [await model.complete(MESSAGES, (TOOL,), max_tokens=77) for _ in range(times)]


async def test_an_endpoint_that_calls_is_asked_for_calls():
    seen: list[Body] = []
    (first, _) = await replies(always(None, ("search", {})), seen)
    assert forms(seen) == [TOOLS, TOOLS]
    assert (first.in_text, first.refused) == (False, 0)


@pytest.mark.parametrize("status", [400, 404, 422, 500, 501])
async def test_an_endpoint_that_refuses_tools_is_asked_for_a_schema_from_then_on(status: int):
    seen: list[Body] = []
    first, second = await replies(without("tools", always(SAID), status), seen)
    assert forms(seen)[-2:] == [SCHEMA, SCHEMA]
    assert (first.in_text, first.refused) == (True, 1)
    assert (second.in_text, second.refused) == (True, 0)


async def test_an_endpoint_that_refuses_formats_as_well_is_told_in_words():
    seen: list[Body] = []
    (first, _) = await replies(without("tools", without("response_format", always(SAID))), seen)
    assert forms(seen) == [TOOLS, SCHEMA, JSON, JSON]
    assert first.refused == 2


async def test_an_endpoint_that_refuses_everything_is_an_error_and_nothing_is_learnt():
    seen: list[Body] = []
    async with connected(failing, seen) as model:
        for _ in range(2):
            with pytest.raises(ModelError, match="400"):
                await model.complete(MESSAGES, (TOOL,), max_tokens=77)
    assert forms(seen) == [*LADDER, *LADDER]


async def test_an_endpoint_that_only_talks_is_asked_for_a_schema_next():
    seen: list[Body] = []
    await replies(always("I think so."), seen, times=3)
    assert forms(seen) == [TOOLS, SCHEMA, SCHEMA]


async def test_an_endpoint_that_writes_its_calls_keeps_its_tools():
    seen: list[Body] = []
    await replies(always(SAID), seen)
    assert forms(seen) == [TOOLS, TOOLS]


@pytest.mark.parametrize("actions", LADDER)
async def test_a_form_that_was_chosen_stays(actions: ActionMode):
    seen: list[Body] = []
    await replies(always("I think so."), seen, actions)
    assert forms(seen) == [actions, actions]


@pytest.mark.parametrize("mode", ["bad_key", "rate_limited", "server_error"])
async def test_other_errors_are_no_reason_to_ask_in_another_form(mode: str):
    seen: list[Body] = []
    async with connected(mode, seen, patience=1.0) as model:
        with pytest.raises(ModelError):
            await model.complete(MESSAGES, (TOOL,), max_tokens=77)
    assert set(forms(seen)) == {TOOLS}


async def test_a_parameter_that_is_refused_under_any_name_is_an_error():
    with pytest.raises(ModelError, match="400"):
        await ask(refusing("max_tokens", "max_completion_tokens"))


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("invalid_json", "no chat completion"),
        ("not_json", "no chat completion"),
        ("no_choices", "no chat completion"),
        ("wrong_shape", "no chat completion"),
        ("deep_json", "no chat completion"),
        ("null", "no chat completion"),
        ("fifty_thousand_tokens", "far longer"),
        ("endless_error", "far longer"),
        ("compressed", "encoding"),
        ("bad_key", "API key"),
        ("server_error", r"error \(500\)"),
        ("rate_limited", "in time"),
        ("hang", "in time"),
        ("trickle", "in time"),
        ("truncated", "could not be reached"),
    ],
)
async def test_an_endpoint_that_is_no_good_is_a_sentence_in_time(mode: str, sentence: str):
    started = time.perf_counter()
    with pytest.raises(ModelError, match=sentence) as caught:
        await ask(mode, patience=1.2)
    assert time.perf_counter() - started < 5
    assert KEY not in str(caught.value)


async def test_one_hiccup_is_tried_again():
    answers = iter([503, 200])

    async def brain(_request: web.Request, _body: Body) -> web.Response:
        return web.json_response(completion("ok"), status=next(answers))

    assert (await ask(brain)).text == "ok"


async def test_an_endpoint_that_nobody_serves_is_a_sentence():
    model = OpenAIModel(KEY, "some-model", base_url="http://127.0.0.1:9/v1", patience=3)
    with pytest.raises(ModelError, match="could not be reached"):
        await model.complete(MESSAGES, (), max_tokens=10)
    await model.close()


async def test_neither_the_key_nor_the_words_are_logged(caplog: pytest.LogCaptureFixture):
    caplog.set_level("DEBUG")
    with pytest.raises(ModelError):
        await ask(failing)
    assert KEY not in caplog.text
    assert "Find them" not in caplog.text


@asynccontextmanager
async def embedder(
    embeds: Brain = embedding, embedded: list[Body] | None = None, patience: float = 5.0
) -> AsyncIterator[OpenAIEmbedder]:
    async with model_server(embeds=embeds, embedded=embedded) as url:
        found = OpenAIEmbedder(KEY, "some-embedder", base_url=url, patience=patience)
        try:
            yield found
        finally:
            await found.close()


class TestOpenAIEmbedder(EmbedderContract):
    @asynccontextmanager
    async def giving(self, answers: Answers) -> AsyncIterator[Embedder]:
        good = [embeddings(answer) for answer in answers if not isinstance(answer, ModelError)]
        async with embedder(in_turn(*good) if good else failing) as found:
            yield found


async def test_texts_are_sent_with_the_name_of_the_model_and_nothing_else():
    embedded: list[Body] = []
    async with embedder(embedded=embedded) as found:
        await found.embed(["who liked our post", "e-mail"])
    assert embedded == [{"model": "some-embedder", "input": ["who liked our post", "e-mail"]}]


GOOD_AT_FIRST = {"hangs_later", "fails_later", "shrinking"}


@pytest.mark.parametrize("mode", [mode for mode in NOT_EMBEDDING if mode not in GOOD_AT_FIRST])
async def test_an_endpoint_that_cannot_embed_is_a_sentence_in_time(mode: str):
    started = time.perf_counter()
    async with embedder(NOT_EMBEDDING[mode](), patience=1.2) as found:
        with pytest.raises(ModelError, match=r"^[A-Z].*\.$") as caught:
            await found.embed(["one", "two"])
    assert time.perf_counter() - started < 5
    assert KEY not in str(caught.value)


async def test_one_hiccup_of_an_embedder_is_tried_again():
    hiccup, good = raw(b"oops", status=503), embedding_then(failing)
    turns = iter([hiccup, good])

    async def brain(request: web.Request, body: Body) -> web.StreamResponse:
        return await next(turns)(request, body)

    async with embedder(brain) as found:
        assert len(await found.embed(["one"])) == 1
