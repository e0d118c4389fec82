"""What a run still needs from people, and whether a value will do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.execution.inputs import VALUE_LIMIT, Form, InvalidInputsError, checked, effective, form_of, problem
from agent.planner.catalogue import catalogue
from agent.planner.phantom import Account, Kind
from tests.support import plan_with

FIELDS = catalogue().fields
SEARCH, FINDER, LIKER = "LinkedIn Search Export.js", "Professional Email Finder.js", "LinkedIn Auto Liker.js"
GROUP, SCRAPER = "LinkedIn Group Members Export.js", "LinkedIn Profile Scraper.js"
URL = "https://www.linkedin.com/search/results/people/?keywords=cto"


def _form(
    *scripts: str, given: dict[tuple[str, str], str] | None = None, connected: tuple[str, ...] = ()
) -> Form:
    return form_of(plan_with("find 20 CTOs in Berlin", *scripts), given or {}, connected, catalogue())


def test_what_is_wired_is_not_missing_and_what_is_prefilled_is() -> None:
    form = _form(SEARCH, FINDER, connected=("linkedin",))
    assert [step.missing for step in form.steps] == [("linkedinsearchurl",), ()]
    assert form.missing == 1


def test_an_account_that_several_steps_need_is_missing_once() -> None:
    assert _form(SEARCH, SCRAPER).accounts == (Account.LINKEDIN,)
    assert _form(SEARCH, SCRAPER, connected=("linkedin",)).accounts == ()


def test_a_value_that_was_given_is_not_missing() -> None:
    form = _form(SEARCH, given={(SEARCH, "linkedinsearchurl"): URL}, connected=("linkedin",))
    assert form.missing == 0
    assert form.steps[0].needs[0].start("linkedinsearchurl") == URL


def test_the_prefilled_value_is_where_the_field_starts() -> None:
    assert (_form(SEARCH).steps[0].needs[0].start("linkedinsearchurl") or "").startswith("https://")


def test_one_alternative_given_in_full_is_enough() -> None:
    need = (
        _form(LIKER, given={(LIKER, "linkedincompanyurl"): "https://linkedin.com/company/x"})
        .steps[0]
        .needs[0]
    )
    assert need.given == ("linkedincompanyurl",)
    assert need.missing == ()
    assert need.shown == ("linkedincompanyurl",)


def test_half_an_alternative_is_not_enough() -> None:
    form = _form(FINDER, given={(FINDER, "firstname"): "Ada"})
    assert form.steps[0].needs[0].given is None
    assert form.missing == 2


def test_a_value_for_another_phantom_does_not_count() -> None:
    assert _form(SEARCH, given={("Other.js", "linkedinsearchurl"): URL}, connected=("linkedin",)).missing == 1


def test_a_given_value_takes_the_place_of_the_wire() -> None:
    step = plan_with("profiles of a group", GROUP, SCRAPER).steps[1]
    assert step.needs[0].wires
    assert not effective(step, {(SCRAPER, "linkedinprofileurl"): "https://l.example"}).needs[0].wires
    assert effective(step, {(SCRAPER, "other"): "x"}) == step


@pytest.mark.parametrize("name", FIELDS)
def test_every_example_of_the_catalogue_will_do(name: str) -> None:
    assert problem(FIELDS[name], FIELDS[name].example) is None


SHAPED = [name for name, field in FIELDS.items() if field.shape and field.kind is not Kind.NUMBER]


@pytest.mark.parametrize("name", SHAPED)
def test_something_else_is_told_with_an_example_and_a_credential_never_repeated(name: str) -> None:
    sentence = problem(FIELDS[name], "something~else entirely") or ""
    if FIELDS[name].kind is Kind.CREDENTIAL:
        assert "something" not in sentence
        assert "does not look right" in sentence
    else:
        assert "something~else entirely" in sentence
        assert FIELDS[name].example in sentence


def test_a_long_value_is_cut_in_the_sentence() -> None:
    assert "x" * 41 not in (problem(FIELDS["linkedinsearchurl"], "x" * 100) or "")


@given(st.text(max_size=50))
def test_a_number_is_digits(text: str) -> None:
    numbers = FIELDS["linkedinsearchurl"].model_copy(update={"kind": Kind.NUMBER, "shape": None})
    fits = 1 <= len(text) <= 7 and set(text) <= set("0123456789")
    assert (problem(numbers, text) is None) == fits


def test_nothing_may_be_longer_than_a_field_holds() -> None:
    message = FIELDS["message"]
    assert problem(message, "x" * VALUE_LIMIT) is None
    assert "too long" in (problem(message, "x" * (VALUE_LIMIT + 1)) or "")


def test_values_are_trimmed_and_an_empty_one_is_none() -> None:
    kept = checked(FIELDS.values(), {"linkedinsearchurl": f"  {URL} ", "fullname": "  ", "message": None})
    assert kept == {"linkedinsearchurl": URL, "fullname": None, "message": None}


def test_a_value_keeps_its_lines_and_emoji_and_loses_what_cannot_be_kept() -> None:
    typed = "Hi\x00 #firstName#,\ngreat\ud800 work 👩\u200d💻"
    assert checked([FIELDS["message"]], {"message": typed}) == {
        "message": "Hi #firstName#,\ngreat work 👩\u200d💻"
    }


def test_every_wrong_value_is_told() -> None:
    with pytest.raises(InvalidInputsError) as caught:
        checked(FIELDS.values(), {"linkedinsearchurl": "no", "linkedingroupurl": "no", "fullname": "Ada"})
    assert caught.value.fields.keys() == {"linkedinsearchurl", "linkedingroupurl"}
