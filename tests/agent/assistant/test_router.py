"""What is decided on a message: small talk, a tool, a question, or that it cannot be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.assistant.router import Ask, Do, Honest, Judged, Talk, route
from agent.evals.goals import labelled
from agent.events import ReplyKind
from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.tools import TOOLS
from agent.tools.heard import About, Heard, Memory, Noun, Past, Thread
from agent.tools.shown import MOST_MEANINGS
from tests.samples import some_or_all

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
WAITING = Memory(thread=Thread(plan="p1", run="", mine=True, waits=True, at=NOW))


def heard(text: str, memory: Memory | None = None) -> Heard:
    return Heard(text, Actor("T1", "U1"), NOW, Zone("Europe/Berlin"), memory or Memory())


def done(text: str, memory: Memory | None = None, judged: Judged | None = None) -> str:
    decision = route(heard(text, memory), TOOLS, judged)
    assert isinstance(decision, Do), decision
    return decision.meaning.tool


def about(noun: Noun, one: str = "", *listed: str) -> Memory:
    return Memory((Past("earlier", "tool", About(noun=noun, id=one, listed=listed), NOW),))


@some_or_all
def test_hardly_a_goal_is_taken_for_anything_else(every: int) -> None:
    goals = [each.goal for each in labelled("tuned") if each.is_lead][::every]
    decided = {goal: route(heard(goal), TOOLS) for goal in goals}
    taken = [
        goal
        for goal, decision in decided.items()
        if isinstance(decision, Do) and decision.meaning.tool != "plan_goal"
    ]
    assert taken == []
    # Who only names people ("CTOs in Berlin") may mean those that are there already.
    asked = [goal for goal, decision in decided.items() if not isinstance(decision, Do)]
    assert len(asked) <= 0.01 * len(goals), asked


@pytest.mark.parametrize("text", ["", "hello", "x" * 2_001])
def test_small_talk_needs_no_tool(text: str) -> None:
    assert isinstance(route(heard(text), TOOLS), Talk)


def test_a_decision_in_words_is_a_command_where_there_is_something_to_command() -> None:
    decision = route(heard("cancel it"), TOOLS)
    assert decision == Talk(ReplyKind.DECISION)
    assert done("cancel it", about(Noun.RUNS, "run1")) == "control_run"


def test_what_is_said_under_a_plan_that_waits_is_said_of_it() -> None:
    assert done("only those with an e-mail", WAITING) == "plan_goal"
    assert done("which plans failed", WAITING) == "show_plans"
    assert done("how many leads do I have?", WAITING) == "query_leads"
    assert done("remind me tomorrow at 10 to look at this", WAITING) == "set_reminder"


def test_what_may_mean_two_things_is_asked() -> None:
    decision = route(heard("list leads in Spain"), TOOLS)
    assert isinstance(decision, Ask)
    assert [each.tool for each in decision.meanings] == ["query_leads", "plan_goal"]


def test_what_was_chosen_before_is_not_asked_again() -> None:
    for tool in ("query_leads", "plan_goal"):
        assert done("list leads in Spain", judged=Judged(tool, chosen=True)) == tool


def test_what_was_wrong_before_is_asked() -> None:
    assert done("how many leads do I have?") == "query_leads"
    decision = route(heard("how many leads do I have?"), TOOLS, Judged("query_leads", chosen=False))
    assert isinstance(decision, Ask)
    assert decision.meanings[0].tool == "plan_goal"


def test_what_is_not_built_is_said_and_can_be_asked_to_be_reminded_of() -> None:
    decision = route(heard("what is our open rate?"), TOOLS)
    assert isinstance(decision, Honest)
    assert decision.topic.instead
    assert done("remind me tomorrow at 9 to check our open rate") == "set_reminder"


def test_what_is_proposed_instead_is_understood() -> None:
    topics: dict[str, tuple[str, ...]] = {}
    for text in (
        "open rate",
        "did anyone reply?",
        "pause that run",
        "delete my leads",
    ):
        decision = route(heard(text), TOOLS)
        assert isinstance(decision, Honest)
        topics[decision.topic.name] = decision.topic.instead
    for proposed in (each for instead in topics.values() for each in instead):
        assert isinstance(route(heard(proposed), TOOLS), Do), proposed


def test_a_tool_that_somebody_may_not_use_is_not_offered() -> None:
    def nobody(_actor: Actor) -> bool:
        return False

    tools = tuple(replace(tool, allowed=nobody) if tool.name == "query_leads" else tool for tool in TOOLS)
    decision = route(heard("list leads in Spain"), tools)
    meanings = [decision.meaning] if isinstance(decision, Do) else getattr(decision, "meanings", ())
    assert "query_leads" not in [each.tool for each in meanings]


words = st.sampled_from(
    [
        "show",
        "my",
        "the",
        "runs",
        "plan",
        "leads",
        "cancel",
        "pause",
        "it",
        "second",
        "one",
        "last",
        "yesterday",
        "in",
        "Berlin",
        "remind",
        "me",
        "every",
        "Monday",
        "at",
        "9",
        "how",
        "many",
        "replied",
        "campaign",
        "find",
        "20",
        "CTOs",
        "with",
        "e-mail",
        "?",
        ",",
        ":",
        "|",
        "^",
        "\x00",
        "zeig",
        "combien",
        "leads",
        "mis",
        "😀",
    ]
)


@given(st.lists(words, max_size=12).map(" ".join), st.sampled_from([*Noun, None]))
def test_anything_is_decided(text: str, noun: Any) -> None:
    memory = about(noun, "id1", "id1", "id2") if noun is not None else WAITING
    decision = route(heard(text, memory), TOOLS)
    assert 0 <= decision.confidence <= 1
    if isinstance(decision, Ask):
        assert 1 <= len(decision.meanings) <= MOST_MEANINGS
