"""A model's words for a score: kept where they quote only facts, and the rules' words where not."""

from __future__ import annotations

import json

import pytest

from agent.llm.model import ModelError, Reply
from agent.scoring.profile import Profile
from agent.scoring.score import score
from agent.scoring.wording import worded
from tests.agent.scoring.known import PERSON, facts
from tests.scripted_model import ScriptedModel

SCORED = score(facts(**PERSON), Profile.usual())


async def test_words_that_quote_only_facts_are_taken() -> None:
    model = ScriptedModel([Reply("The company Berg AG and the title CTO are known,\n so the score is 45.")])
    assert await worded(SCORED, model) == (
        "The company Berg AG and the title CTO are known, so the score is 45."
    )
    (asked,) = model.asked
    told = json.loads(asked.messages[1].content)
    assert told["score"] == "45 of 100"
    assert "LinkedIn profile" in told["not known"]


@pytest.mark.parametrize(
    "answer",
    [
        Reply("The score is 46."),
        Reply("It is known that Ada Berg knows Elon."),
        Reply("See https://evil.example for more."),
        Reply("<!channel> look"),
        Reply(""),
        ModelError("away"),
    ],
)
async def test_anything_else_leaves_the_rules_words(answer: Reply | Exception) -> None:
    assert await worded(SCORED, ScriptedModel([answer])) is None


async def test_without_a_model_nobody_is_asked() -> None:
    assert await worded(SCORED, None) is None
