"""Cards of contact searches and the windows of providers: whatever is in them, Slack's rules hold."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.enrichment.card import Closed, ContactCard, ContactLine, SearchStatus, TargetState
from agent.enrichment.ledger import LedgerLine
from agent.enrichment.preference import USUAL
from agent.enrichment.providers import KEYED, KINDS, VERIFIER
from agent.enrichment.vendors import VendorLine, VendorPage
from bot.sandbox.validation import check_message, check_view
from bot.views.contact import contact_message, money
from bot.views.ledger import ledger_message, ledger_modal
from bot.views.provider import key_modal, key_saved_modal, providers_modal
from tests.support import buttons, said

few = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
words = st.text(max_size=120) | st.just("<!channel> <@U123> *&" * 40)
reasons = st.sampled_from(list(Closed))
lines = st.builds(
    ContactLine,
    name=words,
    company=words,
    state=st.sampled_from(list(TargetState)),
    email=st.just("") | st.just(f"{'a' * 64}@{'b' * 60}.{'c' * 60}.example") | words,
    provider=st.sampled_from(["", "Hunter"]),
)


def card(status: SearchStatus, shown: tuple[ContactLine, ...], **changes: Any) -> ContactCard:
    values: dict[str, Any] = {
        "id": "s1",
        "workspace": "T1",
        "owner": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "status": status,
        "lines": shown,
        "asks": ("Hunter",),
        "left_out": (),
        "unverified": None,
        "throttled": False,
        "spent": 1,
        "most": 10,
        "ended_by": "U1",
        "started_at": None,
        "ended_at": None,
    }
    return ContactCard(**values | changes)


@few
@given(
    st.sampled_from(list(SearchStatus)),
    st.lists(lines, min_size=1, max_size=50).map(tuple),
    st.none() | reasons,
    st.lists(st.tuples(st.sampled_from(["Hunter", "Apollo"]), reasons), max_size=9).map(tuple),
    st.booleans(),
)
def test_a_card_keeps_slacks_rules(
    status: SearchStatus,
    shown: tuple[ContactLine, ...],
    unverified: Closed | None,
    left_out: tuple[tuple[str, Closed], ...],
    throttled: bool,
) -> None:
    message = contact_message(
        card(status, shown, unverified=unverified, left_out=left_out, throttled=throttled)
    )
    check_message(message.text, list(message.blocks))
    assert "<!channel>" not in said({"blocks": list(message.blocks)})


def test_what_may_cost_is_confirmed_with_its_price() -> None:
    shown = (ContactLine("Ada", "Acme", TargetState.WAITING),)
    paid = contact_message(card(SearchStatus.ASKING, shown, most=372_000))
    free = contact_message(card(SearchStatus.ASKING, shown, most=0))
    question = buttons({"blocks": list(paid.blocks)})["Find e-mails"]
    assert "$3.72" in question["confirm"]["text"]["text"]
    assert "confirm" not in buttons({"blocks": list(free.blocks)})["Find e-mails"]
    assert "It costs nothing" in said({"blocks": list(free.blocks)})


def test_the_verified_come_first_and_the_waiting_are_only_counted() -> None:
    shown = (
        ContactLine("Bob", "Acme", TargetState.NOTHING),
        ContactLine("Ada", "Acme", TargetState.VERIFIED, "ada@acme.example", "Hunter"),
        ContactLine("Eve", "Acme", TargetState.WAITING),
    )
    text = said({"blocks": list(contact_message(card(SearchStatus.RUNNING, shown)).blocks)})
    assert text.index("Ada") < text.index("Bob")
    assert "Eve" not in text
    assert "1 more waits for their turn." in text


def test_amounts_read_as_money() -> None:
    assert [money(each) for each in (0, 100, 1_000, 123_456)] == [
        "$0.00",
        "less than 1 cent",
        "$0.01",
        "$1.23",
    ]


def page(figures: int, **changes: Any) -> VendorPage:
    def line(name: str) -> VendorLine:
        ledger = LedgerLine(name, figures, figures, figures // 2, figures * 1_000)
        return VendorLine(KINDS[name], figures > 0, figures > 1, figures % 2 == 1, ledger)

    values: dict[str, Any] = {
        "lines": tuple(map(line, USUAL)),
        "verifier": line(VERIFIER.name),
        "better": tuple(reversed(USUAL)),
        "undoable": True,
        "offers_demo": True,
        "reads_pages": False,
    }
    return VendorPage(**values | changes)


def test_the_windows_of_providers_keep_slacks_rules() -> None:
    for figures in (0, 1, 2, 10**9):
        check_view(providers_modal(page(figures)), "modal")
        check_view(ledger_modal(page(figures)), "modal")
        ledger = ledger_message(page(figures))
        check_message(ledger.text, list(ledger.blocks))
    for kind in KEYED:
        check_view(key_modal(kind), "modal")
        check_view(key_saved_modal(kind), "modal")


def test_nobody_asked_yet_is_said() -> None:
    assert "Nothing was asked yet" in said(ledger_modal(page(0, better=(), undoable=False)))
