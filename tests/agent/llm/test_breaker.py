from __future__ import annotations

import asyncio

import pytest

from agent.llm.breaker import Breaker, GuardedEmbedder, GuardedModel
from agent.llm.model import Message, ModelError, Reply, RestingError, Role
from agent.llm.openai import OpenAIEmbedder
from tests.model_server import Body, embedding_then, model_server, raw
from tests.scripted_model import ScriptedModel

HELLO = (Message(Role.USER, "hello"),)


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


def failing(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed()


def test_two_failures_are_borne(watch: Stopwatch):
    breaker = Breaker(watch)
    failing(breaker, 2)
    assert not breaker.is_open


def test_three_failures_in_a_row_open_it_for_a_minute(watch: Stopwatch):
    breaker = Breaker(watch)
    failing(breaker, 3)
    assert breaker.is_open
    watch.seconds += 59.9
    assert breaker.is_open
    watch.seconds += 0.1
    assert not breaker.is_open


def test_a_success_between_failures_starts_the_count_again(watch: Stopwatch):
    breaker = Breaker(watch)
    failing(breaker, 2)
    breaker.succeeded()
    failing(breaker, 2)
    assert not breaker.is_open


def test_after_the_rest_one_failure_is_enough(watch: Stopwatch):
    breaker = Breaker(watch)
    failing(breaker, 3)
    watch.seconds += 60
    failing(breaker, 1)
    assert breaker.is_open


async def test_a_resting_model_is_not_called(watch: Stopwatch):
    model = ScriptedModel([ModelError("down")])
    guarded = GuardedModel(model, Breaker(watch))
    for _ in range(5):
        with pytest.raises(ModelError):
            await guarded.complete(HELLO, (), max_tokens=100)
    assert len(model.asked) == 3


async def test_a_model_that_is_back_is_used_again(watch: Stopwatch):
    replies = [*[ModelError("down")] * 3, Reply("back"), *[ModelError("down")] * 2, Reply("still there")]
    guarded = GuardedModel(ScriptedModel(replies), Breaker(watch))
    for _ in range(3):
        with pytest.raises(ModelError):
            await guarded.complete(HELLO, (), max_tokens=100)
    watch.seconds += 60
    assert (await guarded.complete(HELLO, (), max_tokens=100)).text == "back"
    for _ in range(2):
        with pytest.raises(ModelError):
            await guarded.complete(HELLO, (), max_tokens=100)
    assert (await guarded.complete(HELLO, (), max_tokens=100)).text == "still there"


async def test_a_model_that_lets_the_deadline_pass_has_failed(watch: Stopwatch):
    class Hanging(ScriptedModel):
        async def complete(self, *_messages: object, **_limits: object) -> Reply:
            await asyncio.sleep(60)
            return Reply()

    breaker = Breaker(watch, failures=1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await GuardedModel(Hanging([]), breaker).complete(HELLO, (), max_tokens=100)
    assert breaker.is_open


async def test_an_embedder_rests_like_a_model(watch: Stopwatch):
    embedded: list[Body] = []
    bad_key = raw(b"{}", status=401)
    async with model_server(embeds=embedding_then(bad_key), embedded=embedded) as url:
        embedder = OpenAIEmbedder("key", "some-embedder", base_url=url)
        guarded = GuardedEmbedder(embedder, Breaker(watch))
        assert len(await guarded.embed(["one"])) == 1
        for _ in range(3):
            with pytest.raises(ModelError, match="API key"):
                await guarded.embed(["one"])
        with pytest.raises(RestingError):
            await guarded.embed(["one"])
        await embedder.close()
    assert len(embedded) == 4
