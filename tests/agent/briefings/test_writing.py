"""A model words a briefing's opening from its facts; what does not keep to them is not used."""

from __future__ import annotations

import pytest

from agent.briefings.composed import Writer
from agent.briefings.composing import compose
from agent.briefings.facts import Figures
from agent.briefings.writing import written
from agent.llm.checking import keeps_to, numbers
from agent.llm.model import ModelError, Reply
from tests.agent.briefings.made import ENDED, PLAN, facts
from tests.scripted_model import ScriptedModel

BUSY = compose(facts(figures=Figures(plans=1, leads=46, ended=(ENDED,)), plans=(PLAN,)))
FACTS = ["Since yesterday: 1 plan, 1 run, 1,046 new leads.", "The plan “CFOs in Texas” expires at 14:00."]


@pytest.mark.parametrize(
    "text",
    [
        "You found 1,046 new leads.",
        "You found 1046 new leads, and “CFOs in Texas” expires at 14:00.",
        "One plan was made.",
        "There is news, and a plan waits.",
    ],
)
def test_what_keeps_to_the_facts(text: str) -> None:
    assert keeps_to(text, FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "You found 47 new leads.",
        "You found forty-seven new leads.",
        "That is twice as many leads.",
        "You found 1,046 leads, half of them new.",
        "That is 100% of them.",
        "The plan “CTOs in Ohio” expires.",
        "See https://example.org for your 1 plan.",
        "<!channel> 1 plan.",
        "*1 plan*",
        "",
        "1 plan. " * 60,
    ],
)
def test_what_does_not(text: str) -> None:
    assert not keeps_to(text, FACTS)


def test_numbers_are_read_in_digits_and_words() -> None:
    assert numbers("A dozen and 1,046, at 14:00, and seventeen") == {"12", "1046", "14:00", "17"}


async def test_a_models_words_open_the_briefing_and_the_rest_stays() -> None:
    model = ScriptedModel([Reply(text="46 new leads came in, and “CFOs in Texas” expires tomorrow.")])
    told = await written(BUSY, model)
    assert told.opening == "46 new leads came in, and “CFOs in Texas” expires tomorrow."
    assert told.writer is Writer.MODEL
    assert (told.parts, told.counted) == (BUSY.parts, BUSY.counted)


@pytest.mark.parametrize(
    ("answer", "writer"),
    [
        (Reply(text="You found 50,000 leads!"), Writer.REFUSED),
        (Reply(text=""), Writer.REFUSED),
        (ModelError("away"), Writer.UNHEARD),
    ],
)
async def test_otherwise_the_template_stands_and_says_why(answer: Reply | ModelError, writer: Writer) -> None:
    told = await written(BUSY, ScriptedModel([answer]))
    assert told.opening == BUSY.opening
    assert told.writer is writer


async def test_no_model_is_asked_where_there_is_none_or_nothing_to_say() -> None:
    assert await written(BUSY, None) is BUSY
    quiet, model = compose(facts()), ScriptedModel([Reply(text="x")])
    assert await written(quiet, model) is quiet
    assert model.asked == []
