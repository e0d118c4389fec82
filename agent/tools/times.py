"""A stretch of time as an argument: words such as “this week”, checked."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from agent.questions.rest import Rest
from agent.questions.span import All, Span
from agent.questions.spans import take_span

EXAMPLES = "today, yesterday, this week, last month, in the last 7 days, since Monday, in October 2026"


def span_of(words: str) -> Span:
    """The stretch of time of checked words; all of it for none."""
    return (take_span(Rest(words)) or All()) if words else All()


def words_of(span: Span | None) -> str:
    """A stretch of time in words that read back as the same."""
    return "" if span is None or isinstance(span, All) else str(span)


def _checked(words: str) -> str:
    rest = Rest(words.strip())
    if rest.text and (take_span(rest) is None or rest.left()):
        raise ValueError(f"no time that can be read; for example: {EXAMPLES}")
    return words.strip()


Time = Annotated[
    str, AfterValidator(_checked), Field(description=f"For example: {EXAMPLES}. Empty for all times.")
]
