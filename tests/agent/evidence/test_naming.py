"""What looks like a person's name, and what only has the shape of one."""

from __future__ import annotations

import pytest

from agent.evidence.naming import person_name


@pytest.mark.parametrize("name", ["Ada Lovelace", "Jürgen von der Tann", "José Ortega y Gasset", "D. Wójcik"])
def test_a_name_is_one(name: str) -> None:
    assert person_name(name) == name


@pytest.mark.parametrize(
    "text", ["Tätigkeit Zahlungsverkehr", "Secteur Logistique", "Actividad Comercial", "Settore Bancario"]
)
def test_a_label_with_what_it_says_is_no_name(text: str) -> None:
    assert person_name(text) is None
