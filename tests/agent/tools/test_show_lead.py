from __future__ import annotations

import pytest

from agent.tools.show_lead import is_name


@pytest.mark.parametrize(
    "text", ["Ada Lovelace", "Jean-Luc de la Tour", "Özlem Çelik", "Ludwig van Beethoven", "Mary O'Neil"]
)
def test_names_of_people(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    ["Ada", "ada lovelace", "Sales Navigator", "Marketing Managers", "New York", "Acme Corp", "Acme GmbH",
     "Berlin Germany", "My Leads", "Last Week", "SaaS", "A" * 90],
)  # fmt: skip
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)
