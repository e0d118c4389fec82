"""What can be the person's address, and what cannot, before anybody is paid to check it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.enrichment.addresses import addresses_in
from agent.enrichment.screening import Fault, fault, is_role, normal
from agent.enrichment.spelling import fits, parts_of, plain
from agent.enrichment.wanted import Wanted

ADA = Wanted("Ada", "Lovelace", "Acme Ltd", "acme.com")


@pytest.mark.parametrize(
    ("email", "wrong"),
    [
        ("ada.lovelace@acme.com", None),
        (" Ada.Lovelace@ACME.com ", None),
        ("alovelace@mail.acme.com", None),
        ("lovelace.ada@acme.com", None),
        ("ada@acme", Fault.SYNTAX),
        ("ada lovelace@acme.com", Fault.SYNTAX),
        ("email_not_unlocked@acme.com", Fault.PLACEHOLDER),
        ("first.last@acme.com", Fault.PLACEHOLDER),
        ("john.doe@acme.com", Fault.PLACEHOLDER),
        ("ada.lovelace@example.com", Fault.PLACEHOLDER),
        ("ada.lovelace@other.com", Fault.DOMAIN),
        ("ada.lovelace@notacme.com", Fault.DOMAIN),
        ("ada.lovelace@gmail.com", Fault.DOMAIN),
        ("ada.lovelace@acme.com.evil.net", Fault.DOMAIN),
        ("info@acme.com", Fault.ROLE),
        ("customer-service@acme.com", Fault.ROLE),
        ("sales2@acme.com", Fault.ROLE),
        ("bob.lovelace@acme.com", Fault.NAME),
        ("ada@acme.com", Fault.NAME),
        ("ada.lovelace2@acme.com", Fault.NAME),
    ],
)
def test_an_address_is_looked_at_before_it_costs(email: str, wrong: Fault | None) -> None:
    assert fault(email, ADA) is wrong


def test_somebody_may_be_called_like_a_placeholder() -> None:
    assert fault("john.doe@acme.com", Wanted("John", "Doe", "Acme", "acme.com")) is None


def test_a_shared_inbox_has_to_be_one() -> None:
    assert fault("info@acme.com", ADA, shared=True) is None
    assert fault("ada.lovelace@acme.com", ADA, shared=True) is Fault.ROLE


def test_where_no_domain_is_known_the_companys_name_must_be_in_it() -> None:
    somebody = Wanted("Ada", "Lovelace", "Bright Works GmbH")
    assert fault("ada.lovelace@bright-works.de", somebody) is None
    assert fault("ada.lovelace@brightworksgmbh.com", somebody) is None
    assert fault("ada.lovelace@works.de", somebody) is Fault.DOMAIN
    assert fault("ada.lovelace@ab.de", Wanted("Ada", "Lovelace", "AB")) is Fault.DOMAIN


def test_nobodys_mailbox_at_a_mail_provider_is_the_companys() -> None:
    """A company may be called like one, or have its website there."""
    assert fault("ada.lovelace@t-online.de", Wanted("Ada", "Lovelace", "T-Online")) is Fault.DOMAIN
    assert fault("ada.lovelace@gmx.at", Wanted("Ada", "Lovelace", "Acme", "gmx.at")) is Fault.DOMAIN
    assert fault("ada.lovelace@acme.wixsite.com", Wanted("Ada", "Lovelace", "Acme")) is Fault.DOMAIN


def test_what_lies_above_a_domain_is_the_companys_only_with_its_name() -> None:
    assert fault("ada.lovelace@co.uk", Wanted("Ada", "Lovelace", "Acme", "acme.co.uk")) is Fault.DOMAIN
    assert fault("ada.lovelace@acme.com", Wanted("Ada", "Lovelace", "Acme", "shop.acme.com")) is None


def test_addresses_are_found_in_texts() -> None:
    text = "Write to Ada.L@acme.example, <mailto:bob%40acme.example> or %20ada.l@acme.example; not x@y"
    assert list(addresses_in(text)) == ["ada.l@acme.example", "bob@acme.example"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jean-Luc", ("jean", "luc")),
        ("Müller", ("muller",)),
        ("O'Brien", ("o", "brien")),
        ("Łukasz", ("lukasz",)),
    ],
)
def test_names_are_spelled_as_addresses_are(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts


def test_umlauts_are_spelled_both_ways() -> None:
    assert fits("juergen.mueller", "Jürgen", "Müller")
    assert fits("jurgen.muller", "Jürgen", "Müller")


@given(st.text(max_size=40))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert fault(text, ADA) is None or isinstance(fault(text, ADA), Fault)
    assert plain(text).isascii()
    for address in addresses_in(text):
        assert "@" in address
    assert isinstance(is_role(text), bool)


names = st.text("abcdefghijklmnopqrstuvwxyzäöüé", min_size=2, max_size=10)


@given(names, names, names)
def test_a_name_fits_its_own_address_and_no_other_first_name(first: str, last: str, other: str) -> None:
    if not (parts_of(first) and parts_of(last) and parts_of(other)):
        return
    local = f"{parts_of(first)[0]}.{parts_of(last)[0]}"
    assert fits(local, first, last)
    stranger = f"{parts_of(other)[0]}.{parts_of(last)[0]}"
    letters = sorted(plain(first) + plain(last))
    if sorted(stranger.replace(".", "")) != letters and plain(other)[0] != plain(first)[0]:
        assert not fits(stranger, first, last) or fits(stranger, last, first)


@given(st.emails())
def test_an_address_has_one_spelling(email: str) -> None:
    spelled = normal(email)
    assert spelled is None or normal(spelled) == spelled
