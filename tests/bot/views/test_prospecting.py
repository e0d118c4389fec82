"""The thread of a search: what contacts may cost is said before, and each button goes when it was pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from agent.icp.intake import Intake, Lost, Seed
from agent.prospecting.card import CompanyLine, CompanyWork, Counted, SessionCard, SessionState
from agent.prospecting.context import Known
from agent.prospecting.milestones import BUDGET, CANDIDATES_FOUND, NEXT40, PLANNING, Told
from agent.prospecting.parts import Contact, Grade, Price
from agent.prospecting.paying import Terms
from bot.sandbox.validation import check_message, check_view
from bot.views.blocks import Message
from bot.views.prospecting import session_message
from bot.views.prospecting_companies import companies_modal
from bot.views.prospecting_told import told_message
from tests.support import buttons, said

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ADA = Contact("Ada", "COO", "ada@alike.example", verified=True)
KNOWN = Known(points=93, why="Logistics", contacts=(Contact("Bo"), ADA), grade=Grade(71, "high", "x"))
TERMS = Terms(Price(96_000, 3, simulated=True), 50, 2_000_000)
SEEDS = tuple(Seed(name=f"Seed {n}", domain=f"seed{n}.example") for n in range(15))


def card(state: SessionState, **changes: object) -> SessionCard:
    lines = tuple(
        CompanyLine(n, f"a{n}.example", f"Alike <{n}>", KNOWN, CompanyWork.DONE) for n in range(1, 51)
    )
    plain = SessionCard(
        id="s1",
        workspace="T1",
        owner="U1",
        place=None,
        state=state,
        version=1,
        intake=Intake(
            website="mine.example",
            customers=SEEDS,
            lost=(Lost(name="X", domain="x.example", reason="price"),),
        ),
        profile=None,
        customers=Counted(3, 1, 8),
        candidates=Counted(10, 0, 100),
        lookalikes=lines,
        notes=("Some services were slow.",),
        sentence="It ended.",
        ended_by="U1",
        created_at=AT,
        moved_at=AT,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def texts(message: Message) -> str:
    check_message(message.text, list(message.blocks))
    return said({"blocks": list(message.blocks)})


def names(message: Message) -> set[str]:
    return set(buttons({"blocks": list(message.blocks)}))


def test_every_state_keeps_slacks_rules() -> None:
    for state in SessionState:
        check_message("x", list(session_message(card(state, terms=TERMS, agreed=9)).blocks))
    check_view(companies_modal(card(SessionState.SUMMARY_EMITTED)), "modal")


def test_the_question_says_the_most_that_contacts_cost_and_that_it_stops() -> None:
    message = session_message(card(SessionState.CANDIDATES_FOUND, terms=TERMS))
    assert "Contacts cost at most $20.00" in texts(message)
    (confirm,) = [
        element["confirm"]["text"]["text"]
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "icp_enrich"
    ]
    assert "*At most $20.00*" in confirm
    assert "up to 3 people at each of 50 companies, $0.32 each" in confirm
    assert "I stop before $20.00 is passed" in confirm
    assert "nothing is really paid" in confirm


def test_who_has_no_verifier_is_told() -> None:
    free = Terms(Price(0, 3, verifies=False), 12, 0)
    shown = texts(session_message(card(SessionState.CANDIDATES_FOUND, terms=free)))
    assert "Contacts cost nothing" in shown
    assert "ZeroBounce has no key" in shown


def test_a_milestone_has_its_button_only_while_it_can_be_pressed() -> None:
    found = Told("k", CANDIDATES_FOUND, "Listed 50.", 75)
    before = told_message(found, card(SessionState.CANDIDATES_FOUND, terms=TERMS))
    assert names(before) == {"Run enrichment"}
    assert "1 min 15 s" in texts(before)
    assert names(told_message(found, card(SessionState.ENRICHMENT_RUNNING))) == set()
    done = card(SessionState.SUMMARY_EMITTED)
    assert names(told_message(found, done)) == set()
    assert names(told_message(Told("k", NEXT40, "The next 40 go on.", 80), done)) == {"Review"}
    stopped = replace(done, stopped=True, terms=TERMS)
    assert names(told_message(Told("k", BUDGET, "I stopped.", 90), stopped)) == {"Go on"}
    assert names(told_message(Told("k", BUDGET, "I stopped.", 90), done)) == set()
    assert names(told_message(Told("k", PLANNING, "Confirmed.", 0.3), done)) == set()


def test_what_was_found_is_a_table_and_the_people_stand_with_their_company() -> None:
    shown = texts(session_message(card(SessionState.SUMMARY_EMITTED, spent=120_000, agreed=2_000_000)))
    assert "100 contacts at 50 companies, 50 with a verified e-mail" in shown
    assert "Spent on contacts: $1.20 of at most $20.00" in shown
    companies = said(companies_modal(card(SessionState.SUMMARY_EMITTED)))
    assert "✓  Ada, COO · `ada@alike.example`" in companies
    assert companies.index("Ada") < companies.index("Bo")
