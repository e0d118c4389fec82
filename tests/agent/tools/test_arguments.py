"""Arguments: whatever a reading makes of a text, a model could have asked for, and it means the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agent.evals.questions import labelled_questions
from agent.llm.toolbox import strict_schema
from agent.questions.query import Figures, LeadQuery
from agent.questions.read import read
from agent.tools import TOOLS
from agent.tools.get_analytics import FigureArguments, figures_of
from agent.tools.query_leads import LeadArguments, arguments_of, query_of
from agent.tools.times import span_of, words_of

SPANS = (
    *("today", "yesterday", "this week", "last month", "this quarter", "last year", "in the last 7 days"),
    *("since Monday", "on Friday", "in October", "in October 2025", "in 2025", "since 1 November 2026", ""),
)


def test_a_query_survives_being_arguments() -> None:
    readings = [read(each.ask) for part in ("tuned", "reported") for each in labelled_questions(part)]  # type: ignore[arg-type]
    queries = [each.query for each in readings if each is not None and isinstance(each.query, LeadQuery)]
    assert len(queries) > 40
    for query in queries:
        written = arguments_of(query).model_dump_json(exclude_defaults=True)
        assert query_of(LeadArguments.model_validate_json(written)) == query


@pytest.mark.parametrize("words", SPANS)
def test_a_time_reads_back_as_the_same(words: str) -> None:
    span = span_of(words)
    assert span_of(words_of(span)) == span
    assert figures_of(FigureArguments(time=words)) == Figures(span=span)


@pytest.mark.parametrize("words", ["when pigs fly", "last week or so", "tomorrow"])
def test_a_time_that_cannot_be_read_is_a_mistake(words: str) -> None:
    with pytest.raises(ValidationError, match="no time that can be read"):
        LeadArguments(time=words)


def test_every_schema_is_one_that_a_strict_endpoint_takes() -> None:
    for tool in TOOLS:
        schema = strict_schema(tool.arguments)
        assert "$ref" not in json.dumps(schema), tool.name
        assert schema["required"] == list(schema["properties"])


@given(
    st.sampled_from(TOOLS),
    st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=8)),
)
def test_anything_else_is_a_mistake_or_understood(tool: object, written: dict[str, object]) -> None:
    try:
        arguments = tool.arguments.model_validate(written)  # type: ignore[attr-defined]
    except ValidationError:
        return
    assert set(written) <= set(type(arguments).model_fields)


def test_the_names_are_different_and_described() -> None:
    assert len({tool.name for tool in TOOLS}) == len(TOOLS)
    assert all(tool.description.endswith(".") for tool in TOOLS)
