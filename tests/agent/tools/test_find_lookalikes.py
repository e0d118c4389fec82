"""Who wants companies like their customers is asked for these; who wants people somewhere is planned for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.tools.find_lookalikes import read
from agent.tools.heard import Heard


def heard(text: str) -> Heard:
    return Heard(text, Actor("T1", "U1"), datetime(2026, 11, 30, 9, tzinfo=UTC), Zone("UTC"))


@pytest.mark.parametrize(
    "text",
    [
        "find customers like ours",
        "Find more companies like our best customers.",
        "please find me companies similar to these customers",
        "show me lookalikes of our best customers",
        "find lookalikes",
        "finde Kunden wie unsere besten Kunden",
        "trouve-moi des clients comme les nôtres",
        "busca empresas como las nuestras",
    ],
)
def test_what_asks_for_companies_like_the_customers_is_read(text: str):
    found = read(heard(text))
    assert found is not None
    assert found.confidence > 0.95


def test_customers_behind_a_colon_or_on_lines_come_along():
    for text in (
        "find customers like these: Acme acme.example, b-b.example",
        "Find customers like ours\nacme.example",
    ):
        found = read(heard(text))
        assert found is not None
        assert "acme.example" in found.arguments.customers


@pytest.mark.parametrize(
    "text",
    [
        "find prospects like our best customers in Hamburg",
        "find CFOs at companies like ours",
        "find people who like our posts",
        "find customers like ours: only the big ones",
        "find 50 SaaS marketing managers in Berlin",
        "how many customers like ours are there?",
    ],
)
def test_goals_and_questions_are_left_alone(text: str):
    assert read(heard(text)) is None
