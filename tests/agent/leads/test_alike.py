from __future__ import annotations

import pytest

from agent.leads.alike import Who, alike

ADA = Who(" ada berg ", " acme ", "ada.berg@acme.example", " bonn ")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Who(" ada berg ", " acme ", None), "same name and company"),
        (Who(" a berg ", " initech ", "ada.berg@initech.example"), "same name in the e-mail"),
        (Who(" ada berg ", None, None), "same name, and one has no company"),
        (Who(" ada berg ", " initech ", None, " bonn "), "same name and place"),
        (Who(" ada berg ", " initech ", None, " oslo "), None),
        (Who(" bo lund ", " initech ", "ada.berg@initech.example"), None),
        (Who(" bo berg ", " acme ", None), None),
        (Who(None, None, None), None),
    ],
)
def test_who_may_be_one_person(other: Who, why: str | None) -> None:
    assert alike(ADA, other) == why
    assert alike(other, ADA) == why


def test_a_mailbox_of_several_says_nothing() -> None:
    assert (
        alike(Who(" ada berg ", " a ", "contact@a.example"), Who(" ada lund ", " b ", "contact@b.example"))
        is None
    )
