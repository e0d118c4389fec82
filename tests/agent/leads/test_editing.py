"""What is written into a lead by hand is checked where it was changed, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.leads.editing import FIELDS, NOBODY, InvalidLeadError, changes

ADA = {"name": "Ada", "email": "ada@acme.example", "website": "not a site at all", "title": "CTO"}


def test_only_what_changed_comes_back_in_one_spelling() -> None:
    typed = {**ADA, "title": "  CEO ", "email": "MAILTO:Ada@Berg.example", "location": "Bonn"}
    assert changes(typed, ADA) == {"title": "CEO", "email": "ada@berg.example", "location": "Bonn"}
    assert changes(ADA, ADA) == {}
    assert changes({**ADA, "title": ""}, ADA) == {"title": ""}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ada"),
        ("email", "ada@acme"),
        ("email", f"{'a' * 250}@acme.example"),
        ("profile_url", "https://www.linkedin.com/company/acme"),
        ("profile_url", "linkedin"),
        ("website", "acme"),
        ("website", "javascript:alert(1)"),
        ("phone", "call me"),
        ("name", "x" * 101),
    ],
)
def test_what_will_not_do_is_said_at_its_field(field: str, value: str) -> None:
    with pytest.raises(InvalidLeadError) as told:
        changes({**ADA, field: value}, ADA)
    assert told.value.fields.keys() == {field}
    assert told.value.fields[field].endswith(".")


def test_somebody_stays_somebody() -> None:
    with pytest.raises(InvalidLeadError) as told:
        changes({"title": "CTO"}, ADA)
    assert told.value.fields["name"] == NOBODY


@given(st.fixed_dictionaries({each.name: st.text(max_size=60) for each in FIELDS}))
def test_what_will_do_will_do_again(values: dict[str, str]) -> None:
    try:
        kept = changes(values, {})
    except InvalidLeadError:
        return
    assert changes(kept, {}) == {name: value for name, value in kept.items() if value}
