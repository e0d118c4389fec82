"""The third tier: a model reads what the rules are not sure of; what it has done is done once."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from agent.assistant.card import TurnCard
from agent.assistant.prompts import SYSTEM
from agent.assistant.thinking import FAILED
from agent.errors import AgentError
from agent.events import PlanChanged, QuestionChanged, Thinking, TurnChanged
from agent.llm.model import Call, ModelError, Reply
from agent.tools import TOOLS
from agent.tools.shown import Asking, Said
from storage.models import TurnStatus
from tests.scripted_model import ScriptedModel
from tests.workshop import WORKSPACE, Workshop, message, workshop_at

UNSURE = "list leads in Spain"


def calls(*made: tuple[str, dict[str, object]]) -> Reply:
    return Reply(calls=tuple(Call(f"c{n}", name, json.dumps(args)) for n, (name, args) in enumerate(made)))


async def turn_of(shop: Workshop) -> TurnCard:
    event = shop.audience.of(TurnChanged)[-1]
    return await shop.assistant.card(WORKSPACE, event.turn_id)  # type: ignore[union-attr]


async def test_the_model_has_a_tool_do_it_and_says_a_sentence(tmp_path: Path) -> None:
    model = ScriptedModel(
        [calls(("query_leads", {"places": ["Spain"]})), calls(("say", {"text": "None in Spain yet."}))]
    )
    async with workshop_at(tmp_path, model=model) as shop:
        await shop.says(UNSURE)
        assert len(shop.audience.of(QuestionChanged)) == 1
        assert shop.audience.of(Thinking)
        card = await turn_of(shop)
        assert (card.status, card.tool) == (TurnStatus.DONE, "query_leads")
        assert card.shown[-1] == Said(text="None in Spain yet.")
        assert card.about.query is not None


async def test_the_model_is_told_no_ids_and_of_no_tool_that_takes_one(tmp_path: Path) -> None:
    model = ScriptedModel([calls(("say", {"text": "Hm."}))])
    async with workshop_at(tmp_path, model=model) as shop:
        await shop.says("find 20 CTOs in Berlin <b>", "1.1")
        await shop.says(UNSURE, "2.2")
        (asked,) = model.asked
        assert asked.messages[0].content == SYSTEM
        told = asked.messages[1].content
        assert "find 20 CTOs in Berlin" in told
        assert "U1" not in told
        assert WORKSPACE not in told
        assert "<b>" not in told
        assert {tool.name for tool in asked.tools} == {tool.name for tool in TOOLS} | {"say", "ask"}
        for tool in asked.tools:
            assert not {"workspace", "user", "author", "owner", "id"} & set(tool.parameters["properties"])  # type: ignore[arg-type]


@pytest.mark.parametrize("reply", [ModelError("It rests."), Reply("I think so."), RuntimeError("broken")])
async def test_the_rules_answer_where_the_model_fails_and_say_so(
    tmp_path: Path, reply: Reply | Exception
) -> None:
    async with workshop_at(tmp_path, model=ScriptedModel([reply])) as shop:
        if isinstance(reply, RuntimeError):
            shop.durable.step = _breaks  # type: ignore[method-assign]
        await shop.says(UNSURE)
        card = await turn_of(shop)
        assert card.status is TurnStatus.ASKING
        (asking,) = card.shown
        assert isinstance(asking, Asking)
        assert asking.note == FAILED


async def _breaks(name: str, body: Callable[[], Awaitable[Any]]) -> Any:
    if name == "think":
        raise AgentError("think broke (RuntimeError).")
    return await body()


async def test_the_model_may_ask_between_the_meanings_of_the_rules(tmp_path: Path) -> None:
    model = ScriptedModel([calls(("ask", {"tools": ["plan_goal", "nothing"]}))])
    async with workshop_at(tmp_path, model=model) as shop:
        await shop.says(UNSURE)
        (asking,) = (await turn_of(shop)).shown
        assert isinstance(asking, Asking)
        assert [each.tool for each in asking.meanings] == ["plan_goal"]
        assert not asking.note


async def test_what_the_rules_are_sure_of_needs_no_model(tmp_path: Path) -> None:
    model = ScriptedModel([ModelError("It rests.")])
    async with workshop_at(tmp_path, model=model) as shop:
        await shop.says("how many leads do I have?")
        await shop.says("hello", "2.2")
        await shop.says("what is our open rate?", "3.3")
        assert model.asked == []


async def test_a_job_that_is_taken_up_again_does_nothing_twice(tmp_path: Path) -> None:
    script = [calls(("plan_goal", {"goal": "find 20 CTOs in Spain"})), calls(("say", {"text": "I plan it."}))]
    model = ScriptedModel([*script, *script])
    async with workshop_at(tmp_path, model=model) as shop:
        await shop.assistant.receive(message(UNSURE))
        ((name, arguments, _),) = [job for job in shop.durable.waiting.values() if job[0] == "assist"]
        thinking = shop.durable._jobs[name].body.__self__  # type: ignore[attr-defined]
        heard = await thinking._heard(*arguments)
        for _ in range(2):
            # The process dies after the calls and before the step is kept.
            await thinking._think(*arguments, heard)
        await shop.durable.settle()
        async with shop.store.reading(WORKSPACE) as repos:
            assert len(await repos.plans.recent("U1")) == 1
        assert (await turn_of(shop)).tool == "plan_goal"
        assert len(shop.audience.of(PlanChanged)) == 1


async def test_a_model_that_calls_for_ever_is_stopped_and_what_it_did_counts(tmp_path: Path) -> None:
    replies = [calls(("query_leads", {"limit": number + 1})) for number in range(12)]
    async with workshop_at(tmp_path, model=ScriptedModel(replies)) as shop:
        await shop.says(UNSURE)
        assert len({event.question_id for event in shop.audience.of(QuestionChanged)}) == 4  # type: ignore[union-attr]
        assert (await turn_of(shop)).status is TurnStatus.DONE


async def test_arguments_that_are_wrong_are_told_to_the_model(tmp_path: Path) -> None:
    model = ScriptedModel(
        [
            calls(("query_leads", {"time": "when pigs fly"})),
            calls(("query_leads", {"time": "last week"})),
            calls(("say", {"text": "Here."})),
        ]
    )
    async with workshop_at(tmp_path, model=model) as shop:
        await shop.says(UNSURE)
        assert "no time that can be read" in model.asked[1].messages[-1].content
        assert len(shop.audience.of(QuestionChanged)) == 1
